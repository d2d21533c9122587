import KubeModel

/// What becomes of requests, in lines: places that open, that fail, that go elsewhere, and fields that others have.
struct PlaceEffects {
    private struct FieldChange: Hashable {
        var name: String
        var words: String
    }

    /// A field of a place, before and after.
    private struct FieldPair: Hashable {
        var name: String
        var before: ForeseenPlaces.Field?
        var after: ForeseenPlaces.Field?
    }

    private var before: ForeseenPlaces
    private var after: ForeseenPlaces
    private let fields: ForeseenFields
    private var opened = EffectGroups<String>(), shut = EffectGroups<String>(), failing = EffectGroups<String>(), mended = EffectGroups<Bool>()
    private var lost = EffectGroups<Bool>(), gained = EffectGroups<String>(), moved = EffectGroups<String>(), changed = EffectGroups<FieldChange>()
    /// What is said of a field, many places being alike; nil: nothing.
    private var words: [FieldPair: String?] = [:]

    init(_ before: ForeseenPlaces, _ after: ForeseenPlaces, _ fields: ForeseenFields) {
        (self.before, self.after, self.fields) = (before, after, fields)
        for place in Set(before.places).union(after.places).sorted() { look(place) }
        lookAtPorts()
    }

    // MARK: Looking

    private mutating func look(_ place: ForeseenPlaces.Place) {
        switch (before.state(at: place), after.state(at: place)) {
        case (nil, nil): break
        case (let one?, nil): lost.add(place.words, of: Self.route(one), to: true)
        case (nil, let other?): take(place, newlyServed: other)
        case (let one?, let other?): compare(place, one, other)
        }
    }

    private mutating func take(_ place: ForeseenPlaces.Place, newlyServed other: ForeseenPlaces.State) {
        if let failure = other.failure {
            failing.add(place.words, of: Self.rule(other), to: failure)
        } else {
            let words = other.isOpen ? "nobody is asked who it is" : other.protections.isEmpty ? "" : "protected by \(protection(of: other))"
            gained.add(place.words, of: Self.route(other), to: words)
        }
    }

    private mutating func compare(_ place: ForeseenPlaces.Place, _ one: ForeseenPlaces.State, _ other: ForeseenPlaces.State) {
        if one.isProtected, other.isOpen {
            opened.add(place.words, to: reason(one, other))
        } else if one.isOpen, other.failure == nil, !other.protections.isEmpty {
            shut.add(place.words, to: protection(of: other))
        }
        switch (one.failure, other.failure) {
        case (nil, let failure?): failing.add(place.words, of: Self.rule(other), to: failure)
        case (_?, nil): mended.add(place.words, of: Self.rule(other), to: true)
        case (_?, _?), (nil, nil): break
        }
        if one.route.identity != other.route.identity { moved.add(place.words, of: Self.route(one), to: Self.rule(other)) }
        guard one.failure == nil, other.failure == nil else { return }
        for name in Set(one.fields.keys).union(other.fields.keys).sorted() {
            change(name, one.fields[name], other.fields[name], on: Self.route(other), Self.rule(other))
        }
    }

    /// What policies of listeners set on a port as a whole.
    private mutating func lookAtPorts() {
        for port in Set(before.ports.keys).union(after.ports.keys).sorted(by: { ($0.gateway, $0.number) < ($1.gateway, $1.number) }) {
            let one = before.ports[port] ?? [:], other = after.ports[port] ?? [:]
            for name in Set(one.keys).union(other.keys).sorted() {
                let place = "port \(port.number) of Gateway \(port.gateway)"
                change(name, one[name], other[name], on: place, place)
            }
        }
    }

    private mutating func change(_ name: String, _ one: ForeseenPlaces.Field?, _ other: ForeseenPlaces.Field?, on place: String, _ rule: String) {
        let pair = FieldPair(name: name, before: one, after: other)
        let said = words[pair] ?? (fields.isSame(name, one, other) ? nil : fields.words(name, one, other))
        words[pair] = .some(said)
        guard let said else { return }
        changed.add(rule, of: place, to: FieldChange(name: name, words: said))
    }

