import Foundation
import KubeModel

extension DashboardState {
    mutating func selectKind(_ index: Int) -> [Effect] {
        screen.wantedKind = nil
        guard kinds.indices.contains(index), index != kindIndex || place != .kind else { return [] }
        screen.kindIndex = index
        return show(.kind)
    }

    /// Shows another list.
    mutating func show(_ place: ListPlace) -> [Effect] {
        if screen.place == .overall, place != .overall {
            for index in kinds.indices { cluster.kinds[index].table.hideOverall() }
        }
        screen.place = place
        switch place {
        case .kind: keepPlace(in: kindIndex, anew: true)
        case .overall, .changes, .findings, .absent: showInOtherLists()
        }
        scrollToSelection()
        return wantFullObject()
    }

    mutating func moveAmongKinds(_ by: Int) -> [Effect] {
        let choices = kindLines.filter(\.isChoice), here = choices.firstIndex(of: chosenLine) ?? 0
        return choose(choices[max(0, min(here + max(-choices.count, min(by, choices.count)), choices.count - 1))])
    }

    private mutating func choose(_ line: KindLine) -> [Effect] {
        switch line {
        case .findings: place == .findings ? [] : show(.findings)
        case .changes: place == .changes ? [] : show(.changes)
        case .overall: place == .overall ? [] : show(.overall)
        case .kind(let index): selectKind(index)
        case .absent: place == .absent ? [] : show(.absent)
        case .heading: []
        }
    }

    mutating func toggleAbsentKinds() -> [Effect] {
        screen.showsAbsentKinds.toggle()
        return []
    }

    // MARK: What lists show

    /// Lets every kind keep what the list of everything shows of it.
    private mutating func showOverall() {
        for index in kinds.indices { showOverall(in: &cluster.kinds[index]) }
    }

    /// The same for one kind; nothing while that list is not on screen.
    func showOverall(in state: inout KindState) {
        guard place == .overall else { return }
        state.table.showOverall(
            kind: state.kind.type.kind, namespace: state.kind.type.isNamespaced ? namespace : nil, filter: screen.overallFilter, order: screen.overallOrder)
    }

    private mutating func showChanges(_ filter: RowFilter? = nil) {
        var pass = cluster.changeLog.shown
        pass.namespace = namespace
        if let filter { pass.filter = filter }
        cluster.changeLog.show(pass)
    }

    /// Only what happened within so many seconds; nil: since start.
    mutating func showChanges(ofLast seconds: Double?) -> [Effect] {
        let effects = show(.changes)
        var pass = cluster.changeLog.shown
        pass.since = seconds.map { now.addingTimeInterval(-$0) }
        cluster.changeLog.show(pass)
        keepPlaceInChanges()
        return effects
    }

    /// Takes anew what the lists of more than one kind show: they follow the namespace.
    mutating func showInOtherLists() {
        switch place {
        case .overall:
            showOverall()
            keepPlaceOverall(anew: true)
        case .changes:
            showChanges()
            keepPlaceInChanges()
        case .findings: keepPlaceInFindings(anew: true)
        case .kind, .absent: break
        }
    }

    mutating func sort(by field: RowOrder.Field) {
        let order = RowOrder(field, isReversed: order.field == field ? !order.isReversed : false)
        switch place {
        case .kind:
            current.table.sort(by: order)
            keepPlace(in: kindIndex, anew: true)
        case .overall:
            screen.overallOrder = order
            showOverall()
            keepPlaceOverall(anew: true)
        case .changes, .findings, .absent: break
        }
        scrollToSelection()
    }

    mutating func setFilter(_ text: String) {
        guard text != filter.text else { return }
        let filter = RowFilter(text, isOfChanges: place == .changes), namespace = namespace
        switch place {
        case .kind:
            current.show(namespace: namespace, filter: filter)
            keepPlace(in: kindIndex, anew: true)
        case .overall:
            screen.overallFilter = filter
            showOverall()
            keepPlaceOverall(anew: true)
        case .changes:
            showChanges(filter)
            keepPlaceInChanges()
        case .findings: screen.findingFilter = filter
        case .absent: break
        }
        scrollToSelection()
    }
}
