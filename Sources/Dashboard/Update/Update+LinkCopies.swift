import GatewayGraph
import KubeModel

/// Copies of what stands under the cursor of a tree, which is not what is selected in the list.
extension DashboardState {
    /// Whether the person is in a tree.
    var copiesLinked: Bool { focus == .detail && shownTab.isTree && selectedRow != nil }

    /// The object that the line under the cursor names.
    var linkedName: GraphID? { detail[tree: shownTab].row?.target }

    /// The same where it is in a list, with its kind.
    private var linkedRow: (id: ResourceID, row: ResourceRow)? {
        guard let target = linkedName, let index = indexOfKind(target), let row = kinds[index].table[target.key] else { return nil }
        return (ResourceID(kinds[index].kind.type, target.key), row)
    }

    /// The place of its kind among those that are listed.
    func indexOfKind(_ target: GraphID) -> Int? {
        kinds.firstIndex { $0.kind.type.group == target.group && $0.kind.type.kind == target.kind }
    }

    /// Why its YAML cannot be copied; nil where it can.
    var linkedYAMLReason: String? {
        guard let target = linkedName else { return Self.nameless }
        guard linkedRow == nil else { return nil }
        let remark = detail[tree: shownTab].row?.object?.absence
        return "Cannot copy the YAML of \(target): \(remark ?? (indexOfKind(target) == nil ? "there is no list of its kind" : "it is not in the list"))."
    }

    mutating func copyLinkedName() -> [Effect] {
        guard let target = linkedName else { return [] }
        tell("Copied \(target.key.name)", .plain)
        return [.copy(target.key.name)]
    }

    /// Inline tokens are masked: those of the selected object alone are revealed.
    mutating func copyLinkedYAML() -> [Effect] {
        guard let (id, row) = linkedRow else { return [] }
        let identity = YAMLDocument.Identity(id: id, resourceVersion: row.resourceVersion, showsManagedFields: false, revealsSecrets: false)
        return copy(makeDocument(row, identity, nil), of: row.key)
    }
}
