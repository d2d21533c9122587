import KubeModel
import Testing

@testable import Dashboard

@Suite struct FoldedTextsTests {
    private func row(_ number: Int, _ cell: String = "Cell") throws -> ResourceRow {
        let scanner = ResourceScanner(projection: RowProjection(isPolicy: false) { _, _ in [cell] })
        return try scanner.row(Array(#"{"metadata":{"name":"Row-\#(number)","namespace":"Space"}}"#.utf8))
    }

    private func found(_ texts: FoldedTexts, _ word: String, in slots: Range<Int32>) throws -> [Int32] {
        let pattern = try #require(try? TextPattern(word))
        return slots.filter { texts.contains(pattern, $0) }
    }

    /// More than one page of them, and one that is longer than a page.
    @Test func everyRowIsFoundByWhatItShowsHoweverManyThereAre() throws {
        var texts = FoldedTexts()
        for number in 0..<3_000 { texts.put(try row(number, number == 7 ? String(repeating: "LONG ", count: 20_000) : "Cell \(number % 10)"), Int32(number)) }

        #expect(try found(texts, "row-2999", in: 0..<3_000) == [2_999])
        #expect(try found(texts, "space/row-17", in: 0..<100) == [17])
        #expect(try found(texts, "long long", in: 0..<3_000) == [7])
        #expect(try found(texts, "cell 3", in: 0..<3_000).count == 300)
    }

    @Test func whatChangesAgainAndAgainIsFoundAsItIsNow() throws {
        var texts = FoldedTexts()
        for number in 0..<200 { texts.put(try row(number), Int32(number)) }
        for round in 0..<60 {
            for number in 0..<100 { texts.put(try row(number, "Round \(round) of many, and what makes it longer"), Int32(number)) }
        }
        texts.remove(3)

        #expect(try found(texts, "round 59 ", in: 0..<200).count == 99)
        #expect(try found(texts, "round 58 ", in: 0..<200).isEmpty)
        #expect(try found(texts, "cell", in: 0..<200).count == 100)
        #expect(try found(texts, "row-199", in: 0..<200) == [199])
    }
}
