import KubeModel

/// Which routes hang on a listener, and under which hostnames (R12).
enum RouteAttachment {
    /// Empty where it does not hang there.
    static func hostnames(of route: RouteObject, on listener: ServedListener, of gateway: ListenerHolder, in world: PolicyWorld) -> [String] {
        let holder = listener.holder
        let namesSet = holder.isSet && route.parents.contains { names($0, holder) }
        for parent in route.parents {
            let isMeant: Bool
            if names(parent, holder) {
                isMeant = parent.section == nil || parent.section == listener.spec.name
            } else {
                // A route that names the set is served by its listeners for a reference to the Gateway as well.
                isMeant = namesSet && names(parent, gateway) && parent.section == nil
            }
            guard isMeant, parent.port == nil || parent.port == listener.spec.port else { continue }
            return isAllowed(route, on: listener, in: world)
                ? Hostname.intersection(
                    listener: listener.spec.hostname, route: route.hostnames, inPairs: world.settings.rules.meetsHostnamesInPairs) : []
        }
        return []
    }

    private static func isAllowed(_ route: RouteObject, on listener: ServedListener, in world: PolicyWorld) -> Bool {
        (listener.spec.kinds ?? ["HTTPRoute", "GRPCRoute"]).contains(route.head.kind)
            && listener.spec.namespaces.allows(
                route.head.namespace, from: listener.holder.head.namespace, labels: world.labels(of: route.head.namespace))
    }

    static func names(_ parent: ParentReference, _ holder: ListenerHolder) -> Bool {
        parent.name == holder.head.name && parent.kind == holder.head.kind && parent.namespace == holder.head.namespace
            && parent.group == holder.head.group
    }
}
