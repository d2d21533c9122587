import Dashboard
import GatewayGraph
import KubeModel
import Testing

@Suite struct ObjectDiffTests {
    @Test func changesAreNamedByTheirPath() {
        let diff = ObjectDiff(
            from: ["spec": ["a": 1, "gone": true, "refs": [1, 2]]],
            to: ["spec": ["a": "1", "refs": [1, 3, 4], "new": ["x": .null]]])

        #expect(
            diff.lines == [
                "spec.a: 1 → \"1\"", "spec.gone: removed, was true", "spec.refs[1]: 2 → 3", "spec.refs[2]: added 4",
                "spec.new: added {\"x\":null}",
            ])
    }

    @Test func namedElementsAreComparedByName() {
        let diff = ObjectDiff(
            from: ["l": [["name": "a", "port": 1], ["name": "b", "port": 2]]],
            to: ["l": [["name": "b", "port": 2], ["name": "a", "port": 9], ["name": "c", "port": 3]]])

        #expect(
            diff.lines == [
                "l[a].port: 1 → 9", "l[c]: added {\"name\":\"c\",\"port\":3}",
                "l (order): [\"a\",\"b\"] → [\"b\",\"a\"]",
            ])
    }

    @Test func whatIsIgnoredIsIgnoredWithAllBelow() {
        let diff = ObjectDiff(
            from: ["status": ["a": 1], "metadata": ["resourceVersion": "1", "name": "x"]],
            to: ["status": ["a": 2], "metadata": ["resourceVersion": "2", "name": "x"]],
            ignoring: ObjectDiff.writtenByServer)

        #expect(diff.isEmpty)
    }

    @Test func longValuesAreShortenedAndHarmless() {
        let diff = ObjectDiff(from: ["a": 1], to: ["a": .string("\u{1B}[2J" + String(repeating: "x", count: 100))])

        #expect(diff.lines[0].count < 80)
        #expect(diff.lines[0].hasSuffix("…"))
        #expect(!diff.lines[0].contains("\u{1B}"))
    }
}
