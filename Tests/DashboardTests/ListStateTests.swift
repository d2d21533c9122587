import KubeModel
import TestSupport
import Testing

@testable import Dashboard

@Suite struct ListStateTests {
    private var state = DashboardState.sample()

    private func rows(_ names: String...) -> [ResourceRow] { names.map { Sample.policy("a/\($0)") } }

    private var selected: String? { state.currentList.selected?.name }
    /// The line of the screen that the selection stands on.
    private var line: Int { state.currentList.selectedIndex - state.currentList.top }

    @Test mutating func rowsThatComeAboveMoveNeitherTheSelectionNorItsLine() {
        var viewport = Viewport()
        viewport.listRows = 3
        state.perform(.viewport(viewport))
        state.list(rows("m1", "m2", "m3", "m4", "m5"))
        state.perform(.move(3))
        let before = line

        state.watch(.added, Sample.policy("a/a1"), Sample.policy("a/a2"))

        #expect(selected == "m4")
        #expect(line == before)
    }

    @Test mutating func theSelectionSurvivesSorting() {
        state.list(rows("a", "b", "c"))
        state.perform(.move(1), .sort(.name), .sort(.name))

        #expect(selected == "b")
        #expect(state.visibleNames == ["c", "b", "a"])
    }

    @Test mutating func theSelectionSurvivesAFilterThatShowsIt() {
        state.list(rows("api", "shop", "shop-two"))
        state.perform(.last, .filterPrompt)
        state.type("shop")

        #expect(state.visibleNames == ["shop", "shop-two"])
        #expect(selected == "shop-two")
        state.perform(.cancel)
        #expect(state.visibleNames.count == 3)
        #expect(selected == "shop-two")
    }

    @Test mutating func theSelectionSurvivesARelist() {
        state.list(rows("a", "b", "c"))
        state.perform(.move(2))

        state.list(rows("a", "b", "b2", "c"))

        #expect(selected == "c")
    }

    @Test mutating func theNeighbourIsSelectedWhenTheRowGoes() {
        state.list(rows("a", "b", "c"))
        state.perform(.move(1))

        state.watch(.deleted, Sample.policy("a/b", version: 9))

        #expect(selected == "c")
        state.watch(.deleted, Sample.policy("a/c", version: 10))
        #expect(selected == "a")
    }

    @Test mutating func movingIsHeldWithinTheList() {
        state.list(rows("a", "b"))

        state.perform(.move(-5))
        #expect(selected == "a")
        state.perform(.move(100))
        #expect(selected == "b")
        state.perform(.first)
        #expect(selected == "a")
        state.perform(.last)
        #expect(selected == "b")
    }

    @Test mutating func anEmptyListTakesEveryKey() {
        state.perform(.move(1), .page(1), .last, .first, .open, .yaml, .mark, .markRange, .copyName, .copyYAML)

        #expect(selected == nil)
        #expect(state.focus == .list)
        #expect(state.perform(.editResource).count == 0)
        #expect(state.perform(.deleteResource).count == 0)
        #expect(state.overlay == nil)
    }

    @Test mutating func marksAreOfRowsThatExist() {
        state.list(rows("a", "b", "c"))
        state.perform(.mark, .mark)
        #expect(state.currentList.marked.map(\.name).sorted() == ["a", "b"])

        state.list(rows("b", "c"))

        #expect(state.currentList.marked.map(\.name) == ["b"])
    }

    @Test mutating func aRangeIsMarkedFromTheLastMark() {
        state.list(rows("a", "b", "c", "d", "e"))
        state.perform(.move(1), .mark, .move(1), .markRange)

        #expect(state.currentList.marked.map(\.name).sorted() == ["b", "c", "d"])
        state.perform(.cancel)
        #expect(state.currentList.marked.isEmpty)
    }

    @Test mutating func everyKindKeepsItsOwnPlace() {
        state.list(rows("a", "b", "c"))
        state.perform(.move(2), .selectKind(1), .selectKind(0))

        #expect(selected == "c")
    }

    @Test mutating func theWorstIsSelectedFirstAndThenHeld() {
        state.list([
            Sample.policy("a/a"), Sample.policy("a/b", "Accepted=True/Valid", "Attached=False/Overridden"),
            Sample.policy("a/c", "Accepted=False/Invalid"),
        ])
        #expect(selected == "c")

        state.watch(.added, Sample.policy("a/a1", "Accepted=False/Invalid"))
        #expect(selected == "c")
        state.list([Sample.policy("a/a1", "Accepted=False/Invalid"), Sample.policy("a/c")])
        #expect(selected == "c")
    }

    @Test mutating func whoHasMovedKeepsTheRow() {
        state.perform(.move(0))
        state.list(rows("a", "b"))
        state.perform(.move(1), .move(-1))

        state.list([Sample.policy("a/a"), Sample.policy("a/b", "Accepted=False/Invalid")])

        #expect(selected == "a")
    }
}
