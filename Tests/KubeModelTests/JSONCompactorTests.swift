import KubeModel
import Testing

@Suite struct JSONCompactorTests {
    private func compact(_ text: String) -> String? {
        Array(text.utf8).withUnsafeBufferPointer { JSONCompactor.compact($0) }.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func blanksGoAndAllElseStays() {
        #expect(compact(" { \"a\" : [ 1 , -2.5e3 , \"x  y\\n\" ] ,\n\t\"b\" : { } , \"c\" : null }\r\n") == "{\"a\":[1,-2.5e3,\"x  y\\n\"],\"b\":{},\"c\":null}")
        #expect(compact("\"é\\u00e9\"") == "\"é\\u00e9\"")
    }

    @Test(arguments: [
        "", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "[1,]", "[1 2]", "{\"a\":tru}", "01", "1.", "\"a", "\"\\x\"", "\"\u{1}\"", "{} {}", "{\"a\":1", "nul", "{a:1}",
    ])
    func whatIsNoJSONIsRefusedAsByTheParser(text: String) {
        #expect(compact(text) == nil)
        #expect(throws: JSONError.self) { try JSONParser.parse(text) }
    }

    @Test func whatIsNestedWithoutEndIsRefused() {
        #expect(compact(String(repeating: "[", count: 2_000) + String(repeating: "]", count: 2_000)) == nil)
    }
}