    private static func route(_ state: ForeseenPlaces.State) -> String { "\(state.route.kind) \(state.route.place)" }

    private static func rule(_ state: ForeseenPlaces.State) -> String {
        "\(route(state)) rule \(state.rule)\(state.ruleName.map { " \($0)" } ?? "")"
    }

    /// `extAuth of team-a/auth`.
    private func protection(of state: ForeseenPlaces.State) -> String {
        state.protections.map { name in
            let by = (state.fields[name]?.winners ?? []).map { ForeseenFields.place($0.policy) }
            return by.isEmpty ? name : "\(ForeseenFields.path(name)) of \(by.joined(separator: ", "))"
        }
        .joined(separator: " and ")
    }

    /// Why nobody is asked any more.
    private func reason(_ one: ForeseenPlaces.State, _ other: ForeseenPlaces.State) -> String {
        if let failure = one.failure { return "so far it answers 500: \(failure)" }
        let asked = protection(of: one)
        guard one.route.identity == other.route.identity else { return "\(Self.route(other)) serves it then, and \(asked) does not run there" }
        for name in one.protections {
            if let off = other.fields[name]?.off ?? other.fields[name]?.winners.first?.policy {
                return "\(asked) is switched off by \(ForeseenFields.place(off))"
            }
        }
        return "\(asked) does not run there any more"
    }

    // MARK: Telling

    /// What opens and shuts, what fails or is served elsewhere, and what other policies win, in this order.
    var lines: [AnswerLine] {
        opened.all.map { AnswerLine("open", "\($0.words) \($0.isOne ? "becomes" : "become") open: \($0.key)", .bad) }
            + shut.all.map { AnswerLine("protected", "\($0.words) \($0.isOne ? "is" : "are") protected from now on by \($0.key)", .good) }
            + failing.all.map { AnswerLine("500", "\($0.words) \($0.isOne ? "answers" : "answer") 500 (\($0.subjectWords)): \($0.key)", .bad) }
            + lost.all.map { AnswerLine("not served", Self.loss($0), .bad) } + idle
            + mended.all.map { AnswerLine("served", "\($0.words) \($0.isOne ? "answers" : "answer") again (\($0.subjectWords))", .good) }
            + moved.all.map { AnswerLine("moves", "\($0.words) \($0.isOne ? "is" : "are") served by \($0.key) instead of \($0.subjectWords)", .warning) }
            + gained.all.map { AnswerLine("served", Self.gain($0), .good) }
            + changed.all.map { AnswerLine(ForeseenFields.path($0.key.name), "on \(Self.places($0)): \($0.key.words)", .plain) }
    }

    private static func loss(_ group: EffectGroups<Bool>.Group) -> String {
        let verb = group.subjects.count == 1 ? "serves" : "serve"
        return "\(group.subjectWords) no longer \(verb) \(group.words), and nothing else does"
    }

    private static func gain(_ group: EffectGroups<String>.Group) -> String {
        let verb = group.subjects.count == 1 ? "serves" : "serve"
        return "\(group.subjectWords) \(verb) \(group.words) from now on\(group.key.isEmpty ? "" : ": \(group.key)")"
    }

    /// `HTTPRoute a/cart (2 rules)`, `12 routes: HTTPRoute a/cart, HTTPRoute a/pay and 10 more`.
    private static func places(_ group: EffectGroups<FieldChange>.Group) -> String {
        guard group.subjects.count == 1 else { return "\(group.subjects.count) routes: \(group.subjectWords)" }
        return group.isOne ? group.subjectWords : "\(group.subjectWords) (\(group.members.count) rules)"
    }

    /// Policies that come to nothing any more, and still are there.
    private var idle: [AnswerLine] {
        var groups = EffectGroups<Bool>()
        for identity in before.attached.subtracting(after.attached).sorted() where fields.after(identity) != nil {
            groups.add(GraphID(identity: identity)?.description ?? identity, to: true)
        }
        return groups.all.map { AnswerLine("not attached", "\($0.words) \($0.isOne ? "comes" : "come") to nothing that is served any more", .warning) }
    }
}
