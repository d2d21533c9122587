import KubeModel
import KubeRules

/// A CustomResourceDefinition, as the kinds that it defines: one for each version that is served.
public struct CustomDefinition {
    /// The version that objects are kept in, or the first that is served.
    public let kind: ServedKind
    /// Every version that is served.
    public let kinds: [ServedKind]

    /// nil for any other object, and for definitions that lack what a kind needs.
    public init?(_ object: JSONValue) {
        guard object["kind"]?.string == "CustomResourceDefinition", let spec = object["spec"] else { return nil }
        let all = spec["versions"]?.array ?? []
        let storage = all.first { $0["storage"]?.bool == true }?["name"]?.string
        let served = all.filter { $0["served"]?.bool != false }.compactMap { Self.kind(spec, $0, storage: storage) }
        guard let kind = served.first(where: { $0.type.version == storage }) ?? served.first else { return nil }
        self.kind = kind
        kinds = served
    }

    private static func kind(_ spec: JSONValue, _ version: JSONValue, storage: String?) -> ServedKind? {
        guard let group = spec["group"]?.string, let names = spec["names"], let plural = names["plural"]?.string,
            let name = names["kind"]?.string, let versionName = version["name"]?.string
        else { return nil }
        let type = ResourceType(
            group: group, version: versionName, plural: plural, kind: name,
            isNamespaced: spec["scope"]?.string != "Cluster")
        let openAPI = version[path: ["schema", "openAPIV3Schema"]]
        let columns = (version["additionalPrinterColumns"]?.array ?? []).compactMap(column)
        var kind = ServedKind(
            type: type, schema: openAPI.map { Schema(openAPI: $0, isRoot: true) },
            shortNames: texts(names["shortNames"]), categories: texts(names["categories"]), tableColumns: columns,
            hasStatus: version[path: ["subresources", "status"]] != nil, openAPI: openAPI)
        kind.endsWithAge = columns.isEmpty
        kind.storageVersion = storage
        kind.singularName = names["singular"]?.string
        if version["deprecated"]?.bool == true {
            kind.deprecation = version["deprecationWarning"]?.string ?? Self.warning(type, spec)
        }
        return kind
    }

    private static func warning(_ type: ResourceType, _ spec: JSONValue) -> String {
        let others = (spec["versions"]?.array ?? []).filter {
            $0["served"]?.bool != false && $0["deprecated"]?.bool != true
        }.compactMap { $0["name"]?.string }.sorted { KubeVersion.isMoreMature($0, than: $1) }
        let sentence = "\(type.apiVersion) \(type.kind) is deprecated"
        guard let better = others.first, KubeVersion.isMoreMature(better, than: type.version) else { return sentence }
        return "\(sentence); use \(type.group)/\(better) \(type.kind)"
    }

    private static func texts(_ list: JSONValue?) -> [String] { (list?.array ?? []).compactMap(\.string) }

    private static func column(_ value: JSONValue) -> TableColumn? {
        guard let name = value["name"]?.string, let path = value["jsonPath"]?.string else { return nil }
        let jsonPath = JSONPath(path)
        let summary = value["description"]?.string ?? ""
        return TableColumn(
            name, type: TableColumn.CellType(rawValue: value["type"]?.string ?? "") ?? .string,
            priority: value["priority"]?.integer ?? 0,
            summary: summary.isEmpty ? "Custom resource definition column (in JSONPath format): \(path)" : summary,
            jsonPath: path
        ) { jsonPath?.all(in: $0).first ?? .null }
    }
}
