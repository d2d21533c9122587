import GatewayGraph
import KubeModel

/// One thing that somebody does to the cluster.
public enum StoryStep: Equatable, Sendable {
    /// Replaces one field of the spec.
    case set(ObjectID, field: String, JSONValue)
    case label(ObjectID, name: String, value: String)
    case delete(ObjectID)
    /// Creates the object: one that ``delete(_:)`` took away, or a new one.
    case create(ObjectID, JSONValue)

    public var id: ObjectID {
        switch self {
        case .set(let id, _, _), .label(let id, _, _), .delete(let id), .create(let id, _): id
        }
    }
}
