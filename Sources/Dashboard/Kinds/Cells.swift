import KubeModel

/// Readings of a spec that several kinds share.
enum Cells {
    /// `HTTPRoute/cart,Gateway/public#https`, and `HTTPRoute{app=cart}` for selectors.
    static func targets(_ spec: RawJSON) -> String {
        let refs = (spec["targetRefs"]?.elements ?? []).map { ref in
            let name = ref["name"]?.string ?? "?"
            let place = ref["namespace"]?.string.map { "\($0)/\(name)" } ?? name
            let target = "\(ref["kind"]?.string ?? "?")/\(place)"
            return ref["sectionName"]?.string.map { "\(target)#\($0)" } ?? target
        }
        let selectors = (spec["targetSelectors"]?.elements ?? []).map { selector in
            let labels = (selector["matchLabels"]?.members ?? []).map { "\($0.key)=\($0.value.string ?? "")" }
            return "\(selector["kind"]?.string ?? "?"){\(labels.joined(separator: ","))}"
        }
        return (refs + selectors).joined(separator: ",")
    }

    /// The names of those members that are there, in the order given: what a policy does, at a glance.
    static func present(_ spec: RawJSON, _ names: [(field: String, word: String)]) -> String {
        let fields = spec.memberNames
        var words: [String] = []
        for (field, word) in names where fields.contains(field) && !words.contains(word) { words.append(word) }
        return words.joined(separator: ",")
    }

    /// `grpc-auth.identity:9000` of a `grpcService.backendRef`.
    static func grpcTarget(_ service: RawJSON?) -> String {
        guard let ref = service?["grpcService"]?["backendRef"], let name = ref["name"]?.string else { return "" }
        let place = ref["namespace"]?.string.map { "\(name).\($0)" } ?? name
        return ref["port"]?.integer.map { "\(place):\($0)" } ?? place
    }
}
