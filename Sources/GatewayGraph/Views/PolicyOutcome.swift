import KubeModel

/// The same seen from a policy: on which routes each of its fields takes effect, where it lost, and to whom.
struct PolicyOutcome {
    private struct Place: Hashable {
        var route: String
        var match: String
    }

    private struct Field {
        var wins: [(place: Place, head: ObjectHead, note: String)] = []
        var losses: [(place: Place, head: ObjectHead, words: String)] = []
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
                for host in configuration.hosts {
                    for route in host.routes { look(plan.step(route), host, configuration, index) }
                }
            }
        }
    }

    private mutating func look(
        _ step: PolicyPlan.Step, _ host: PolicyPlan.VirtualHost, _ configuration: PolicyPlan.Configuration, _ index: Int
    ) {
        let levels = step.levels + [host.level, configuration.level]
        guard levels.contains(where: { $0.contains { $0.policy == index } }) else { return }
        let place = Place(route: step.entry.words, match: "\(step.entry.meets.words) \(host.hostname)")
        routes.insert(place)
        let head = step.entry.route.head
        if let replaced = configuration.replacedBy ?? host.replacedBy ?? step.failure?.policy, replaced != index {
            lose(place, head, "answers 500 because of \(plan.world.policies[replaced].head.place)", index)
            return
        }
        if let failure = step.failure {
            lose(place, head, "answers 500: \(failure.sentence)", index)
            return
        }
        let effective = plan.effective(step, in: host, configuration)
        for (name, field) in effective {
            if let part = field.winners.first(where: { $0.attachment.policy == index }) {
                fields[name, default: Field()].wins.append((place, head, part.provider.map { "  \($0)" } ?? ""))
            } else if field.disabledBy?.attachment.policy == index {
                fields[name, default: Field()].wins.append((place, head, "  switches it off"))
            } else if let hidden = field.hidden.first(where: { $0.attachment.policy == index }) {
                fields[name, default: Field()].losses.append((place, head, plan.world.words(hidden)))
            }
        }
        for merge in [step.merge, host.merge, configuration.merge] {
            for (name, field) in merge.fields {
                guard let loss = field.losers.first(where: { $0.attachment.policy == index }),
                    !(fields[name]?.wins.contains { $0.place == place } ?? false)
                else { continue }
                fields[name, default: Field()].losses.append((place, head, plan.world.words(loss)))
            }
        }
    }

    private mutating func lose(_ place: Place, _ head: ObjectHead, _ words: String, _ index: Int) {
        for name in plan.world.policies[index].settings.keys { fields[name, default: Field()].losses.append((place, head, words)) }
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
        headings.append(("what takes effect", fields.sorted { $0.key < $1.key }.map(branch)))
        headings.append(("its status", statuses(index)))
        return headings
    }

    private func branch(_ name: String, _ field: Field) -> TreeBranch {
        var won: [TreeBranch] = [], lost: [TreeBranch] = [], seen: Set<String> = []
        for (place, head, note) in field.wins where seen.insert("\(place)\(note)").inserted {
            won.append(TreeBranch(TreeLine("", "\(place.route)  \(place.match)\(note)", .good, plan.id(head))))
        }
        for (place, head, words) in field.losses where seen.insert("\(place)\(words)").inserted {
            lost.append(TreeBranch(TreeLine("", "\(place.route)  \(place.match): \(words)", .dim, plan.id(head))))
        }
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
        found += policy.reported.filter { said in !predicted.contains { $0.ancestor == said.ancestor } }.map { said in
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
