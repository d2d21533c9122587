import KubeModel
import Testing

@Suite struct RawJSONTests {
    private let object = RawJSON(Array(#"{"b": {"x": 1}, "a": "text", "c": [1, 2], "a": "again", "aa": null}"#.utf8))

    private func members(_ json: RawJSON, _ names: MemberNames) -> [String] {
        var found: [String] = []
        json.forEachMember(named: names) { number, place in found.append("\(number) \(json[place].text)") }
        return found
    }

    @Test func membersAreVisitedInTheOrderTheyAreWrittenIn() {
        let found = members(object, MemberNames(["a", "missing", "c", "b"]))

        #expect(found == [#"3 {"x": 1}"#, #"0 "text""#, "2 [1, 2]", #"0 "again""#])
    }

    @Test func oneWalkTellsWhichMembersThereAre() {
        #expect(object.presence(of: MemberNames(["b", "no", "aa", "nothing", "a", "c"])) == 0b110101)
        #expect(object.presence(of: MemberNames([])) == 0)
    }

    @Test(arguments: ["", "null", "7", "[1]", "{", #"{"a"#, #"{"a": "#, #"{"a" 1}"#])
    func whatIsNoObjectHasNoMembers(text: String) {
        #expect(members(RawJSON(Array(text.utf8)), MemberNames(["a"])).isEmpty)
    }

    @Test func elementsAreVisitedInOrder() throws {
        var found: [String] = []
        try #require(object["c"]).forEachElement { found.append($0.text) }
        try #require(object["a"]).forEachElement { found.append($0.text) }

        #expect(found == ["1", "2"])
    }

    @Test func aCellIsPutTogetherFromTexts() {
        let value = RawJSON(Array(#"{"plain":"a","escaped":"\u0042\"","number":7,"broken":"\x"}"#.utf8))
        var places: [RawJSON.Place] = [], cell = CellText()
        value.forEachMember(named: MemberNames(["plain", "escaped", "number", "broken"])) { places.append($1) }

        let told = places.map { cell.append($0, of: value, behind: "#") }

        #expect(told == [true, true, false, false])
        #expect(cell.text == "#a#B\"")
    }
}
