import TestSupport
import Testing

@testable import Dashboard

@Suite struct TextHeadTests {
    @Test(arguments: 0..<20) func aBeginningComparesAsItsTextOrLeavesItToThat(seed: UInt64) {
        var chance = Chance(seed)
        let letters = Array("ab-0Z~ é")
        let texts = (0..<60).map { _ in
            String((0..<Int.random(in: 0...20, using: &chance)).map { place in place < 12 && seed % 2 == 0 ? "s" : letters.randomElement(using: &chance) ?? "a" })
        }
        for left in texts {
            for right in texts {
                let own = TextHead(left), theirs = TextHead(right)
                if let precedes = own.precedes(theirs) {
                    #expect(precedes == (left < right), "\(left) and \(right)")
                } else if own.isWhole, theirs.isWhole {
                    #expect(left == right)
                }
            }
        }
    }

    @Test func namesThatDifferEarlyAreToldApartWithoutTheirTexts() {
        #expect(TextHead("service-000001-policy").precedes(TextHead("service-000002-policy")) == true)
        #expect(TextHead("a").precedes(TextHead("a")) == nil)
        #expect(TextHead("é").precedes(TextHead("z")) == nil)
    }
}
