import Testing

@testable import KubeModel

@Suite struct SharedTableTests {
    private func hash(_ text: String, _ table: SharedTable<String>) -> UInt32 {
        Array(text.utf8).withUnsafeBufferPointer { table.hash($0) }
    }

    @Test func aValueIsFoundByTheHashOfItsBytes() {
        var table = SharedTable<String>()
        for number in 0..<500 {
            let text = "value \(number)"
            table.insert(text, hash(text, table))
        }

        #expect(table.find(hash("value 499", table)) { $0 == "value 499" } == "value 499")
        #expect(table.find(hash("value 500", table)) { $0 == "value 500" } == nil)
    }

    @Test func textsAndTheirBytesHaveOneHash() {
        let table = SharedTable<String>()

        for text in ["", "short", "exactly8", "somewhat longer than a word", "日本語"] { #expect(table.hash(text) == hash(text, table)) }
        #expect(table.hash(["a", "b"]) != table.hash(["ab"]))
    }

    @Test func whatIsAlwaysDifferentIsLookedForNoLonger() {
        var table = SharedTable<Int>()
        for number in 0..<4_000 {
            let hash = table.hash("\(number)")
            if table.find(hash, { $0 == number }) == nil { table.insert(number, hash) }
        }

        #expect(table.isGivenUp)
        #expect(table.find(table.hash("7")) { $0 == 7 } == nil)
    }

    @Test func whatIsOftenTheSameStays() {
        var table = SharedTable<Int>()
        for number in 0..<8_000 {
            let value = number % 2 == 0 ? 7 : number, hash = table.hash("\(value)")
            if table.find(hash, { $0 == value }) == nil { table.insert(value, hash) }
        }

        #expect(!table.isGivenUp)
        #expect(table.find(table.hash("7")) { $0 == 7 } == 7)
    }
}
