import KubeModel
import Testing

@Suite struct RawJSONTests {
    private let object = RawJSON(Array(#"{"b": {"x": 1}, "a": "text", "c": [1, 2], "a": "again", "aa": null}"#.utf8))

    @Test func membersComeInTheOrderTheyAreNamedIn() {
        let found = object.members(named: ["a", "missing", "c", "b"])

        #expect(found.map { $0?.text } == [#""text""#, nil, "[1, 2]", #"{"x": 1}"#])
    }

    @Test func theFirstOfSeveralMembersOfOneNameCounts() {
        #expect(object.members(named: ["a"])[0]?.string == "text")
    }

    @Test func oneWalkTellsWhichOthersThereAre() {
        let (members, others) = object.members(named: ["b", "no", "aa", "nothing", "a", "c"], first: 2)

        #expect(members.map { $0?.text } == [#"{"x": 1}"#, nil])
        #expect(Set(others) == [2, 4, 5])
        #expect(others == others.sorted())
    }

    @Test(arguments: ["", "null", "7", "[1]", "{", #"{"a"#, #"{"a": "#, #"{"a" 1}"#])
    func whatIsNoObjectHasNoMembers(text: String) {
        let json = RawJSON(Array(text.utf8))

        #expect(json.members(named: ["a"]).allSatisfy { $0 == nil || $0?.text == "" })
        #expect(json.members(named: ["a"], first: 1).others.isEmpty)
    }
}
