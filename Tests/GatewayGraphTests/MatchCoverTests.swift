import KubeModel
import Testing

@testable import GatewayGraph

/// Which matches leave nothing to later ones.
@Suite struct MatchCoverTests {
    private func covers(_ first: RouteMatch, _ second: RouteMatch, _ rules: GatewayRules = .v21) -> Bool {
        var cover = MatchCover(rules)
        cover.add(first, 7)
        return cover.cover(of: second) == 7
    }

    private func match(_ path: String, _ type: RouteMatch.PathType = .prefix, headers: [(String, String)] = [], method: String? = nil) -> RouteMatch {
        var match = RouteMatch()
        (match.path, match.pathType, match.method) = (path, type, method)
        match.headers = headers.map { RouteMatch.Pair(name: $0.0, type: "Exact", value: $0.1) }
        return match
    }

    @Test func aPrefixCoversWhatIsBelowItBySegments() {
        #expect(covers(match("/"), match("/a/b")))
        #expect(covers(match("/a"), match("/a/b")) && covers(match("/a"), match("/a/", .exact)) && covers(match("/a"), match("/a", .exact)))
        #expect(!covers(match("/a"), match("/ab")) && !covers(match("/a/b"), match("/a")))
        #expect(!covers(match("/a/"), match("/a")) && covers(match("/a/"), match("/a"), .v24))
    }

    @Test func whatAsksForMoreCoversLess() {
        #expect(covers(match("/a"), match("/a", method: "GET")) && !covers(match("/a", method: "GET"), match("/a")))
        #expect(covers(match("/a", headers: [("X", "1")]), match("/a", headers: [("y", "2"), ("x", "1")])))
        #expect(!covers(match("/a", headers: [("x", "1")]), match("/a", headers: [("x", "2")])))
        let many = (0..<9).map { ("h\($0)", "v") }
        #expect(covers(match("/a"), match("/a", headers: many)) && covers(match("/a", headers: many), match("/a", headers: many)))
    }

    @Test func aRegularExpressionCoversItselfAndOneForAllEverything() {
        #expect(covers(match("/a.", .regularExpression), match("/a.", .regularExpression)))
        #expect(!covers(match("/a.", .regularExpression), match("/ab", .exact)))
        #expect(covers(match(".*", .regularExpression), match("/a")) && covers(match("/"), match("/a.", .regularExpression)))
    }
}
