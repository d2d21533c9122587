import KubeRules
import Testing

@Suite struct RegularExpressionTests {
    @Test(arguments: [
        ("/r/[0-9]+", "/r/12", true), ("/r/[0-9]+", "/r/12a", false), ("a|ab", "ab", true), (".*", "", true), ("(?i)Cart", "CART", true), ("cart", "cartoon", false),
    ]) func itMatchesTheWholeText(_ pattern: String, _ text: String, _ isMatch: Bool) throws {
        #expect(try RegularExpression(pattern).matches(text) == isMatch)
    }

    @Test(arguments: ["[", "(", "a)", "(?=x)", "\\1", "*a", "a{2,1}"]) func whatRE2RefusesIsRefused(_ pattern: String) {
        #expect(RegularExpression.problem(in: pattern) != nil)
    }
}
