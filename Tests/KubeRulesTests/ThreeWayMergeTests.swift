import KubeModel
import KubeRules
import Testing

@Suite struct ThreeWayMergeTests {
    private func merge(_ base: JSONValue, _ theirs: JSONValue, _ mine: JSONValue, _ schema: Schema? = nil) -> ThreeWayMerge {
        ThreeWayMerge(base: ["spec": base], theirs: ["spec": theirs], mine: ["spec": mine], schema: schema)
    }

    @Test func changesOfDifferentMembersAreBothMade() {
        let merge = merge(["a": 1, "b": 2, "c": 3], ["a": 9, "b": 2, "c": 3, "new": 1], ["a": 1, "b": 2])

        #expect(merge.merged["spec"] == ["a": 9, "b": 2, "new": 1])
        #expect(merge.conflicts.isEmpty && merge.alternative == merge.merged)
    }

    @Test func twoChangesOfOneLeafAreAConflict() throws {
        let merge = merge(["a": ["b": 1], "c": 1], ["a": ["b": 2], "c": 1], ["a": ["b": 3], "c": 5])

        let conflict = try #require(merge.conflicts.first)
        #expect(merge.conflicts.count == 1 && conflict.path.description == "spec.a.b")
        #expect(conflict.base == 1 && conflict.theirs == 2 && conflict.mine == 3)
        #expect(merge.merged["spec"] == ["a": ["b": 3], "c": 5])
        #expect(merge.alternative["spec"] == ["a": ["b": 2], "c": 5])
    }

    @Test func theSameChangeOfBothIsNoConflict() {
        let merge = merge(["a": 1, "l": [1]], ["a": 2, "l": [1, 2]], ["a": 2, "l": [1, 2]])

        #expect(merge.merged["spec"] == ["a": 2, "l": [1, 2]] && merge.conflicts.isEmpty)
    }

    @Test func whatOneRemovesAndTheOtherChangesIsAConflict() throws {
        let merge = merge(["a": ["b": 1]], [:], ["a": ["b": 2]])

        let conflict = try #require(merge.conflicts.first)
        #expect(conflict.path.description == "spec.a" && conflict.theirs == nil && conflict.placesOfTheirs.isEmpty)
        #expect(merge.merged["spec"] == ["a": ["b": 2]] && merge.alternative["spec"] == [:])
    }

    @Test(arguments: ["labels", "annotations"]) func whoRemovesTheLastLabelHasNotRemovedWhatTheOtherAdds(_ field: String) {
        func object(_ labels: JSONValue?) -> JSONValue { ["metadata": labels.map { [field: $0] } ?? [:]] }

        let theirs = ThreeWayMerge(base: object(["a": "1"]), theirs: object(nil), mine: object(["a": "1", "b": "2"]))
        let mine = ThreeWayMerge(base: object(["a": "1", "b": "2"]), theirs: object(["a": "1"]), mine: object(nil))
        let one = ThreeWayMerge(base: object(["a": "1", "b": "2"]), theirs: object(nil), mine: object(["a": "9", "b": "2"]))

        #expect(theirs.merged == object(["b": "2"]) && theirs.conflicts.isEmpty)
        #expect(mine.merged == object(nil) && mine.conflicts.isEmpty)
        #expect(one.conflicts.map(\.path.description) == ["metadata.\(field).a"])
        #expect(one.merged == object(["a": "9"]) && one.alternative == object(nil))
    }

    @Test func aFinalizerIsAddedWhereTheLastOneWasRemoved() {
        let merge = ThreeWayMerge(
            base: ["metadata": ["finalizers": ["a"]]], theirs: ["metadata": [:]], mine: ["metadata": ["finalizers": ["a", "b"]]])

        #expect(merge.merged == ["metadata": ["finalizers": ["b"]]] && merge.conflicts.isEmpty)
    }

    @Test func bothMayAddMembersToWhatWasNotThere() {
        let merge = merge([:], ["labels": ["a": "1"]], ["labels": ["b": "2"]])

        #expect(merge.merged["spec"] == ["labels": ["a": "1", "b": "2"]] && merge.conflicts.isEmpty)
    }

    @Test func numbersAreComparedByValueAndSpelledAsTheSideThatChangedThem() {
        let one = JSONValue.number("1.0"), thousand = JSONValue.number("1e3")

        #expect(merge(["a": 1, "b": 1], ["a": one, "b": 1], ["a": 2, "b": 3]).merged["spec"] == ["a": 2, "b": 3])
        #expect(merge(["a": 1], ["a": thousand], ["a": 1000]).conflicts.isEmpty)
        #expect(merge(["a": 1], ["a": 2], ["a": one]).merged["spec"] == ["a": 2])
        #expect(merge(["a": 1], ["a": one], ["a": 1]).merged["spec"]?["a"] == one)
    }

    // MARK: Lists without keys

    @Test func oneAddsAnElementAndTheOtherChangesItsNeighbour() {
        let merge = merge([["n": "x", "w": 1]], [["n": "x", "w": 1], ["n": "z"]], [["n": "x", "w": 5]])

        #expect(merge.merged["spec"] == [["n": "x", "w": 5], ["n": "z"]] && merge.conflicts.isEmpty)
    }

    @Test func bothMayChangeDifferentMembersOfOneElement() {
        let base: JSONValue = [["n": "x", "w": 1, "p": 1], ["n": "y"]]

        let merge = merge(base, [["n": "x", "w": 2, "p": 1], ["n": "y"]], [["n": "x", "w": 1, "p": 2], ["n": "y"]])

        #expect(merge.merged["spec"] == [["n": "x", "w": 2, "p": 2], ["n": "y"]] && merge.conflicts.isEmpty)
    }

