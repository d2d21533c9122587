import KubeModel

/// A CustomResourceDefinition, as the kind that it defines.
struct CustomDefinition {
    let kind: ServedKind

    /// nil for any other object, and for definitions that lack what a kind needs.
    init?(_ object: JSONValue) {
        guard object["kind"]?.string == "CustomResourceDefinition", let spec = object["spec"],
            let group = spec["group"]?.string, let names = spec["names"], let plural = names["plural"]?.string,
            let name = names["kind"]?.string, let version = Self.servedVersion(spec),
            let versionName = version["name"]?.string
        else { return nil }
        let type = ResourceType(
            group: group, version: versionName, plural: plural, kind: name,
            isNamespaced: spec["scope"]?.string != "Cluster")
        let schema = version[path: ["schema", "openAPIV3Schema"]].map { Schema(openAPI: $0, isRoot: true) }
        kind = ServedKind(
            type: type, schema: schema, shortNames: Self.texts(names["shortNames"]),
            categories: Self.texts(names["categories"]),
            tableColumns: (version["additionalPrinterColumns"]?.array ?? []).compactMap(Self.column),
            hasStatus: version[path: ["subresources", "status"]] != nil)
    }

    /// The version that objects are stored in, or the first that is served.
    private static func servedVersion(_ spec: JSONValue) -> JSONValue? {
        let served = (spec["versions"]?.array ?? []).filter { $0["served"]?.bool != false }
        return served.first { $0["storage"]?.bool == true } ?? served.first
    }

    private static func texts(_ list: JSONValue?) -> [String] { (list?.array ?? []).compactMap(\.string) }

    /// Name and Age stand in every table already.
    private static func column(_ value: JSONValue) -> TableColumn? {
        guard let name = value["name"]?.string, let path = value["jsonPath"]?.string, name != "Age", name != "Name"
        else {
            return nil
        }
        let jsonPath = SimpleJSONPath(path)
        return TableColumn(
            name, type: TableColumn.CellType(rawValue: value["type"]?.string ?? "") ?? .string,
            priority: value["priority"]?.integer ?? 0, summary: value["description"]?.string ?? ""
        ) { jsonPath.first(in: $0) }
    }
}

/// The paths that printer columns are written in: `.spec.type`, `.status.ancestors[*].conditions[?(@.type=='Accepted')].status`.
struct SimpleJSONPath: Sendable {
    private enum Step: Sendable {
        case member(String)
        case index(Int)
        case every
        case having(member: String, value: String)
    }

    private let steps: [Step]

    init(_ text: String) {
        var steps: [Step] = []
        var rest = text[...]
        while let character = rest.popFirst() {
            if character == "." { continue }
            guard character == "[" else {
                let tail = rest.prefix { $0 != "." && $0 != "[" }
                rest = rest.dropFirst(tail.count)
                steps.append(.member(String(character) + tail))
                continue
            }
            let inside = rest.prefix { $0 != "]" }
            rest = rest.dropFirst(inside.count + 1)
            steps.append(Self.step(String(inside)))
        }
        self.steps = steps
    }

    /// The first value at the path, `null` where there is none, as the server prints it.
    func first(in value: JSONValue) -> JSONValue { all(in: value).first ?? .null }

    private func all(in value: JSONValue) -> [JSONValue] {
        steps.reduce([value]) { values, step in
            values.flatMap { value -> [JSONValue] in
                switch step {
                case .member(let name): value[name].map { [$0] } ?? []
                case .index(let index): value[index].map { [$0] } ?? []
                case .every: value.array ?? []
                case .having(let member, let wanted): (value.array ?? []).filter { $0[member]?.string == wanted }
                }
            }
        }
    }

    private static func step(_ text: String) -> Step {
        if let index = Int(text) { return .index(index) }
        let parts = text.split(separator: "=", omittingEmptySubsequences: true)
        guard parts.count == 2, text.hasPrefix("?(@.") else { return .every }
        let trim: (Substring) -> String = { String($0.filter { !" ()'\"".contains($0) }) }
        return .having(member: trim(parts[0].dropFirst(4)), value: trim(parts[1]))
    }
}
