import KubeModel

/// Readings of a spec that several kinds share.
enum Cells {
    /// What a policy applies to, and what it does, at a glance: `HTTPRoute/cart,Gateway/public#https`, and
    /// `HTTPRoute{app=cart}` for selectors; then the words of those members that are there, in the order given.
    static func policy(_ spec: RawJSON, _ features: Features) -> [String] {
        var does = "", last = "", rest = spec.presence(of: features.fields)
        while rest != 0 {
            let word = features.words[rest.trailingZeroBitCount]
            rest &= rest - 1
            guard word != last else { continue }
            does += does.isEmpty ? word : "," + word
            last = word
        }
        var targets = CellText()
        append(targetsOf: spec, to: &targets)
        return [targets.text, does]
    }

    /// What a policy applies to, of any kind; empty for what has neither `targetRefs` nor `targetSelectors`.
    static func anyTargets(_ spec: RawJSON) -> String {
        var targets = CellText()
        append(targetsOf: spec, to: &targets)
        if let ref = spec["targetRef"] { append(target: ref, to: &targets) }
        return targets.text
    }

    private static func append(targetsOf spec: RawJSON, to targets: inout CellText) {
        spec["targetRefs"]?.forEachElement { ref in
            if !targets.isEmpty { targets.append(",") }
            append(target: ref, to: &targets)
        }
        spec["targetSelectors"]?.forEachElement { chosen in
            if !targets.isEmpty { targets.append(",") }
            targets.append(selector(chosen))
        }
    }

    private static let ofTarget = MemberNames(["kind", "name", "namespace", "sectionName"])

    private static func append(target ref: RawJSON, to text: inout CellText) {
        var kind, name, namespace, section: RawJSON.Place?
        ref.forEachMember(named: ofTarget) { number, place in
            // Of members with the same name the first one counts.
            switch number {
            case 0: kind = kind ?? place
            case 1: name = name ?? place
            case 2: namespace = namespace ?? place
            default: section = section ?? place
            }
        }
        if !text.append(kind, of: ref) { text.append("?") }
        text.append("/")
        if text.append(namespace, of: ref) { text.append("/") }
        if !text.append(name, of: ref) { text.append("?") }
        text.append(section, of: ref, behind: "#")
    }

    private static func selector(_ selector: RawJSON) -> String {
        let labels = (selector["matchLabels"]?.members ?? []).map { "\($0.key)=\($0.value.string ?? "")" }
        return "\(selector["kind"]?.string ?? "?"){\(labels.joined(separator: ","))}"
    }

    /// Members of a spec, and the word for each in a list. Those of one word stand together.
    struct Features: Sendable {
        fileprivate let fields: MemberNames
        fileprivate let words: [String]

        init(_ pairs: KeyValuePairs<StaticString, String>) {
            fields = MemberNames(pairs.map(\.key))
            words = pairs.map(\.value)
        }
    }

    /// `grpc-auth.identity:9000` of a `grpcService.backendRef`.
    static func grpcTarget(_ service: RawJSON?) -> String {
        guard let ref = service?["grpcService"]?["backendRef"], let name = ref["name"]?.string else { return "" }
        let place = ref["namespace"]?.string.map { "\(name).\($0)" } ?? name
        return ref["port"]?.integer.map { "\(place):\($0)" } ?? place
    }
}
