import Foundation

/// One version of one object, as a list or a watch brought it.
public struct RowChange: Equatable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// Part of a list: the object is there, whether it was known or not.
        case listed
        case added
        case modified
        /// The row is the last version before the object went.
        case deleted
    }

    public var kind: Kind
    public var row: ResourceRow
    /// When the bytes came in from the network.
    public var arrived: Date
    /// All that its conditions say, messages and times included; nil where nobody read it yet.
    public var conditions: [ConditionGroup]?
    /// Who wrote this version, but for its status; nil where it was not read, or nobody says.
    public var writer: String?

    public init(
        _ kind: Kind, _ row: ResourceRow, arrived: Date, conditions: [ConditionGroup]? = nil, writer: String? = nil
    ) {
        self.writer = writer
        self.kind = kind
        self.row = row
        self.arrived = arrived
        self.conditions = conditions
    }
}

/// What a reflector tells of its kind, in order. Every version of every object that arrives is in here, none coalesced.
public enum ReflectorEvent: Equatable, Sendable {
    case state(ConnectionState)
    /// A full list begins. Rows known from before stay valid until it completes; a list that breaks off is never
    /// completed: another `listStarted`, with a higher number, follows in its place.
    case listStarted(generation: Int)
    /// Changes in the order of the server. Between `listStarted` and `listCompleted` most are `.listed`.
    case batch([RowChange])
    /// The list is complete: rows that neither were listed nor changed since its `listStarted` are gone.
    case listCompleted(generation: Int)
}
