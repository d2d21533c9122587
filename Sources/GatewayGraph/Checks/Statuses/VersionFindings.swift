import KubeModel

/// Kinds, versions and fields that the named rules do not serve.
struct VersionFindings: FindingCheck {
    private let context: FindingContext
    private var world: PolicyWorld { context.world }
    private var rules: GatewayRules { context.rules }

    init(_ context: FindingContext) { self.context = context }

    func findings() -> [Finding] { strangers() + objects() + fields() + otherFields() + releases() }

    /// Kinds and groups that there are not.
    private func strangers() -> [Finding] {
        world.strangers.sorted { $0.key < $1.key }.map(\.value).filter { context.asks($0.head) && !isDefined($0.head) }.map { head, mistake in
            let group = head.group.isEmpty ? "the core group" : head.group, meant = mistake.meant
            let hint = meant.map { "; did you mean \(mistake.isOfGroup ? $0.group.isEmpty ? "v1" : $0.group : $0.kind)?" } ?? ""
            guard !mistake.isOfGroup else {
                let cure = meant.flatMap { meant in GatewayRules.versions.first { rules.serves(meant.group, meant.kind, $0) }.map { "apiVersion: \(meant.group)/\($0)" } }
                return Finding(
                    .versionUnsupported, .error, head.identity, "apiVersion", "there is no \(head.kind) in \(group), so that nobody looks at it\(hint)",
                    cure: meant?.group.isEmpty == true ? "apiVersion: v1" : cure ?? "")
            }
            return Finding(
                .versionUnsupported, meant == nil ? .warning : .error, head.identity, "kind", "\(group) has no kind \(head.kind), so that nobody looks at it\(hint)",
                cure: meant.map { "kind: \($0.kind)" } ?? "")
        }
    }

    private func objects() -> [Finding] {
        let newest = world.definitions.values.lazy.compactMap(\.minor).max()
        return world.unserved.sorted { $0.key < $1.key }.compactMap { key, object -> Finding? in
            let head = object.head, version = String(object.version.dropFirst(head.group.utf8.count + 1))
            // Whose place a newer kind took is told with the Gateway.
            guard context.asks(head), world.strangers[key] == nil, head.kind != "XListenerSet" || rules.listenerSet.kind == "XListenerSet" else { return nil }
            // What a definition that is there says counts.
            let definition = world.definitions.values.first { $0.kind == head.kind && $0.group == head.group }
            if let definition, definition.served.contains(version) { return nil }
            let isOfKgateway = head.group == "gateway.kgateway.dev"
            if isOfKgateway && !rules.serves(policy: head.kind) || head.kind == "ListenerSet" && rules.listenerSet.kind != "ListenerSet" {
                let (when, cure) = kind(head)
                return Finding(.versionUnsupported, .error, head.identity, "kind", "\(rules.name) has no \(head.kind): \(when)", cure: cure)
            }
            // One minor of the Gateway API still has it, the next has not.
            let isOpen = head.kind == "TLSRoute" && version == "v1alpha2" && definition == nil && (newest ?? 4) < 5
            if head.group == "agentgateway.dev", rules == .v21 {
                return Finding(.versionUnsupported, .error, head.identity, "apiVersion", "\(rules.name) has no \(head.kind): the group agentgateway.dev came with 2.2")
            }
            let other = isOfKgateway || head.group == "agentgateway.dev" ? "v1alpha1" : GatewayRules.versions.first { rules.serves(head.group, head.kind, $0) } ?? "v1"
            return Finding(
                .versionUnsupported, isOpen ? .warning : .error, head.identity, "apiVersion",
                "\(head.kind) is not served as \(version) \(isOpen ? "by the Gateway API from 1.5 on" : "with \(rules.name)"): write \(other)",
                cure: "apiVersion: \(head.group)/\(other)")
        }
    }

    private func kind(_ head: ObjectHead) -> (when: String, cure: String) {
        let own = "apiVersion: gateway.kgateway.dev/v1alpha1"
        return switch head.kind {
        case "HTTPListenerPolicy": ("it went after 2.4, and ListenerPolicy has its fields below default.httpSettings", "\(own)\nkind: ListenerPolicy")
        case "ListenerPolicy": ("it came with 2.2", "\(own)\nkind: HTTPListenerPolicy")
        case "AIBackend": ("models are backends of agentgateway since 2.2", "apiVersion: agentgateway.dev/v1alpha1\nkind: AgentgatewayBackend")
        default: ("sets of listeners are read as XListenerSet before 2.3", "apiVersion: gateway.networking.x-k8s.io/v1alpha1\nkind: XListenerSet")
        }
    }

    private func fields() -> [Finding] {
        world.policies.lazy.filter { !$0.unserved.isEmpty && context.asks($0.head) }.flatMap { policy in
            policy.unserved.map { form in
                let path = form.paths[0].joined(separator: ".")
                let when = form.since > rules ? "it came with \(form.since.name)" : "it went after \(form.until.name)"
                return Finding(
                    .versionUnsupported, .error, policy.head.identity, "spec.\(path)", "\(rules.name) has no \(path): \(when), and does nothing",
                    reach: context.world.policy(policy.head.kind, policy.head.namespace, policy.head.name).map { context.reach.words(policy: $0) } ?? "")
            }
        }
    }

    /// Those that are not merged.
    private func otherFields() -> [Finding] {
        world.foreignFields.values.lazy.filter { context.asks($0.head) && !isDefined($0.head) }.flatMap { head, fields in
            fields.map { field in
                let path = String(field.path.dropFirst(5)), when = field.since > rules ? "it came after \(GatewayRules.v21.name)" : "it went after \(field.until.name)"
                let isMoved = head.kind == "Backend" && field.until < rules
                return Finding(
                    .versionUnsupported, .error, head.identity, field.path, "\(head.kind.pluralOfKind) of \(rules.name) have no \(path): \(when), and does nothing",
                    cure: isMoved ? "apiVersion: agentgateway.dev/v1alpha1\nkind: AgentgatewayBackend" : "Remove \(path).")
            }
        }
    }

    /// Whether a definition that is there says what its fields are.
    private func isDefined(_ head: ObjectHead) -> Bool { world.definitions.values.contains { $0.kind == head.kind && $0.group == head.group } }

    /// Releases of the Gateway API that the version does not work with, each once.
    private func releases() -> [Finding] {
        guard let minors = rules.gatewayAPIMinors else { return [] }
        var seen: Set<String> = []
        return world.definitions.sorted { $0.key < $1.key }.compactMap { _, definition in
            guard let minor = definition.minor, let bundle = definition.bundle, !minors.contains(minor), seen.insert(bundle).inserted else { return nil }
            return Finding(
                .versionUnsupported, .warning, definition.head.identity, "metadata.annotations[\(KindDefinition.bundleAnnotation)]",
                "\(rules.name) works with the Gateway API 1.\(minors.lowerBound) to 1.\(minors.upperBound), and \(bundle) is here")
        }
    }
}
