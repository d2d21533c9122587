import KubeModel

/// One column of the table that `kubectl get` prints.
public struct TableColumn: Sendable {
    /// The type as OpenAPI names it.
    public enum CellType: String, Sendable {
        case string, integer, number, boolean, date
    }

    public var name: String
    public var type: CellType
    /// 0 is always shown; 1 and above only with `-o wide`.
    public var priority: Int
    public var summary: String
    /// The cell of an object; `null` prints as nothing. Called for every row: keep it cheap.
    public var value: @Sendable (JSONValue) -> JSONValue
    /// Where a CustomResourceDefinition finds the same: `.spec.type`. Columns that are computed have the nearest field.
    var jsonPath: String
    /// Whether a date is printed as it stands instead of as an age.
    var isAbsolute = false

    public init(
        _ name: String, type: CellType = .string, priority: Int = 0, summary: String = "", jsonPath: String = "",
        value: @escaping @Sendable (JSONValue) -> JSONValue
    ) {
        self.name = name
        self.type = type
        self.priority = priority
        self.summary = summary
        self.jsonPath = jsonPath
        self.value = value
    }

    /// A column that shows one field, found by member names; missing fields are empty.
    public init(
        _ name: String, type: CellType = .string, priority: Int = 0, summary: String = "", path: [String]
    ) {
        self.init(
            name, type: type, priority: priority, summary: summary, jsonPath: path.map { ".\($0)" }.joined()
        ) { $0[path: path] ?? .null }
    }
}
