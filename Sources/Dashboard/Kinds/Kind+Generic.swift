import GatewayGraph
import KubeModel
import KubeRules

extension Kind {
    /// A kind we have never heard of: its name, its state, its age, and what its definition asks to be shown. Where that is
    /// nothing, its conditions.
    ///
    /// - Parameter isWide: Whether columns are shown that their definition keeps for wide lists.
    public static func generic(
        _ type: ResourceType, printerColumns: [PrinterColumn]? = nil, isWide: Bool = false
    ) -> Kind {
        let isRoute = type.group == ResourceType.gatewayAPIGroup && type.kind.hasSuffix("Route")
        let isPolicy = isRoute || type.kind.hasSuffix("Policy")
        let shown = (printerColumns ?? []).filter { (isWide || $0.priority <= 0) && !isAge($0) && !repeatsState($0) }
        let paths = shown.map { JSONPath($0.path) }
        var columns = zip(shown, paths).map { column, path in
            let title = column.name.uppercased() + (path == nil ? "?" : "")
            return Column(title, minimumWidth: max(6, min(title.count, 12)), isDate: column.type.lowercased() == "date")
        }
        let hasTargets = !columns.contains { $0.title == targets.title }
        if hasTargets { columns.insert(targets, at: 0) }
        if shown.isEmpty { columns.append(Column("CONDITIONS", minimumWidth: 12)) }
        // A column that cannot be read keeps its place: nobody is to believe that there is none.
        var kind = Kind(type, isPolicy: isPolicy, columns: columns) { object, spec in
            (hasTargets ? [Cells.anyTargets(spec)] : []) + paths.map { $0?.text(in: object) ?? "?" }
                + (paths.isEmpty ? [ConditionCells.summary(of: object)] : [])
        }
        kind.unreadColumns = zip(shown, paths).filter { $0.1 == nil }.map(\.0)
        kind.printerColumns = printerColumns
        return kind
    }

    /// A kind of which the server told what it shows, and not from where: the cells were read beside the objects.
    ///
    /// - Parameters:
    ///   - columns: All that the server shows; name, namespace and age are left out, as every list has them.
    ///   - cells: As many as there are columns, for each object.
    public static func printed(
        _ type: ResourceType, columns: [PrinterColumn], cells: [ObjectKey: [String]], isWide: Bool
    ) -> Kind {
        let shown = columns.indices.filter { index in
            let name = columns[index].name.lowercased()
            guard isWide || columns[index].priority <= 0, !["name", "namespace", "age"].contains(name) else { return false }
            let texts = cells.values.compactMap { $0.indices.contains(index) ? $0[index] : nil }
            return !stateTitles.contains(name) || texts.isEmpty || !texts.allSatisfy { ["True", "False", "Unknown", ""].contains($0) }
        }
        let titles = shown.map { columns[$0].name.uppercased() }
        return Kind(
            type, isPolicy: generic(type).projection.isPolicy,
            columns: titles.map { Column($0, minimumWidth: max(6, min($0.count, 12))) }
        ) { object, _ in
            let key = ObjectKey(
                namespace: object[path: "metadata", "namespace"]?.string,
                name: object[path: "metadata", "name"]?.string ?? "")
            let texts = cells[key] ?? []
            return shown.map { texts.indices.contains($0) ? texts[$0] : "" }
        }
    }

    /// That columns of the definition cannot be read, in a sentence; nil where all can.
    public var unreadSentence: String? {
        guard !unreadColumns.isEmpty else { return nil }
        let names = unreadColumns.map { "\($0.name) (\($0.path))" }.joined(separator: ", ")
        let verb = unreadColumns.count == 1 ? "a column" : "columns"
        return "The definition of \(type.kind) has \(verb) whose path cannot be read, shown as ?: \(names)."
    }

    /// What a kind applies to, where any of its objects says so.
    private static let targets = Column("TARGETS", minimumWidth: 12, isOptional: true)

    private static let stateTitles: Set<String> = ["status", "ready", "accepted", "attached", "programmed", "resolvedrefs", "healthy", "valid"]

    /// Whether a column says what the glyph before the name says: whether a condition is true, or which one there is.
    private static func repeatsState(_ column: PrinterColumn) -> Bool {
        guard column.path.contains("conditions[") else { return false }
        return column.path.hasSuffix(".status") || column.path.hasSuffix(".type")
    }

    /// Every list ends with the age as it is.
    private static func isAge(_ column: PrinterColumn) -> Bool {
        column.name.lowercased() == "age" || column.path == ".metadata.creationTimestamp"
    }
}

/// The conditions of an object in one cell.
enum ConditionCells {
    /// `Accepted=True,Attached=False`: every type once, by the worst of its answers.
    static func summary(of object: RawJSON) -> String {
        let generation = object[path: "metadata", "generation"]?.integer
        var order: [String] = []
        var worst: [String: (health: Health, status: Condition.Status)] = [:]
        for group in ConditionGroup.all(in: object) {
            for condition in group.conditions {
                let health = Health.of(condition, in: group, generation: generation)
                if let known = worst[condition.type] {
                    if health < known.health { worst[condition.type] = (health, condition.status) }
                } else {
                    order.append(condition.type)
                    worst[condition.type] = (health, condition.status)
                }
            }
        }
        return order.map { "\($0)=\(worst[$0]?.status.description ?? "")" }.joined(separator: ",")
    }
}
