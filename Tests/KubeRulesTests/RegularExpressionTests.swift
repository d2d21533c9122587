import KubeRules
import Testing

@Suite struct RegularExpressionTests {
    @Test(arguments: [
        ("/r/[0-9]+", "/r/12", true), ("/r/[0-9]+", "/r/12a", false), ("a|ab", "ab", true), (".*", "", true), ("(?i)Cart", "CART", true), ("cart", "cartoon", false),
        ("[[:digit:]]+x", "12x", true), ("(?P<id>[a-z]+)", "cart", true), ("\\Acart\\z", "cart", true),
        ("[\\x61-\\x7A]{1,253}", "cart", true), ("\\x{1F600}", "😀", true), ("[\\x60|]", "`", true), ("\\x4a", "J", true), ("\\x4a", "j", false),
    ]) func itMatchesTheWholeText(_ pattern: String, _ text: String, _ isMatch: Bool) throws {
        #expect(try RegularExpression(pattern).matches(text) == isMatch)
    }

    @Test(arguments: [
        ("/\\bcart\\b.*", "/cart/x", true), ("/\\bcart\\b.*", "/carts", false), (".*\\bcart", "/a/cart", true), (".*\\bcart", "/acart", false), ("a\\Bb", "ab", true),
        ("a\\bb", "ab", false), ("\\b^cart$\\b", "cart", true), ("cart\\B", "cart", false), ("(\\bx|\\By)+", "xy", true), ("\\b", "", false), ("\\B", "", true),
    ]) func wordsBeginAndEnd(_ pattern: String, _ text: String, _ isMatch: Bool) throws {
        #expect(try RegularExpression(pattern).matches(text) == isMatch)
    }

    @Test(arguments: [
        ("/(?i:cart)/x", "/CaRt/x", true), ("/(?i:cart)/x", "/cart/X", false), ("a(?i)b", "aB", true), ("a(?i)b", "AB", false), ("(a(?i)b)c", "aBC", false),
        ("(?i)a(?-i:b)", "Ab", true), ("(?i)a(?-i:b)", "AB", false), ("(?i:[a-c]+)", "AbC", true), ("(?i:ä)", "Ä", true), ("(?s).", "\n", true), (".", "\n", false),
        ("(?U)a+", "aa", true), ("(?is:A.)", "a\n", true), ("(?i)[^a]", "A", false),
    ]) func flagsHoldWhereTheyStand(_ pattern: String, _ text: String, _ isMatch: Bool) throws {
        #expect(try RegularExpression(pattern).matches(text) == isMatch)
    }

    @Test(arguments: [
        ("\\pL+", "cartÄж字", true), ("\\p{Lu}", "a", false), ("\\p{Lu}", "Ж", true), ("\\P{L}", "7", true), ("\\P{L}", "é", false), ("\\p{^Nd}", "7", false),
        ("[\\p{L}\\d_]+", "a7_字", true), ("[^\\p{L}]", "字", false), ("[^\\p{L}]", "€", true), ("[а-я]+", "жук", true), ("[а-я]", "z", false), ("[^а-я]", "ж", false),
        ("(?i)\\p{Lu}", "ж", true), ("\\p{Nd}{2}", "٣٤", true), ("\\p{So}", "😀", true), ("\\p{L}", "😀", false), ("\\pC", "\u{200E}", true),
    ]) func charactersAreKnownByTheirCategory(_ pattern: String, _ text: String, _ isMatch: Bool) throws {
        #expect(try RegularExpression(pattern).matches(text) == isMatch)
    }

    @Test(arguments: ["\\p{Greek}", "(?m)^a", "[\\b]"]) func whatIsOnlyNotReadHereIsNoMistake(_ pattern: String) {
        #expect((try? RegularExpression(pattern)) == nil)
        #expect(RegularExpression.problem(in: pattern) == nil)
    }

    @Test(arguments: ["[", "(", "a)", "(?=x)", "(?<!x)y", "(?z:a)", "(?i", "\\p{L", "\\1", "*a", "a{2,1}", "a{1001}", "\\xg", "\\x{110000}", "[z-\\x61]"]) func whatRE2RefusesIsRefused(_ pattern: String) {
        #expect(RegularExpression.problem(in: pattern) != nil)
    }
}
