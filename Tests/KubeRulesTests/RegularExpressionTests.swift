import KubeRules
import Testing

@Suite struct RegularExpressionTests {
    @Test(arguments: [
        ("/r/[0-9]+", "/r/12", true), ("/r/[0-9]+", "/r/12a", false), ("a|ab", "ab", true), (".*", "", true), ("(?i)Cart", "CART", true), ("cart", "cartoon", false),
        ("[[:digit:]]+x", "12x", true), ("(?P<id>[a-z]+)", "cart", true), ("\\Acart\\z", "cart", true),
    ]) func itMatchesTheWholeText(_ pattern: String, _ text: String, _ isMatch: Bool) throws {
        #expect(try RegularExpression(pattern).matches(text) == isMatch)
    }

    @Test(arguments: ["\\bcart", "a(?i)b", "\\pL"]) func whatIsOnlyNotReadHereIsNoMistake(_ pattern: String) {
        #expect((try? RegularExpression(pattern)) == nil)
        #expect(RegularExpression.problem(in: pattern) == nil)
    }

    @Test(arguments: ["[", "(", "a)", "(?=x)", "\\1", "*a", "a{2,1}"]) func whatRE2RefusesIsRefused(_ pattern: String) {
        #expect(RegularExpression.problem(in: pattern) != nil)
    }
}
