import Dashboard
import DashboardUI
import GatewayGraph
import KubeModel
import TerminalUI
import TestSupport
import Testing

/// What of a list is on screen, after whatever has happened: all of it where there is room, else a full pane; and by
/// pages all of what the server has.
@Suite struct DashboardFrameWindowTests {
    @Test(arguments: 0..<24) func noRowIsHiddenWhereThereIsRoom(seed: Int) {
        var play = WindowPlay(seed: seed)
        for step in 0..<48 {
            play.step()
            let wrong = play.faultOfWindow ?? (step % 12 == 11 ? play.faultOfPages() : nil)
            #expect(wrong == nil, "step \(step): \(wrong ?? "")\n\(play.trail.suffix(8))")
            if wrong != nil { break }
        }
    }
}

/// A dashboard without a server and a terminal, to which things happen as a seed decides, as ``DashboardRuntime`` would
/// let them happen; and what the server has, kept beside it in the simplest way.
private struct WindowPlay {
    private static let types = Array(KindCatalog.all.prefix(3).map(\.type))
    private static let theme = Theme(depth: .none, isASCII: false)
    private static let sizes = [(200, 50), (160, 40), (120, 24), (120, 12), (80, 40), (80, 24), (60, 16), (44, 10)]
    private static let filters = ["", "", "a", "state:failing", "!state:failing", "ns:team-1", "nothing-has-this"]
    private static let orders: [RowOrder.Field] = [.namespace, .name, .age, .state, .column(0)]
    private static let verdicts = ["Accepted=True/Valid", "Accepted=False/Invalid", "Accepted=Unknown/Pending"]

    private var chance: Chance
    private var state = DashboardState.sample()
    private var frame = DashboardFrame.draw(.sample(), size: Size(columns: 80, rows: 24), theme: Self.theme)
    private var server: [ResourceType: [ObjectKey: ResourceRow]] = [:]
    private var size = Size(columns: 160, rows: 40)
    private var version = 1
    private var generation = 1
    private(set) var trail: [String] = []

    init(seed: Int) {
        chance = Chance(UInt64(seed))
        draw()
    }

    mutating func step() {
        let type = Self.types.randomElement(using: &chance) ?? .trafficPolicy
        switch Int.random(in: 0..<22, using: &chance) {
        case 0..<8: watch(type)
        case 8, 9: list(type)
        case 10: interrupt(type)
        case 11..<15: move()
        case 15: filter()
        case 16: act("sort", .sort(Self.orders.randomElement(using: &chance) ?? .name))
        case 17: resize()
        case 18:
            let isOverall = Int.random(in: 0..<3, using: &chance) == 0
            act("kind", isOverall ? .show(.overall) : .selectKind(Int.random(in: 0..<3, using: &chance)))
        case 19: act("grow", .grow(Int.random(in: -3...3, using: &chance)))
        case 20: act("focus", .focus(Pane.allCases.randomElement(using: &chance) ?? .list))
        default: connection(type)
        }
        // Not each change is drawn: frames are fewer than changes.
        if Int.random(in: 0..<3, using: &chance) > 0 { draw() }
    }

    /// As the runtime draws: measured first, once more where that moved the window.
    private mutating func draw() {
        _ = state.update(.settle)
        frame = DashboardFrame.draw(state, size: size, theme: Self.theme)
        guard frame.viewport != state.viewport else { return }
        _ = state.update(.viewport(frame.viewport))
        frame = DashboardFrame.draw(state, size: size, theme: Self.theme)
    }

    private mutating func act(_ words: String, _ action: Action) {
        trail.append("\(words) \(action)")
        _ = state.update(action)
    }

    private mutating func row(_ place: String, _ type: ResourceType) -> ResourceRow {
        version += 1
        let verdict = Self.verdicts[version % 3]
        return Sample.row(
            Sample.object(
                place, type, version: version, age: Double(version * 37 % 300),
                status: Sample.status(verdict)), type)
    }

    private mutating func place() -> String {
        let letter = "abc".randomElement(using: &chance) ?? "a", number = Int.random(in: 10..<40, using: &chance)
        return "team-\(number % 3)/\(letter)\(number)"
    }

    private mutating func watch(_ type: ResourceType) {
        var changes: [RowChange] = []
        for _ in 0..<([1, 1, 2, 6, 30, 90].randomElement(using: &chance) ?? 1) {
            let known = server[type]?.keys.sorted().randomElement(using: &chance)
            if let known, Int.random(in: 0..<5, using: &chance) < 3,
                let row = server[type]?.removeValue(forKey: known)
            {
                changes.append(RowChange(.deleted, row, arrived: Sample.now))
                // Deleted and made anew, within one batch.
                guard Int.random(in: 0..<3, using: &chance) == 0 else { continue }
            }
            let row = row(place(), type)
            let isKnown = server[type, default: [:]].updateValue(row, forKey: row.key) != nil
            changes.append(RowChange(isKnown ? .modified : .added, row, arrived: Sample.now))
        }
        trail.append("\(changes.count) changes")
        _ = state.update(.reflector(type, .batch(changes)))
    }

    /// A list in parts, in which other rows come than were there before.
    private mutating func list(_ type: ResourceType, isWhole: Bool = true) {
        generation += 1
        trail.append("list \(isWhole)")
        for key in (server[type] ?? [:]).keys.sorted() where Int.random(in: 0..<4, using: &chance) == 0 {
            server[type]?[key] = nil
        }
        for _ in 0..<Int.random(in: 0..<8, using: &chance) {
            let row = row(place(), type)
            server[type, default: [:]][row.key] = row
        }
        _ = state.update(.reflector(type, .listStarted(generation: generation)))
        var rows = (server[type] ?? [:]).values.sorted { $0.key < $1.key }
        while !rows.isEmpty {
            let part = rows.prefix(Int.random(in: 1...80, using: &chance))
            rows.removeFirst(part.count)
            _ = state.update(
                .reflector(type, .batch(part.map { RowChange(.listed, $0, arrived: Sample.now) })))
            if Int.random(in: 0..<3, using: &chance) == 0 { draw() }
            if !isWhole { return }
        }
        guard isWhole else { return }
        _ = state.update(.reflector(type, .listCompleted(generation: generation)))
        _ = state.update(.reflector(type, .state(.live)))
    }

