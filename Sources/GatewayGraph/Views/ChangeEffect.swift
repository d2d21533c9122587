import KubeModel

/// What a change does to routes, and to what is wrong.
public struct ChangeEffect: Hashable, Sendable {
    /// A field that something else decides afterwards.
    public struct Turn: Hashable, Sendable {
        /// `timeouts`.
        public var field: String
        /// `shop/limits`; empty where nobody says anything of it.
        public var before, after: String
        /// The rules, in Envoy's order: `shop/cart rule 0 pay  /pay www.shop.example`.
        public var places: [String]
    }

    public private(set) var turns: [Turn] = []
    /// Rules on which somebody had to prove who he is, and need not any more; each with what ran there.
    public private(set) var opened: [Turn] = []
    /// Rules that answer 500 afterwards, or no longer.
    public private(set) var broken: [String] = [], mended: [String] = []
    /// Rules that are served afterwards, or no longer.
    public private(set) var added: [String] = [], gone: [String] = []
    public private(set) var appearing: [Finding] = [], going: [Finding] = []

    /// So many of a kind are named.
    private static let most = 6

    public init() {}

    /// Cost: follows both.
    ///
    /// - Parameter isWhole: Whether both are of everything: what depends on more than neighbours is compared only then.
    public init(from old: PolicyPlan, to new: PolicyPlan, isWhole: Bool = true, _ options: FindingOptions = FindingOptions()) {
        let before = Winners(old), after = Winners(new)
        var by: [Turn: [String]] = [:], order: [Turn] = []
        func note(_ field: String, _ former: String, _ later: String, _ place: String) {
            let turn = Turn(field: field, before: former, after: later, places: [])
            if by[turn] == nil { order.append(turn) }
            by[turn, default: []].append(place)
        }
        for place in before.order + after.order.filter({ before.fields[$0] == nil }) {
            guard let former = before.fields[place] else {
                added.append(place)
                continue
            }
            guard let later = after.fields[place] else {
                gone.append(place)
                continue
            }
            switch (before.failures.contains(place), after.failures.contains(place)) {
            case (false, true): broken.append(place)
            case (true, false): mended.append(place)
            case (true, true): continue
            case (false, false):
                for field in Set(former.keys).union(later.keys).sorted() where former[field] != later[field] {
                    note(field, former[field] ?? "", later[field] ?? "", place)
                }
            }
        }
        turns = order.map { turn in
            var turn = turn
            turn.places = by[turn] ?? []
            return turn
        }
        opened = turns.filter { PolicyField.form($0.field).isAuthentication && !Self.isOff($0.before) && Self.isOff($0.after) }
        let found = old.findings(options).filter { isWhole || !$0.code.isWide }, finds = new.findings(options).filter { isWhole || !$0.code.isWide }
        let known = Set(found.map(\.fingerprint)), told = Set(finds.map(\.fingerprint))
        // What the status says of the former version is no fault of the change.
        appearing = finds.filter { !known.contains($0.fingerprint) && !$0.code.isOfStatus }
        going = found.filter { !told.contains($0.fingerprint) && !$0.code.isOfStatus }
    }

    private static func isOff(_ winner: String) -> Bool { winner.isEmpty || winner == "–" || winner.hasPrefix("off: ") }

    public var isEmpty: Bool {
        turns.isEmpty && broken.isEmpty && mended.isEmpty && added.isEmpty && gone.isEmpty && appearing.isEmpty && going.isEmpty
    }

    /// In lines for a person: what is dangerous first.
    public var lines: [AnswerLine] {
        var lines: [AnswerLine] = []
        for turn in opened {
            lines += Self.named(turn.places).map { AnswerLine("opens", "\($0) becomes open: \(turn.field) of \(turn.before) no longer runs there", .bad) }
        }
        lines += Self.named(broken).map { AnswerLine("breaks", "\($0) answers 500", .bad) }
        lines += Self.named(gone).map { AnswerLine("ends", "\($0) is served no longer", .warning) }
        lines += appearing.map { AnswerLine("finds", "\($0.code.rawValue): \($0.message)", $0.severity == .error ? .bad : $0.severity == .warning ? .warning : .dim) }
        lines += Self.named(mended).map { AnswerLine("mends", "\($0) answers again", .good) }
        lines += going.map { AnswerLine("mends", "\($0.code.rawValue): \($0.message)", .good) }
        for turn in turns where !opened.contains(turn) {
            let former = turn.before.isEmpty ? "nothing" : turn.before, later = turn.after.isEmpty ? "nothing" : turn.after
            lines.append(AnswerLine(turn.field, "\(former) → \(later) on \(Self.count(turn.places))", .plain))
        }
        lines += Self.named(added).map { AnswerLine("serves", $0, .plain) }
        return lines
    }

    private static func count(_ places: [String]) -> String {
        places.count <= 2 ? places.joined(separator: " and ") : "\(places[0]) and \(places.count - 1) more"
    }

    private static func named(_ places: [String]) -> [String] {
        places.count <= most ? places : places.prefix(most) + ["and \(places.count - most) more: each of them"]
    }

    /// What decides each field of each rule.
    private struct Winners {
        var order: [String] = []
        var fields: [String: [String: String]] = [:]
        /// Those that answer 500.
        var failures: Set<String> = []

        init(_ plan: PolicyPlan) {
            for (place, row) in plan.rows().map({ ("\($0.route)  \($0.match)", $0) }) {
                if fields[place] == nil {
                    order.append(place)
                    fields[place] = [:]
                }
                if row.winner == "500" { failures.insert(place) } else { fields[place]?[row.field] = row.winner }
            }
            for place in plan.servedPlaces where fields[place] == nil {
                order.append(place)
                fields[place] = [:]
            }
        }
    }
}

extension FindingCode {
    /// Whether it compares what a controller has written with what is so.
    var isOfStatus: Bool {
        switch self {
        case .statusDisagrees, .statusMissing, .statusStale, .statusOrphan: true
        default: false
        }
    }
}
