import KubeModel

extension PolicyPlan {
    /// What is wrong, and what is worth knowing: errors first, then by object.
    public func findings() -> [Finding] {
        sorted(TargetFindings(self).all() + FieldFindings(self).all() + RouteFindings(self).all() + WorldFindings(self).all())
    }

    /// Those about one object, by its identity. Cost: follows what it has to do with, and the number of routes.
    func findings(of object: String) -> [Finding] {
        let all = TargetFindings(self).all(of: object) + FieldFindings(self).all(of: object) + RouteFindings(self).all(of: object)
        return sorted(all.filter { $0.object == object })
    }

    private func sorted(_ all: [Finding]) -> [Finding] {
        var seen: Set<Finding> = []
        return all.filter { seen.insert($0).inserted }.sorted { left, right in
            left.severity == right.severity
                ? (left.object, left.path, left.message) < (right.object, right.path, right.message) : left.severity > right.severity
        }
    }
}

/// What keeps the reader from knowing: what is assumed, and what could not be read.
struct WorldFindings {
    private let world: PolicyWorld
    private static let controller = "apps/Deployment//kgateway"

    init(_ plan: PolicyPlan) { world = plan.world }

    func all() -> [Finding] { classes() + settings() + duplicates() + unread() }

    private func classes() -> [Finding] {
        world.gateways.filter(world.isClassAssumed).map {
            Finding(
                .classAssumed, .note, $0.head.identity, "spec.gatewayClassName",
                "the class \($0.className) is not here; it is taken for one that kgateway serves")
        }
    }

    private func settings() -> [Finding] {
        guard world.settings.isMergeReadable else {
            return [
                Finding(
                    .policyInvalid, .error, Self.controller, "env.KGW_POLICY_MERGE",
                    "KGW_POLICY_MERGE is no JSON: nothing is merged, and no policy has any effect")
            ]
        }
        let assumed = world.settings.said.filter { $0.from == .byDefault }.map(\.name)
        guard !assumed.isEmpty else { return [] }
        return [
            Finding(
                .settingAssumed, .note, Self.controller, "env",
                "the controller's environment is not known for \(assumed.joined(separator: ", ")): defaults are assumed")
        ]
    }

    private func duplicates() -> [Finding] {
        world.duplicates.map { Finding(.duplicateObject, .note, $0.identity, "", "\($0.kind) \($0.place) is there more than once; the last one counts") }
    }

    private func unread() -> [Finding] {
        world.unread.sorted().map {
            Finding(.unreadableKind, .note, "/\($0)//", "", "\($0)s are not known: nothing is said to be missing where one is needed")
        }
    }
}
