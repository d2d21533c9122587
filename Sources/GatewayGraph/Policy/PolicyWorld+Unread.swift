import KubeModel

extension PolicyWorld {
    /// What keeps an answer from being whole: `not known: Gateways and HTTPRoutes could not be read`; nil where all of these kinds were.
    func notKnown(_ kinds: String...) -> String? {
        let missing = kinds.filter(unread.contains).map(\.pluralOfKind)
        guard let last = missing.last else { return nil }
        let words = missing.count > 1 ? "\(missing.dropLast().joined(separator: ", ")) and \(last)" : last
        return "not known: \(words) could not be read"
    }
}

extension PolicyPlan {
    /// The same of what serves requests.
    public var notKnown: String? { world.notKnown("Gateway", "HTTPRoute") }

    public func hasGateway(_ namespace: String, _ name: String) -> Bool {
        world.gateways.contains { $0.head.namespace == namespace && $0.head.name == name }
    }

    /// Gateways of a name, wherever they are: `infra/public`.
    public func gatewayPlaces(_ name: String) -> [String] { world.gateways.filter { $0.head.name == name }.map(\.head.place).sorted() }

    /// Whether all objects of a kind were read.
    public func isKnown(_ kind: String) -> Bool { !world.unread.contains(kind) }
}
