import Testing

@testable import Dashboard

@Suite struct WriteMannersTests {
    @Test(arguments: [
        ("*prod*", "kind-PROD-eu", true), ("*prod*", "staging", false), ("live-?", "live-1", true), ("live-?", "live-12", false),
        ("a,*b", "xb", true), ("a,*b", "c", false), ("*", "anything", true), ("", "prod", false), ("*a*b*c", "aabbcc", true), ("*a*b*c", "aabb", false),
    ]) func contextsAreMatchedByPatterns(patterns: String, context: String, isCareful: Bool) {
        #expect(WriteManners(carefulContexts: WriteManners.patterns(patterns)).isCareful(in: context) == isCareful)
    }
}
