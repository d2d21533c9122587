import KubeModel

/// The same seen from a policy: on which routes each of its fields takes effect, where it lost, and to whom.
struct PolicyOutcome {
    /// A match of a rule, on whatever host.
    private struct Place: Hashable {
        var route: String
        var match: String
    }

    /// What becomes of a field at a place, and on which hosts.
    private struct Line {
        var place: Place
        var head: ObjectHead
        var words: String
        var hosts: [String]
    }

    private struct Field {
        var wins: [Line] = []
        var losses: [Line] = []
    }

    private let plan: PolicyPlan
    private let id: GraphID
    private let index: Int?
    private var fields: [String: Field] = [:]
    private var routes: Set<Place> = []

    init(plan: PolicyPlan, id: GraphID) {
        (self.plan, self.id) = (plan, id)
        index = plan.world.policy(id.kind, id.key.namespace ?? "", id.key.name)
        look()
    }

    private mutating func look() {
        guard let index else { return }
        for gateway in plan.gateways {
            for configuration in gateway.configurations {
                lookAtListener(configuration, gateway.holder.head, index)
                for host in configuration.hosts {
                    for route in host.routes { look(plan.step(route), host, configuration, index) }
                }
            }
        }
    }

    /// A policy of listeners takes effect on a port as a whole.
    private mutating func lookAtListener(_ configuration: PolicyPlan.Configuration, _ gateway: ObjectHead, _ index: Int) {
        guard (configuration.listenerLevel + configuration.newerLevel).contains(where: { $0.policy == index }) else { return }
        let place = Place(route: "Gateway \(gateway.place)", match: configuration.plan.name)
        routes.insert(place)
        for (name, field) in [configuration.listenerMerge, configuration.newerMerge].flatMap(\.fields) {
            let line = { (words: String) in Line(place: place, head: gateway, words: words, hosts: ["every host"]) }
            if field.winners.contains(where: { $0.policy == index }) {
                fields[name, default: Field()].wins.append(line(""))
            } else if let loss = field.losers.first(where: { $0.attachment.policy == index }) {
                fields[name, default: Field()].losses.append(line(plan.world.words(loss)))
            }
        }
    }

    private mutating func look(
        _ step: PolicyPlan.Step, _ host: PolicyPlan.VirtualHost, _ configuration: PolicyPlan.Configuration, _ index: Int
    ) {
        let levels = step.levels + [host.level, configuration.level]
        guard levels.contains(where: { $0.contains { $0.policy == index } }) else { return }
        let place = Place(route: step.entry.words, match: step.entry.meets.words), head = step.entry.route.head
        routes.insert(place)
        func add(_ name: String, _ words: String, _ list: WritableKeyPath<Field, [Line]>) {
            var lines = fields[name, default: Field()][keyPath: list]
            if let same = lines.firstIndex(where: { $0.place == place && $0.words == words }) {
                if !lines[same].hosts.contains(host.hostname) { lines[same].hosts.append(host.hostname) }
            } else {
                lines.append(Line(place: place, head: head, words: words, hosts: [host.hostname]))
            }
            fields[name, default: Field()][keyPath: list] = lines
        }
        func loseAll(_ words: String) { for name in plan.world.policies[index].settings.keys { add(name, words, \.losses) } }
        if let replaced = configuration.replacedBy ?? host.replacedBy ?? step.failure?.policy {
            return loseAll(replaced == index ? "answers 500: it is invalid" : "answers 500 because of \(plan.world.policies[replaced].head.place)")
        }
        if let failure = step.failure { return loseAll("answers 500: \(failure.sentence)") }
        var won: Set<String> = []
        for (name, field) in plan.effective(step, in: host, configuration) {
            if let part = field.winners.first(where: { $0.attachment.policy == index }) {
                add(name, part.provider.map { "  \($0)" } ?? "", \.wins)
                won.insert(name)
            } else if field.disabledBy?.attachment.policy == index {
                add(name, "  switches it off", \.wins)
                won.insert(name)
            } else if let hidden = field.hidden.first(where: { $0.attachment.policy == index }) {
                add(name, plan.world.words(hidden), \.losses)
            }
        }
        for merge in [step.merge, host.merge, configuration.merge] {
            for (name, field) in merge.fields where !won.contains(name) {
                if let loss = field.losers.first(where: { $0.attachment.policy == index }) { add(name, plan.world.words(loss), \.losses) }
            }
        }
    }

