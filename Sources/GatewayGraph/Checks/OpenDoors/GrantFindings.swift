import KubeModel

/// Grants that let more in than anybody needs.
struct GrantFindings: FindingCheck {
    private let context: FindingContext
    private var world: PolicyWorld { context.world }
    /// More namespaces than these are many.
    private static let few = 3

    init(_ context: FindingContext) { self.context = context }

    func findings() -> [Finding] { world.grants.filter { context.asked?.contains($0.identity) ?? true }.flatMap(findings) + mode() }

    private func findings(of grant: ReferenceGrantObject) -> [Finding] {
        let namespaces = Set(grant.from.map(\.namespace)).sorted()
        let kinds = Set(grant.from.map { $0.kind.pluralOfKind }).sorted().joined(separator: ", ")
        var found = grant.to.enumerated().filter { $1.kind == "Secret" && $1.name.isEmpty }.map { index, _ in
            Finding(
                .grantTooWide, .note, grant.identity, "spec.to[\(index)]",
                "\(kinds) of \(namespaces.joined(separator: ", ")) may refer to every Secret of \(grant.namespace)",
                cure: "- group: \"\"\n  kind: Secret\n  name: \(named(in: grant))")
        }
        if namespaces.count > Self.few {
            found.append(
                Finding(
                    .grantTooWide, .note, grant.identity, "spec.from",
                    "\(namespaces.count) namespaces may refer to \(Set(grant.to.map { $0.kind.pluralOfKind }).sorted().joined(separator: ", ")) of \(grant.namespace)"))
        }
        return found
    }

    /// A Secret that is used through it, or else the first of its namespace.
    private func named(in grant: ReferenceGrantObject) -> String {
        let used = (world.gateways + world.sets).lazy.filter { $0.head.namespace != grant.namespace }.flatMap(\.listeners).flatMap(\.certificates)
            .first { $0["namespace"]?.string == grant.namespace }
        let place = world.secrets.keys.filter { $0.hasPrefix("\(grant.namespace)/") }.min()
        return used?["name"]?.string ?? place.map { String($0.dropFirst(grant.namespace.utf8.count + 1)) } ?? "NAME"
    }

    private func mode() -> [Finding] {
        guard world.settings.rules.hasGrantMode, world.settings.grantMode == "OFF" else { return [] }
        return [
            Finding(
                .grantTooWide, .warning, WorldFindings.controller, "env.KGW_REFERENCE_GRANT_MODE",
                "KGW_REFERENCE_GRANT_MODE is OFF: everything may refer to Secrets and backends of every namespace",
                cure: "- name: KGW_REFERENCE_GRANT_MODE\n  value: PERMISSIVE")
        ]
    }
}
