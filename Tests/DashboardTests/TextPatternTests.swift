import Foundation
import KubeRules
import TestSupport
import Testing

@testable import Dashboard

/// Words and patterns, as a filter and a search take them.
@Suite struct TextPatternTests {
    @Test(arguments: [
        ("cart", "shop/Cart-cors", true), ("Cart", "shop/Cart-cors", true), ("Cart", "shop/cart-cors", false),
        ("cart|checkout", "a/checkout", true), ("^api", "team/api-7", true), ("^api", "team/old-api", false),
        ("^team/api", "team/api-7", true), ("cors$", "a/cart-cors", true), ("cors$", "a/cors-2", false),
        ("v[0-9]+$", "a/api-v12", true), ("v[0-9]+$", "a/api-v", false), ("a.c$", "a/abc", true), ("a.c$", "a/ac", false), ("a.c", "a/abc", false), ("a.c", "a/a.c", true),
        ("(ab){2,3}c", "x/ababc", true), ("(ab){2,3}c", "x/abc", false), ("x?y*z", "n/z", true), ("[^/]{9}", "a/b", false),
        ("\\d{3}", "n/a1234", true), ("\\D\\d\\D", "n/a1b", true), ("\\w+-\\w+", "n/a-b", true), ("a\\.b", "n/a.b", true),
        ("a\\.b", "n/axb", false), ("(?i)CART", "n/cart", true), ("[A-Z]art", "n/Cart", true), ("[A-Z]art", "n/cart", false),
        ("\"a (b\"", "n/a (b", true), ("caf.$", "n/café", true), ("[éè]", "n/café", true), ("日.語+", "n/日本語", true),
        ("{app=cart}", "HTTPRoute{app=cart}", true), ("a{x}", "a{x}", true), ("|a", "n/b", true), ("(?:ab|c)d", "n/cd", true),
    ])
    func whatIsFound(pattern: String, text: String, isFound: Bool) throws {
        let pattern = try TextPattern(pattern), mark = text.contains("/") ? text.utf8.prefix { $0 != 0x2F }.count + 1 : nil

        #expect(pattern.isFound(in: text, mark: mark) == isFound)
        let folded = ByteSearch.lowered(text)
        // A first look in small letters finds whatever there is.
        if isFound { #expect(pattern.isFound(inFolded: folded, 0..<folded.count, mark: mark)) }
    }

    @Test(arguments: [
        "(", ")", "a)", "[a", "[z-a]", "*", "a|*", "a**", "a*+", "a{2}{3}", "x{9,3}", "x{1001}", "(?=a)", "\\", "\\1", "[[:nonsense:]]", "((((a){200}){200}){200})", "\\p{Greekish}",
    ])
    func whatCannotBeReadSaysWhy(pattern: String) {
        #expect(throws: PatternError.self) { try TextPattern(pattern) }
    }

    @Test(arguments: [
        ("cart", "a cart, a Cart", [2..<6, 10..<14]), ("Cart", "a cart, a Cart", [10..<14]), ("a+", "baab a", [1..<3, 5..<6]),
        ("^a|b$", "ab ab", [0..<1, 4..<5]), ("x*", "abc", []),
        ("\\bart", "cart art", [5..<8]), ("art\\b", "arts art", [5..<8]), ("(?i:C)art", "Cart cart", [0..<4, 5..<9]), ("\\p{Lu}", "aB", [1..<2]),
    ] as [(String, String, [Range<Int>])])
    func whereItIsFound(pattern: String, text: String, ranges: [Range<Int>]) throws {
        #expect(try TextPattern(pattern).ranges(in: text) == ranges)
    }

    /// Against the patterns of the library, on texts of few letters, in which much is nearly found.
    @Test(arguments: 0..<40) func itFindsWhatTheLibraryFinds(seed: UInt64) throws {
        var chance = Chance(seed &+ 7)
        func pick(_ choices: [String]) -> String { choices.randomElement(using: &chance) ?? "a" }
        func piece(_ depth: Int) -> String {
            switch Int.random(in: 0..<9, using: &chance) {
            case 0...3: return pick(["a", "b", "c", ".", "[ab]", "[^a]"])
            case 4: return piece(depth) + pick(["*", "+", "?", "{2}", "{1,3}"])
            case 5 where depth < 3: return "(" + piece(depth + 1) + "|" + piece(depth + 1) + ")"
            case 6 where depth < 3: return "(" + piece(depth + 1) + ")" + pick(["*", "?", "{2,}"])
            default: return piece(depth) + pick(["a", "b"])
            }
        }
        for _ in 0..<30 {
            let text = (0..<Int.random(in: 1...4, using: &chance)).map { _ in piece(0) }.joined()
            // What is repeated twice is no pattern of theirs.
            guard text.contains(where: { "*+?[({|".contains($0) }), let theirs = try? NSRegularExpression(pattern: text),
                let ours = try? TextPattern(text)
            else { continue }
            for _ in 0..<20 {
                let subject = (0..<Int.random(in: 0...9, using: &chance)).map { _ in pick(["a", "b", "c"]) }.joined()
                let isFound = theirs.firstMatch(in: subject, range: NSRange(location: 0, length: subject.utf16.count)) != nil
                #expect(ours.isFound(in: subject) == isFound, "\(text) in \(subject)")
            }
        }
    }

    @Test(.timeLimit(.minutes(5))) func aPatternMadeToTakeForEverGivesUp() throws {
        let text = String((0..<200_000).map { _ in "ab".randomElement() ?? "a" })

        for pattern in ["a.{100}c", "(a|b|ab)*c", "(a*)*c", "((a|b)*c|(b|a)*d)*e"] {
            #expect(try !TextPattern(pattern).isFound(in: text))
        }
    }
}
