import KubeModel

/// Which routes hang on a listener, and under which hostnames (R12).
enum RouteAttachment {
    static func hostnames(of route: RouteObject, on listener: ServedListener, of gateway: ListenerHolder, in world: PolicyWorld) -> [String] {
        let holder = listener.holder, own = holder.head.namespace
        let kinds = listener.spec.kinds ?? ["HTTPRoute", "GRPCRoute"]
        guard kinds.contains(route.head.kind),
            listener.spec.namespaces.allows(route.head.namespace, from: own, labels: world.labels(of: route.head.namespace))
        else { return [] }
        let namesSet = route.parents.contains { names($0, holder) }
        let isMeant = route.parents.contains { parent in
            guard parent.port == nil || parent.port == listener.spec.port else { return false }
            if names(parent, holder) { return parent.section == nil || parent.section == listener.spec.name }
            // A route that names the set is served by its listeners for a reference to the Gateway as well.
            return holder.isSet && namesSet && names(parent, gateway) && parent.section == nil
        }
        guard isMeant else { return [] }
        return Hostname.intersection(listener: listener.spec.hostname, route: route.hostnames)
    }

    private static func names(_ parent: ParentReference, _ holder: ListenerHolder) -> Bool {
        parent.kind == holder.head.kind && parent.group == holder.head.group && parent.namespace == holder.head.namespace
            && parent.name == holder.head.name
    }
}