    @Test func elementsThatBothAddInOnePlaceAreAConflict() throws {
        let merge = merge(["a", "b"], ["a", "b", "t", "same"], ["a", "b", "m", "same"])

        let conflict = try #require(merge.conflicts.first)
        #expect(merge.conflicts.count == 1 && conflict.path.description == "spec[2]")
        #expect(conflict.theirs == ["t"] && conflict.mine == ["m"])
        #expect(merge.merged["spec"] == ["a", "b", "m", "same"] && merge.alternative["spec"] == ["a", "b", "t", "same"])
    }

    @Test func whatBothAddAlikeStandsThereOnce() {
        #expect(merge(["a"], ["a", "n"], ["a", "n", "m"]).merged["spec"] == ["a", "n", "m"])
        #expect(merge([], ["n"], ["m", "n"]).merged["spec"] == ["m", "n"])
    }

    @Test func oneElementThatBothAddInDifferentPlacesIsAConflict() {
        let merge = merge(["a", "b"], ["n", "a", "b"], ["a", "b", "n"])

        #expect(merge.conflicts.map(\.path.description) == ["spec"])
    }

    @Test func anOrderThatOneChangedIsKeptWithTheChangesOfTheOther() {
        let x: JSONValue = ["n": "x", "w": 1], y: JSONValue = ["n": "y", "w": 1], z: JSONValue = ["n": "z"]

        let merge = merge([x, y, z], [z, x, y], [["n": "x", "w": 9], y, "m", z])

        #expect(merge.merged["spec"] == [z, ["n": "x", "w": 9], y, "m"] && merge.conflicts.isEmpty)
        #expect(self.merge([x, y, z], [x, "m", z], [z, y, x]).merged["spec"] == [z, "m", x])
    }

    @Test func anOrderThatBothChangedIsAConflict() {
        #expect(merge(["a", "b", "c"], ["c", "a", "b"], ["b", "a", "c"]).conflicts.map(\.path.description) == ["spec"])
        #expect(merge(["a", "b", "c"], ["c", "a", "b"], ["c", "a", "b"]).conflicts.isEmpty)
        let both = merge(["a", "b", "c"], ["c", "a", "b", "t"], ["m", "b", "a", "c"])
        #expect(both.conflicts.map(\.path.description) == ["spec"])
    }

    @Test func whatOneMovesAndTheOtherRemovesIsAConflict() {
        let merge = merge(["a", "b", "c", "d"], ["d", "a", "b", "c", "t"], ["a", "b", "c"])

        #expect(merge.conflicts.map(\.path.description) == ["spec"])
    }

    // MARK: Lists with keys

    private static let listeners = Schema.object(
        "",
        [
            "spec": {
                var list = Schema.list(of: .object("", ["name": .string(), "port": .integer(), "rest": .any]))
                list.ownership = .map(keys: ["name"])
                return list
            }(),
        ])

    @Test func elementsWithKeysAreMergedByThem() {
        let merge = merge(
            [["name": "a", "port": 1], ["name": "b", "port": 2]],
            [["name": "new", "port": 3], ["name": "a", "port": 1], ["name": "b", "port": 22]],
            [["name": "b", "port": 2, "rest": 1], ["name": "mine", "port": 4]], Self.listeners)

        #expect(
            merge.merged["spec"] == [["name": "new", "port": 3], ["name": "b", "port": 22, "rest": 1], ["name": "mine", "port": 4]])
        #expect(merge.conflicts.isEmpty)
    }

    @Test func oneKeyAddedByBothIsMergedMemberByMember() {
        let merge = merge([], [["name": "a", "port": 1]], [["name": "a", "port": 2]], Self.listeners)

        #expect(merge.conflicts.map(\.path.description) == ["spec[0].port"])
    }

    @Test func anOrderOfKeysThatBothChangedIsAConflict() {
        let a: JSONValue = ["name": "a"], b: JSONValue = ["name": "b"], c: JSONValue = ["name": "c"]

        #expect(merge([a, b, c], [c, a, b], [b, a, c], Self.listeners).conflicts.count == 1)
        #expect(merge([a, b, c], [c, a, b], [a, b], Self.listeners).merged["spec"] == [a, b])
    }

    @Test func keysThatAreMissingOrThereTwiceMakeASequenceOfIt() {
        let merge = merge([["port": 1]], [["port": 1], ["port": 2]], [["port": 9]], Self.listeners)

        #expect(merge.merged["spec"] == [["port": 9], ["port": 2]] && merge.conflicts.isEmpty)
    }

    @Test func finalizersAreASet() {
        let base: JSONValue = ["metadata": ["finalizers": ["a", "b"]]]

        let merge = ThreeWayMerge(
            base: base, theirs: ["metadata": ["finalizers": ["b", "t"]]], mine: ["metadata": ["finalizers": ["a", "b", "m"]]])

        #expect(merge.merged == ["metadata": ["finalizers": ["b", "t", "m"]]] && merge.conflicts.isEmpty)
    }

    @Test func longListsAreMergedInTime() {
        let base = (0..<5_000).map { JSONValue.integer($0) }
        let theirs = base.map { $0.integer == 17 ? "t" : $0 }
        let mine = base.filter { $0.integer.map { $0 % 100 != 50 } ?? true }

        let merge = merge(.array(base), .array(theirs), .array(mine))

        #expect(merge.conflicts.isEmpty && merge.merged["spec"]?.array?.count == 4_950)
        #expect(merge.merged["spec"]?[17] == "t")
    }
}
