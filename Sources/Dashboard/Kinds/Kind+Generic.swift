import KubeModel

extension Kind {
    /// A kind we have never heard of: its name, its state, its age, and what its definition asks to be shown. Where that is
    /// nothing, or cannot be read, its conditions.
    public static func generic(_ type: ResourceType, printerColumns: [PrinterColumn]? = nil) -> Kind {
        let isPolicy = type.kind.hasSuffix("Policy")
        let shown = (printerColumns ?? []).filter { $0.priority <= 0 && !isAge($0) }
            .compactMap { column in PrinterPath(column.path).map { (column, $0) } }
        var kind: Kind
        if shown.isEmpty {
            kind = Kind(type, isPolicy: isPolicy, columns: [Column("CONDITIONS", minimumWidth: 12)]) { object, _ in
                [ConditionCells.summary(of: object)]
            }
        } else {
            let columns = shown.map { column, _ in
                let title = column.name.uppercased()
                return Column(
                    title, minimumWidth: max(6, min(title.count, 12)), isDate: column.type.lowercased() == "date")
            }
            let paths = shown.map(\.1)
            kind = Kind(type, isPolicy: isPolicy, columns: columns) { object, _ in paths.map { $0.text(in: object) } }
        }
        kind.printerColumns = printerColumns
        return kind
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
