import GatewayGraph

extension ChangeRecord {
    /// The question for the graph: what would be if it were made.
    var foreseen: ForeseenChange { ForeseenChange(id: GraphID(type, key), value: after) }
}
