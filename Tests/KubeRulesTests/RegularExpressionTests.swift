import KubeRules
import Testing

@Suite struct RegularExpressionTests {
    @Test(arguments: [
        ("/r/[0-9]+", "/r/12", true), ("/r/[0-9]+", "/r/12a", false), ("a|ab", "ab", true), (".*", "", true), ("(?i)Cart", "CART", true), ("cart", "cartoon", false),
        ("[[:digit:]]+x", "12x", true), ("(?P<id>[a-z]+)", "cart", true), ("\\Acart\\z", "cart", true),
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

    @Test(arguments: [
        ("\\p{Greek}+", "αΩ", true), ("\\p{Greek}", "a", false), ("\\P{Greek}", "α", false), ("\\p{Han}", "字", true), ("[\\p{Cyrillic}\\d]+", "ж7", true),
        ("\\p{Deseret}", "\u{10400}", true), ("\\p{Cs}", "a", false),
    ]) func charactersAreKnownByTheirScript(_ pattern: String, _ text: String, _ isMatch: Bool) throws {
        #expect(try RegularExpression(pattern).matches(text) == isMatch)
    }

    @Test(arguments: [
        ("\\x41\\x{42}", "AB", true), ("\\x{1F600}", "😀", true), ("[\\x41-\\x43]+", "ABC", true), ("[\\x41-\\x43]", "D", false), ("\\101", "A", true), ("\\0", "\0", true),
        ("\\a\\f\\v", "\u{7}\u{C}\u{B}", true), ("\\Q/a.b(*\\E/c", "/a.b(*/c", true), ("\\Qa.b\\E", "axb", false), ("\\Qab\\E+", "abbb", true), ("\\Q|)", "|)", true),
        ("a\\Q\\Eb", "ab", true), ("[[:^digit:]]", "7", false), ("[[:blank:][:cntrl:]]", "\t", true), ("[[:a]+", "[:a", true), ("[a-c-e]+", "b-e", true), ("a{", "a{", true),
        ("{a}", "{a}", true), ("a{,2}", "a{,2}", true), ("^*a", "a", true), ("(?P<a>x)(?P<b>y)", "xy", true),
    ]) func everyWayToWriteACharacterIsRead(_ pattern: String, _ text: String, _ isMatch: Bool) throws {
        #expect(try RegularExpression(pattern).matches(text) == isMatch)
    }

    @Test(arguments: ["(?m)^a", "\\C", "(abc){1000}"]) func whatIsOnlyNotReadHereIsNoMistake(_ pattern: String) {
        #expect((try? RegularExpression(pattern)) == nil)
        #expect(RegularExpression.problem(in: pattern) == nil)
    }

    @Test(arguments: [
        "[", "(", "a)", "(?=x)", "(?<!x)y", "(?z:a)", "(?i", "\\p{L", "\\1", "*a", "a{2,1}", "(a)\\1", "(?P<n>a)(?P=n)", "(?P<n>a)|(?P<n>b)", "(?<n>a)(?P<n>b)", "\\p{greek}",
        "\\p{Letter}", "\\pQ", "[\\b]", "[[:alfa:]]", "[a-\\d]", "[b-\\x41]", "\\x4", "\\x{110000}", "\\x{41", "\\xgg", "\\8", "\\Z", "\\e", "\\_", "\\h", "\\R", "\\E", "a**", "a{1001}",
        "(a{100}){11}", "|*", "(*)", "{2}", "(?>a)", "(?#a)", "(?P>n)", "(?P<>a)", "(?'n'a)", "a++", "\\",
    ]) func whatRE2RefusesIsRefused(_ pattern: String) {
        #expect(RegularExpression.problem(in: pattern) != nil)
    }
}
