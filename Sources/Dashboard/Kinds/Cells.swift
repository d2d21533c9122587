import KubeModel

/// Readings of a spec that several kinds share.
enum Cells {
    /// What a policy applies to, and what it does, at a glance: `HTTPRoute/cart,Gateway/public#https`, and
    /// `HTTPRoute{app=cart}` for selectors; then the words of those members that are there, in the order given.
    static func policy(_ spec: RawJSON, _ features: Features) -> [String] {
        let (parts, indices) = spec.members(named: features.fields, first: 2)
        var does = "", last = ""
        for word in indices.lazy.map({ features.words[$0] }) where word != last {
            does += does.isEmpty ? word : "," + word
            last = word
        }
        return [targets(parts[0], parts[1]), does]
    }

    /// What a policy applies to, of any kind; empty for what has neither `targetRefs` nor `targetSelectors`.
    static func targets(_ spec: RawJSON) -> String {
        let parts = spec.members(named: ["targetRefs", "targetSelectors", "targetRef"])
        return targets(parts[0], parts[1]) + (parts[2].map(target) ?? "")
    }

    private static func targets(_ references: RawJSON?, _ selectors: RawJSON?) -> String {
        var targets = ""
        for text in (references?.elements ?? []).lazy.map(target) { targets += targets.isEmpty ? text : "," + text }
        for text in (selectors?.elements ?? []).lazy.map(selector) { targets += targets.isEmpty ? text : "," + text }
        return targets
    }

    private static func target(_ ref: RawJSON) -> String {
        let words = ref.members(named: ["kind", "name", "namespace", "sectionName"])
        let name = words[1]?.string ?? "?"
        var text = (words[0]?.string ?? "?") + "/"
        if let namespace = words[2]?.string { text += namespace + "/" }
        text += name
        if let section = words[3]?.string { text += "#" + section }
        return text
    }

    private static func selector(_ selector: RawJSON) -> String {
        let labels = (selector["matchLabels"]?.members ?? []).map { "\($0.key)=\($0.value.string ?? "")" }
        return "\(selector["kind"]?.string ?? "?"){\(labels.joined(separator: ","))}"
    }

    /// Members of a spec, and the word for each in a list. Those of one word stand together.
    struct Features: Sendable {
        /// Behind what a policy applies to.
        fileprivate let fields: [StaticString]
        fileprivate let words: [String]

        init(_ pairs: KeyValuePairs<StaticString, String>) {
            fields = ["targetRefs", "targetSelectors"] + pairs.map(\.key)
            words = ["", ""] + pairs.map(\.value)
        }
    }

    /// `grpc-auth.identity:9000` of a `grpcService.backendRef`.
    static func grpcTarget(_ service: RawJSON?) -> String {
        guard let ref = service?["grpcService"]?["backendRef"], let name = ref["name"]?.string else { return "" }
        let place = ref["namespace"]?.string.map { "\(name).\($0)" } ?? name
        return ref["port"]?.integer.map { "\(place):\($0)" } ?? place
    }
}
