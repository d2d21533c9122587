import Dashboard
import Foundation
import KubeModel

/// Rows as text for standard output. Nothing from the cluster gets out as a control character.
struct ResourcePrinter {
    let kind: Kind
    let format: GetCommand.Format
    let showsNamespace: Bool
    /// Whether the names have their kind before them, as where several kinds are printed.
    let showsKind: Bool
    private var table = TextTable(fitting: [])
    /// Columns that no object of the list has anything to show in.
    private var empty: Set<Int> = []

    init(kind: Kind, format: GetCommand.Format, showsNamespace: Bool, showsKind: Bool) {
        self.kind = kind
        self.format = format
        self.showsNamespace = showsNamespace
        self.showsKind = showsKind
    }

    /// One object.
    func one(_ row: ResourceRow) -> String {
        switch format {
        case .json: JSONWriter.pretty(row.value) + "\n"
        case .yaml: YAMLWriter.text(row.value)
        case .name, .table, .wide: all([row])
        }
    }

    /// A list of one kind.
    func all(_ rows: [ResourceRow]) -> String {
        switch format {
        case .json, .yaml: return Self.list(rows, format)
        case .name: return rows.map { name($0) + "\n" }.joined()
        case .table, .wide:
            var printer = self
            return printer.begin(rows)
        }
    }

    /// Whole objects, of several kinds perhaps, as one list.
    static func list(_ rows: [ResourceRow], _ format: GetCommand.Format) -> String {
        let list: JSONValue = [
            "apiVersion": "v1", "items": .array(rows.map(\.value)), "kind": "List",
            "metadata": ["resourceVersion": ""],
        ]
        return format == .yaml ? YAMLWriter.text(list) : JSONWriter.pretty(list) + "\n"
    }

    /// The list a watch begins with; its columns stay as wide as they are here.
    mutating func begin(_ rows: [ResourceRow]) -> String {
        guard format == .table || format == .wide else { return rows.map { change($0) }.joined() }
        empty = Set(
            kind.columns.indices.filter { index in
                kind.columns[index].isOptional && rows.allSatisfy { !$0.columns.indices.contains(index) || $0.columns[index].isEmpty }
            })
        let lines = rows.map { cells($0) }
        table = TextTable(fitting: [titles] + lines)
        var text = ""
        for line in [titles] + lines { table.append(line, to: &text) }
        return text
    }

    /// One row of a watch.
    ///
    /// - Parameter isDeleted: Whether this is the last of it: its state is of the past.
    func change(_ row: ResourceRow, isDeleted: Bool = false) -> String {
        switch format {
        case .json: JSONWriter.pretty(row.value) + "\n"
        case .yaml: "---\n" + YAMLWriter.text(row.value)
        case .name: name(row) + "\n"
        case .table, .wide: table.line(cells(row, isDeleted: isDeleted))
        }
    }

    private func name(_ row: ResourceRow) -> String {
        let type = kind.type.group.isEmpty ? kind.type.singular : "\(kind.type.singular).\(kind.type.group)"
        return "\(type)/\(SafeText.line(row.key.name))"
    }

    /// The columns of the kind. A wide list ends with all conditions, and needs no summary of them.
    private var own: [Int] {
        kind.columns.indices.filter {
            (format != .wide || kind.columns[$0].title != Self.conditionsTitle) && !empty.contains($0)
        }
    }

    private static let conditionsTitle = "CONDITIONS"

    private var titles: [String] {
        let wide = format == .wide ? [Self.conditionsTitle] : []
        return (showsNamespace ? ["NAMESPACE"] : []) + ["NAME", "STATE"] + own.map { kind.columns[$0].title } + ["AGE"]
            + wide
    }

    private func cells(_ row: ResourceRow, isDeleted: Bool = false) -> [String] {
        let now = Date()
        let age = row.created.map { Age.text(now.timeIntervalSince($0)) } ?? "<unknown>"
        let word = row.isDeleting ? "deleting" : row.health == .none ? "-" : row.health.word
        let state = isDeleted ? "deleted" : word
        var cells = (showsNamespace ? [row.key.namespace ?? ""] : []) + [showsKind ? name(row) : row.key.name, state]
        cells += own.map { index in
            let text = row.columns.indices.contains(index) ? row.columns[index] : ""
            guard kind.columns[index].isDate, let moment = KubeTime.parse(text) else { return text }
            return Age.text(now.timeIntervalSince(moment))
        }
        cells.append(age)
        if format == .wide { cells.append(conditions(row)) }
        return cells.map { $0.isEmpty ? "-" : $0 }
    }

    /// Every condition of every ancestor: `Gateway infra/public: Accepted=True (Valid), Attached=False (Pending)`.
    private func conditions(_ row: ResourceRow) -> String {
        row.conditionGroups.map { group in
            let parts = group.conditions.map { condition in
                let reason = condition.reason.isEmpty ? "" : " (\(condition.reason))"
                return "\(condition.type)=\(condition.status)\(reason)"
            }
            return (group.title.isEmpty ? "" : "\(group.title): ") + parts.joined(separator: ", ")
        }.joined(separator: "; ")
    }
}
