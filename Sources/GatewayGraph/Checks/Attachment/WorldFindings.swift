/// What keeps the reader from knowing: what is assumed, and what could not be read.
struct WorldFindings: FindingCheck {
    private let world: PolicyWorld
    private static let controller = "apps/Deployment//kgateway"

    init(_ context: FindingContext) { world = context.world }

    func findings() -> [Finding] { classes() + settings() + duplicates() + unread() }

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