    /// A list that is cut off, and the one that follows.
    private mutating func interrupt(_ type: ResourceType) {
        list(type, isWhole: false)
        _ = state.update(.reflector(type, .state(.retrying(.reset, inSeconds: 1))))
        draw()
        list(type)
    }

    private mutating func connection(_ type: ResourceType) {
        trail.append("trouble")
        let states: [ConnectionState] = [
            .retrying(.other(String(repeating: "a long reason ", count: 9)), inSeconds: 2), .listing(count: 3), .live,
        ]
        _ = state.update(.reflector(type, .state(states.randomElement(using: &chance) ?? .live)))
    }

    private mutating func move() {
        let actions: [Action] = [.move(1), .move(-1), .move(5), .page(1), .page(-1), .first, .last, .mark]
        act("move", actions.randomElement(using: &chance) ?? .first)
    }

    private mutating func filter() {
        act("filter", .filterPrompt)
        _ = state.update(.edit(.killToStart))
        let text = Self.filters.randomElement(using: &chance) ?? ""
        for character in text {
            _ = state.update(.edit(.insert(String(character))))
            _ = state.update(.settle)
        }
        trail.append(text)
        act("filter", Bool.random(using: &chance) ? .accept : .cancel)
    }

    private mutating func resize() {
        let (columns, rows) = Self.sizes.randomElement(using: &chance) ?? (80, 24)
        trail.append("size \(columns)x\(rows)")
        size = Size(columns: columns, rows: rows)
    }

    // MARK: What must hold

    /// What the list should show, sorted from nothing.
    private var wanted: [ObjectKey] {
        (server[state.current.kind.type] ?? [:]).values
            .filter { state.filter.isEmpty || state.filter.matches($0) }
            .sorted(by: state.order.precedes).map(\.key)
    }

    /// The rows on the frame, by where the mouse finds them; and their names must stand there.
    private var drawn: [ObjectKey] {
        frame.hits.compactMap { hit -> ObjectKey? in
            let visible = state.current.table.visible
            guard case .row(let index) = hit.target, visible.indices.contains(index) else { return nil }
            let key = visible[index]
            return frame.surface.row(hit.area.row).contains(key.name) ? key : nil
        }
    }

    /// In words; nil where all is well.
    var faultOfWindow: String? {
        mutating get {
            draw()
            guard state.place == .kind else { return state.place == .overall ? faultOfOverall : nil }
            let wanted = wanted, drawn = drawn, kind = state.current, list = state.currentList,
                room = frame.viewport.listRows
            if kind.table.visible != wanted { return "the state has \(kind.table.visible.count) of \(wanted.count)" }
            // The one pane of a narrow screen may be another.
            guard frame.hits.contains(where: { $0.target == .pane(.list) }), state.overlay == nil else { return nil }
            let words = "\(drawn.count) of \(wanted.count) rows drawn in \(room) lines from \(list.top)"
            if drawn.count != min(wanted.count, room) { return words }
            if drawn != Array(wanted.dropFirst(list.top).prefix(room)) { return "others: \(words)" }
            guard let selected = list.selected, room > 0, !drawn.contains(selected) else { return nil }
            return "\(selected) unseen: \(words)"
        }
    }

    /// The list of everything against all that the server has, sorted from nothing.
    private var faultOfOverall: String? {
        let kinds = state.kinds.indices.flatMap { index in
            (server[state.kinds[index].kind.type] ?? [:]).values.map { (kind: index, row: $0) }
        }
        let order = state.order
        let wanted = kinds.filter { state.filter.isEmpty || state.filter.matches($0.row, kind: state.kinds[$0.kind].kind.type.kind) }
            .sorted { left, right in
                if order.field == .kind, left.kind != right.kind { return (left.kind < right.kind) != order.isReversed }
                if left.row.key != right.row.key || order.precedes(left.row, right.row) || order.precedes(right.row, left.row) {
                    return order.precedes(left.row, right.row)
                }
                return left.kind < right.kind
            }
            .map { "\($0.kind) \($0.row.key)" }
        let rows = state.overallRows, all = rows.rows(from: 0, count: rows.visibleCount).map { "\($0.kind) \($0.row.key)" }
        if all != wanted { return "overall: \(all.count) of \(wanted.count)" }
        for start in [wanted.count / 3, wanted.count / 2, wanted.count - 1] where wanted.indices.contains(start) {
            let part = rows.rows(from: start, count: 3).map { "\($0.kind) \($0.row.key)" }
            if part != Array(wanted[start...].prefix(3)) { return "overall from \(start): \(part)" }
        }
        return nil
    }

    /// Goes through the list by pages.
    mutating func faultOfPages() -> String? {
        guard state.place == .kind else { return nil }
        act("pages", .focus(.list))
        act("pages", .first)
        draw()
        let wanted = wanted
        guard frame.viewport.listRows > 0 else { return nil }
        var seen: [ObjectKey] = []
        for _ in 0...wanted.count {
            for key in drawn where !seen.contains(key) { seen.append(key) }
            guard seen.count < wanted.count else { break }
            act("pages", .page(1))
            draw()
        }
        return seen == wanted ? nil : "by pages \(seen.count) of \(wanted.count)"
    }
}
