/// A column that the definition of a kind asks to be shown in lists.
public struct PrinterColumn: Hashable, Sendable {
    public var name: String
    /// `string`, `integer`, `number`, `boolean`, `date`.
    public var type: String
    /// `.spec.type`, `.status.conditions[?(@.type=="Accepted")].status`.
    public var path: String
    /// Above 0 only wide lists show it.
    public var priority: Int

    public init(name: String, type: String, path: String, priority: Int = 0) {
        self.name = name
        self.type = type
        self.path = path
        self.priority = priority
    }

    /// The columns that a CustomResourceDefinition has for a version; nil where it has no such version.
    public static func all(in definition: RawJSON, version: String) -> [PrinterColumn]? {
        let versions = definition[path: "spec", "versions"]?.elements ?? []
        guard let served = versions.first(where: { $0["name"]?.string == version }) else { return nil }
        return (served["additionalPrinterColumns"]?.elements ?? []).compactMap { column in
            guard let name = column["name"]?.string, let path = column["jsonPath"]?.string else { return nil }
            return PrinterColumn(
                name: name, type: column["type"]?.string ?? "string", path: path,
                priority: column["priority"]?.integer ?? 0)
        }
    }
}
