import Testing

@testable import GatewayGraph

@Suite struct ExpressionSyntaxTests {
    @Test(arguments: [
        "true", "request.headers['x-foo'] == 'bar'", "request.headers[\"x\"].startsWith(\"a\\\"b\")", "!(a in b) && -c.d <= 1.5e3 || e ? [1, 2,] : {'k': v}",
        "metadata.filter_metadata['envoy.filters.http.jwt_authn']['payload']['groups'].exists(g, g == 'admin')", "r'\\d+' != x", "source.address.matches('^10\\\\.')",
        "'''a 'quoted' text''' == b", "size(request.headers) > 0 && has(request.auth.claims.sub)", "  request.path\n  == '/a' ",
    ])
    func whatCanBeRead(_ text: String) { #expect(ExpressionSyntax.problem(in: text) == nil) }

    @Test(arguments: [
        ("", "is empty"), ("request.path.startsWith('/a'", "lacks a )"), ("request.path == '/a", "has a ' that is not closed"),
        ("a = b", "has a =, which means nothing there"), ("a == ", "ends where a value should be"), ("a b", "goes on with b where it should end"),
        ("a && && b", "has && where a value should be"), ("a.['b']", "has [ where a name should be"), ("(a == b]", "has ] where ) should be"),
    ])
    func whatCannot(_ text: String, _ problem: String) { #expect(ExpressionSyntax.problem(in: text) == problem) }

    @Test func whatNestsTooDeepIsTakenForGood() {
        #expect(ExpressionSyntax.problem(in: String(repeating: "(", count: 5_000)) == nil)
    }
}
