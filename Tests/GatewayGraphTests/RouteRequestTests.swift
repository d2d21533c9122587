import Testing

@testable import GatewayGraph

@Suite struct RouteRequestTests {
    @Test func aURLIsTakenApart() throws {
        let request = try RouteRequest("POST", "https://Shop.Example.com:8443/cart?x=1&y=a%20b&z", headers: ["X-Canary: yes", "x-canary:no"])
        #expect(request.method == "POST")
        #expect(request.isHTTPS)
        #expect(request.host == "shop.example.com")
        #expect(request.port == 8443)
        #expect(request.path == "/cart")
        #expect(request.query == [.init(name: "x", value: "1"), .init(name: "y", value: "a%20b"), .init(name: "z", value: "")])
        #expect(request.header("X-CANARY") == "yes,no")
    }

    @Test(arguments: [
        ("shop.example", "/"), ("shop.example/a//b/./c/../d", "/a/b/d"), ("shop.example/a/", "/a/"), ("shop.example/../..", "/"), ("shop.example?x=1", "/"),
        ("[::1]:80/x#y", "/x"),
    ])
    func pathsAreAsEnvoyLooksAtThem(_ url: String, _ path: String) throws { #expect(try RouteRequest("GET", url).path == path) }

    @Test(arguments: ["", "https://", "ftp://x/", "http://x:99999/", "http://x:a/", "https:///cart"])
    func whatIsNoURLIsSaidToBeNone(_ url: String) { #expect(throws: RouteRequest.Problem.self) { try RouteRequest("GET", url) } }

    @Test func aMethodAndAHeaderHaveTheirForms() {
        #expect(throws: RouteRequest.Problem.self) { try RouteRequest("G T", "http://x/") }
        #expect(throws: RouteRequest.Problem.self) { try RouteRequest("GET", "http://x/", headers: ["nothing"]) }
    }

    @Test func theHeaderHostStandsForTheHost() throws {
        #expect(try RouteRequest("GET", "http://10.0.0.1/", headers: ["Host: Shop.example:80"]).authority == "shop.example")
    }
}
