import KubeModel

/// What policies do on every route of every Gateway, computed from the resources alone.
public struct PolicyPlan: Sendable {
    /// A rule's match as Envoy has it, wherever it is served: what policies do to it does not depend on the host.
    struct Step: Sendable {
        var entry: RouteEntry
        /// What comes to it, the route's own first, then those of the routes that delegate to it.
        var levels: [[PolicyAttachment]]
        var merge: PolicyMerge
        var native: [NativeSetting]
        /// Why it answers 500; nil where it does not.
        var failure: RouteFailure?

        /// One that nobody asks for: it only has its place.
        init(entry: RouteEntry) { self.init(entry: entry, levels: [], merge: PolicyMerge(), native: [], failure: entry.failure) }

        init(entry: RouteEntry, levels: [[PolicyAttachment]], merge: PolicyMerge, native: [NativeSetting], failure: RouteFailure?) {
            (self.entry, self.levels, self.merge, self.native, self.failure) = (entry, levels, merge, native, failure)
        }
    }

    struct Route: Sendable {
        var name: String
        /// Among the steps of the plan.
        var step: Int
    }

    struct VirtualHost: Sendable {
        var name: String
        var hostname: String
        /// The one whose policies it takes; nil for HTTPS.
        var listener: ServedListener?
        var level: [PolicyAttachment]
        var merge: PolicyMerge
        /// The invalid policy because of which everything here answers 500.
        var replacedBy: Int?
        /// In the order in which Envoy tries them; also those of a host that is replaced.
        var routes: [Route]
    }

    struct Configuration: Sendable {
        var plan: RouteConfigurationPlan
        var level: [PolicyAttachment]
        var merge: PolicyMerge
        var listenerLevel: [PolicyAttachment]
        var newerLevel: [PolicyAttachment]
        /// Of HTTPListenerPolicies.
        var listenerMerge: PolicyMerge
        /// Of ListenerPolicies.
        var newerMerge: PolicyMerge
        var replacedBy: Int?
        var hosts: [VirtualHost]
    }

    struct Gateway: Sendable {
        var holder: ListenerHolder
        var isServed: Bool
        var table: ListenerTable
        /// Policies on the whole Gateway.
        var level: [PolicyAttachment]
        var configurations: [Configuration]
    }

    let world: PolicyWorld
    let validity: PolicyValidity
    let attachments: AttachmentTable
    let gateways: [Gateway]
    let steps: [Step]
    /// What keeps routes from taking part in a delegation.
    let delegationFindings: [Finding]

    /// - Parameters:
    ///   - objects: All that there are, as they were applied or are stored. Of the same object the last one counts.
    ///   - unread: The kinds of which not all objects are known.
    public init(_ objects: [JSONValue], settings: PolicySettings = PolicySettings(), unread: Set<String> = []) {
        self.init(PolicyWorld(objects, settings, unread: unread))
    }

    /// - Parameter scope: What it is for: hosts that have nothing to do with it are left out, and other routes are only counted.
    init(_ world: PolicyWorld, for scope: PolicyScope = .everything) {
        let world = world.discovered
        self.world = world
        var builder = PolicyPlanBuilder(world, for: scope)
        gateways = world.gateways.sorted { ($0.head.namespace, $0.head.name) < ($1.head.namespace, $1.head.name) }
            .map { builder.gateway($0) }
        steps = builder.steps
        delegationFindings = builder.expansion.findings
        validity = builder.validity
        attachments = builder.table
    }

    func step(_ route: Route) -> Step { steps[route.step] }
}