    /// `timeouts on 3 of 5 routes; retry on none`; nil where it comes to no route.
    var summary: String? {
        guard index != nil else { return nil }
        guard !routes.isEmpty else { return nil }
        let counts = fields.sorted { $0.key < $1.key }.map { name, field -> (name: String, count: Int) in (name, Set(field.wins.map(\.place)).count) }
        let words = counts.map { name, count in "\(name) on \(count == 0 ? "none" : count == routes.count ? "all \(count)" : "\(count) of \(routes.count)")" }
        let unit = routes.count == 1 ? "rule" : "rules"
        guard Set(counts.map(\.count)).count > 1 else {
            let count = counts.first?.count ?? 0
            return "wins on \(count == 0 ? "none" : count == routes.count ? "all" : "\(count)") of \(routes.count) \(unit)"
        }
        return "wins: \(words.joined(separator: "; ")) \(unit)"
    }

    var headings: [(word: String, branches: [TreeBranch])] {
        guard let index else { return [("what it does", [TreeBranch(TreeLine("", "the rules do not know it", .dim))])] }
        var headings: [(word: String, branches: [TreeBranch])] = []
        let findings = plan.findingBranches(of: id)
        if !findings.isEmpty { headings.append(("what is wrong", findings)) }
        let unknown = plan.notKnown.map { TreeBranch(TreeLine("", $0, .dim)) }
        headings.append(("what takes effect", fields.sorted { $0.key < $1.key }.map(branch) + (unknown.map { [$0] } ?? [])))
        headings.append(("its status", statuses(index)))
        return headings
    }

    private func branch(_ name: String, _ field: Field) -> TreeBranch {
        func hosts(_ line: Line) -> String {
            line.hosts.count > 2 ? "\(line.hosts[0]) and \(line.hosts.count - 1) more" : line.hosts.joined(separator: ", ")
        }
        let won = field.wins.map { TreeBranch(TreeLine("", "\($0.place.route)  \($0.place.match)\($0.words)  on \(hosts($0))", .good, plan.id($0.head))) }
        let lost = field.losses.map { TreeBranch(TreeLine("", "\($0.place.route)  \($0.place.match): \($0.words)", .dim, plan.id($0.head))) }
        let count = Set(field.wins.map(\.place)).count
        let tone: AnswerLine.Tone = count == 0 ? .warning : .strong
        return TreeBranch(TreeLine(name, "on \(count) of \(routes.count)", tone), won + lost, isShut: won.count + lost.count > 40)
    }

    /// What is computed, and what the status says where it is something else.
    private func statuses(_ index: Int) -> [TreeBranch] {
        let policy = plan.world.policies[index], predicted = plan.predicted()[index]
        var found = predicted.map { expected -> TreeBranch in
            let place = "\(expected.ancestor.kind) \(expected.ancestor.namespace)/\(expected.ancestor.name)\(expected.ancestor.section.map { " \($0)" } ?? "")"
            let words = Self.words(expected), said = policy.reported.first { $0.ancestor == expected.ancestor }
            var below: [TreeBranch] = []
            if let said, Self.words(said) != words {
                let age = said.isCurrent ? "" : ", of an older version"
                below.append(TreeBranch(TreeLine("", "the status says \(Self.words(said))\(age)", .warning)))
            }
            return TreeBranch(TreeLine(place, words, expected.accepted ? expected.attached == .overridden ? .warning : .plain : .bad), below)
        }
        if let flat = policy.reported.first(where: \.isFlat), let worst = AncestorStatus.worst(predicted), Self.words(worst) != Self.words(flat) {
            found.append(TreeBranch(TreeLine("", "the status says \(Self.words(flat))", .warning)))
        }
        found += policy.reported.filter { said in !said.isFlat && !predicted.contains { $0.ancestor == said.ancestor } }.map { said in
            TreeBranch(
                TreeLine(
                    "\(said.ancestor.kind) \(said.ancestor.namespace)/\(said.ancestor.name)",
                    "the status says \(Self.words(said)); the resources give it nothing to attach to", .warning))
        }
        return found
    }

    private static func words(_ status: AncestorStatus) -> String {
        status.accepted ? status.attached.name : "not accepted\(status.message.isEmpty ? "" : ": \(status.message)")"
    }
}
