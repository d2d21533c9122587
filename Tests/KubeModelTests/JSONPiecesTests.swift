import KubeModel
import Testing

@Suite struct JSONPiecesTests {
    private func cut(_ text: String) -> [String]? {
        let bytes = Array(text.utf8)
        return JSONPieces.cut(bytes)?.map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    @Test func aListIsCutIntoItsItems() {
        #expect(cut(#" {"items": [{"a": 1} , {"b": [2]}], "kind": "GatewayList"} "#) == [#"{"a": 1}"#, #"{"b": [2]}"#])
        #expect(cut(#"{"kind": "List", "items": []}"#) == [])
    }

    @Test func whatOnlyLooksLikeAListStaysWhole() {
        #expect(cut(#"{"kind": "Menu", "items": [1]}"#) == [#"{"kind": "Menu", "items": [1]}"#])
    }

    @Test func severalValuesFollowEachOther() {
        #expect(cut("{\"a\": 1}\n{\"b\": 2}") == [#"{"a": 1}"#, #"{"b": 2}"#])
    }

    @Test(arguments: [
        #"{"kind": "List", "items": [{} {}]}"#, #"{"kind": "List", "items": [{}], "x": nonsense}"#, "{\"a\": 1}\n---\n{\"b\": 2}", "{a: 1}",
        #"{"kind": "List", "items": [{}"#,
    ])
    func whatIsNotWellFormedIsLeftToBeToldWhy(text: String) {
        #expect(cut(text) == nil)
    }
}
