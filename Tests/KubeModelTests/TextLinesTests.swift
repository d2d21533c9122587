import KubeModel
import Testing

@Suite struct TextLinesTests {
    @Test func columnsCountScalarsAndLinesEndInLineFeeds() {
        let lines = TextLines(Array("aé\r\nßx\n".utf8))

        #expect(lines.place(of: 0) == TextPlace(line: 1, column: 1))
        #expect(lines.place(of: 3) == TextPlace(line: 1, column: 3))
        #expect(lines.place(of: 5) == TextPlace(line: 2, column: 1))
        #expect(lines.place(of: 7) == TextPlace(line: 2, column: 2))
        #expect(lines.place(of: 99) == TextPlace(line: 3, column: 1))
    }

    @Test func aLongLineIsCountedToItsEnd() {
        let lines = TextLines(Array((String(repeating: "é", count: 10_000) + "x").utf8))

        #expect(lines.place(of: 20_000) == TextPlace(line: 1, column: 10_001))
        #expect(lines.place(of: 4_096) == TextPlace(line: 1, column: 2_049))
    }
}
