import KubeModel

/// What an object does, in a line per field, and who looks after it.
public struct ObjectSummary: Sendable, Equatable {
    public struct Line: Sendable, Equatable {
        /// `timeout`, `targets`.
        public var label: String
        public var text: String
    }

    /// What it applies to, hangs on, or is about.
    public private(set) var places: [Line] = []
    /// One for each field of the spec.
    public private(set) var does: [Line] = []
    /// `Flux, Kustomization flux-system/apps`; nil where nothing says so.
    public private(set) var manager: String?

    public init(_ object: JSONValue) {
        var isMasked = false
        let shown = SecretMask.masked(object, &isMasked)
        let spec = shown["spec"]?.object ?? JSONObject()
        for (field, value) in spec {
            if let label = Self.references[field] {
                let names = (value.array ?? [value]).map(Self.reference)
                if !names.isEmpty { places.append(Line(label: label, text: names.joined(separator: ", "))) }
            } else {
                let text = Self.text(value, of: field)
                if !text.isEmpty { does.append(Line(label: Self.labels[field] ?? field, text: text)) }
            }
        }
        manager = ResourceManager.name(of: shown)
    }

    /// Fields that name other objects.
    private static let references = [
        "targetRefs": "targets", "targetRef": "targets", "targetSelectors": "selects", "parentRefs": "parents", "parentRef": "parent",
    ]

    /// Versions differ in what they call a field.
    private static let labels = ["timeouts": "timeout", "retries": "retry"]

    /// `HTTPRoute/cart #rule`, `Gateway/infra/public`; of a selector `HTTPRoute{app=cart}`.
    static func reference(_ ref: JSONValue) -> String {
        let kind = ref["kind"]?.string ?? "Gateway"
        if let labels = ref["matchLabels"]?.object {
            return "\(kind){\(labels.map { "\($0)=\($1.string ?? "")" }.joined(separator: ","))}"
        }
        let place = [ref["namespace"]?.string, ref["name"]?.string ?? "?"].compactMap { $0 }.joined(separator: "/")
        let section = ref["sectionName"]?.string.map { " #\($0)" } ?? ""
        return "\(kind)/\(place)\(section)"
    }

    private static func text(_ value: JSONValue, of field: String) -> String {
        switch field {
        case "timeouts", "timeout":
            let request = value["request"]?.string, idle = value["idle"]?.string ?? value["streamIdle"]?.string
            let parts = [request, idle.map { "idle \($0)" }].compactMap { $0 }
            if !parts.isEmpty { return parts.joined(separator: " · ") }
        case "retry", "retries":
            let on = value["retryOn"].map { one($0) } ?? "", codes = value["statusCodes"].map { one($0) } ?? ""
            let count = value["attempts"].map { one($0) } ?? "1"
            let what = [on, codes].filter { !$0.isEmpty }.joined(separator: ",")
            let each = value["perTryTimeout"]?.string.map { " · \($0) each" } ?? ""
            return count + (what.isEmpty ? "" : " on \(what)") + each
        default: break
        }
        return one(value)
    }

    /// A value in one line: members with their names, texts of a list beside each other, of objects in a list what they are
    /// called.
    private static func one(_ value: JSONValue, depth: Int = 0) -> String {
        switch value {
        case .null: return ""
        case .bool(let flag): return flag ? "true" : "false"
        case .number(let text): return text
        case .string(let text): return text.count > 120 ? "\(text.prefix(119))…" : text
        case .array(let elements):
            let names = elements.prefix(6).map { element -> String in
                guard element.object != nil else { return one(element, depth: depth + 1) }
                return element["name"]?.string ?? element["value"]?.string ?? element["host"]?.string ?? one(element, depth: depth + 1)
            }
            return names.joined(separator: ", ") + (elements.count > 6 ? " and \(elements.count - 6) more" : "")
        case .object(let members):
            if let name = members["name"]?.string, members["kind"] != nil || members.count <= 2 {
                return members["namespace"]?.string.map { "\($0)/\(name)" } ?? name
            }
            guard depth < 5 else { return "…" }
            return members.map { name, member in
                let text = one(member, depth: depth + 1)
                // The name of what only holds another thing says little.
                if name == "extensionRef" || members.count == 1 && member.object != nil { return text.isEmpty ? name : "\(name == "extensionRef" ? "" : name + " ")\(text)" }
                return text.isEmpty ? name : "\(name) \(text)"
            }
            .joined(separator: " · ")
        }
    }
}

/// Who looks after an object and would take a change back that is made by hand.
public enum ResourceManager {
    /// `Argo CD, application shop`, `Flux, Kustomization flux-system/apps`, `Helm, release shop/cart`; nil where no label says so.
    public static func name(of object: JSONValue) -> String? {
        let labels = object[path: ["metadata", "labels"]], annotations = object[path: ["metadata", "annotations"]]
        func text(_ holder: JSONValue?, _ name: String) -> String? { holder?[name]?.string.flatMap { $0.isEmpty ? nil : $0 } }
        if let id = text(annotations, "argocd.argoproj.io/tracking-id") {
            return "Argo CD, application \(id.prefix { $0 != ":" })"
        }
        if let name = text(labels, "argocd.argoproj.io/instance") { return "Argo CD, application \(name)" }
        for (group, kind) in [("kustomize.toolkit.fluxcd.io", "Kustomization"), ("helm.toolkit.fluxcd.io", "HelmRelease")] {
            guard let name = text(labels, "\(group)/name") else { continue }
            let place = text(labels, "\(group)/namespace").map { "\($0)/\(name)" } ?? name
            return "Flux, \(kind) \(place)"
        }
        if let release = text(annotations, "meta.helm.sh/release-name") {
            let place = text(annotations, "meta.helm.sh/release-namespace").map { "\($0)/\(release)" } ?? release
            return "Helm, release \(place)"
        }
        switch text(labels, "app.kubernetes.io/managed-by") {
        case nil: return nil
        case let manager?:
            let known = ["helm": "Helm", "flux": "Flux", "argocd": "Argo CD", "argo-cd": "Argo CD"]
            return known[manager.lowercased()] ?? manager
        }
    }
}
