/// A branch of the tree of what a Gateway serves.
public struct RoutingBranch: Hashable, Sendable {
    public var words: String
    /// What stands beside it: policies, and what is wrong.
    public var notes: [String]
    public var branches: [RoutingBranch]

    /// The tree as lines, each with the strokes that lead to it, the notes in brackets behind.
    public var lines: [String] { [line] + below("") }

    private var line: String { notes.isEmpty ? words : "\(words)  [\(notes.joined(separator: "; "))]" }

    private func below(_ lead: String) -> [String] {
        branches.enumerated().flatMap { index, branch in
            let isLast = index == branches.count - 1
            return [lead + (isLast ? "└─ " : "├─ ") + branch.line] + branch.below(lead + (isLast ? "   " : "│  "))
        }
    }
}

extension PolicyPlan {
    /// Gateway, listener, host, route, backend, with the policies beside them.
    ///
    /// - Parameter gateway: Namespace and name; nil: every Gateway.
    public func tree(of gateway: (namespace: String, name: String)? = nil) -> [RoutingBranch] {
        gateways.filter { own in gateway.map { $0 == (own.holder.head.namespace, own.holder.head.name) } ?? true }.map(branch)
    }

    private func branch(_ gateway: Gateway) -> RoutingBranch {
        var notes = names(gateway.level)
        if !gateway.isServed { notes.append("class \(gateway.holder.className): not kgateway's") }
        let dropped = gateway.table.dropped.map { dropped in
            RoutingBranch(words: "listener \(words(dropped.listener))", notes: ["not served: \(dropped.sentence)"], branches: [])
        }
        return RoutingBranch(
            words: "Gateway \(gateway.holder.head.place)", notes: notes, branches: gateway.configurations.map(branch) + dropped)
    }

    private func words(_ listener: ServedListener) -> String {
        let set = listener.holder.isSet ? " of \(listener.holder.head.kind) \(listener.holder.head.place)" : ""
        return "\(listener.spec.name) \(listener.spec.protocolName) \(listener.spec.port) \(listener.spec.hostname ?? "*")\(set)"
    }

    private func branch(_ configuration: Configuration) -> RoutingBranch {
        let listeners = configuration.plan.listeners.map(words).joined(separator: ", ")
        var notes = configuration.plan.isHTTPS ? names(configuration.level.filter { $0.kind != "Gateway" || $0.section != nil }) : []
        if let policy = configuration.replacedBy { notes.append("answers 500: \(world.policies[policy].head.place) is invalid") }
        return RoutingBranch(words: "listener \(listeners)", notes: notes, branches: configuration.hosts.map(branch))
    }

    private func branch(_ host: VirtualHost) -> RoutingBranch {
        var notes = names(host.level)
        if let policy = host.replacedBy { notes.append("answers 500: \(world.policies[policy].head.place) is invalid") }
        return RoutingBranch(words: host.hostname, notes: notes, branches: host.routes.map { branch(step($0)) })
    }

    private func branch(_ step: Step) -> RoutingBranch {
        var notes = names(step.levels.flatMap { $0 })
        if let failure = step.failure { notes.append("answers 500: \(failure.sentence)") }
        let through = step.entry.parents.isEmpty ? "" : " through \(step.entry.parents.map(\.route.head.place).joined(separator: ", "))"
        let answer = action(of: step).map { [RoutingBranch(words: $0.words, notes: [], branches: [])] } ?? []
        let backends = answer + backends(of: step).map { backend in
            RoutingBranch(words: backend.words, notes: backend.isKnown == false ? ["not there"] : [], branches: [])
        }
        return RoutingBranch(words: "\(step.entry.meets.words)  \(step.entry.words)\(through)", notes: notes, branches: backends)
    }

    private func names(_ level: [PolicyAttachment]) -> [String] {
        var seen: Set<Int> = []
        return level.filter { seen.insert($0.policy).inserted }.map { attachment in
            let place = world.policies[attachment.policy].head.place
            return validity.isValid(attachment.policy) ? place : "\(place) (invalid)"
        }
    }
}
