import GatewayGraph
import KubeModel

/// A kind as data: what it is called, how an object becomes a row, what a new one begins with, what of it is secret. A kind without an entry is shown by
/// ``generic(_:printerColumns:isWide:)``.
public struct Kind: Sendable {
    /// A column between the name and the age.
    public struct Column: Hashable, Sendable {
        public var title: String
        /// Columns never get narrower than this; what does not fit is left out from the right.
        public var minimumWidth: Int
        /// Whether the cells are moments, to be shown as ages.
        public var isDate: Bool
        /// Whether it is left out as long as no object has anything to show in it.
        public var isOptional: Bool

        public init(_ title: String, minimumWidth: Int = 6, isDate: Bool = false, isOptional: Bool = false) {
            self.isOptional = isOptional
            self.title = title
            self.minimumWidth = minimumWidth
            self.isDate = isDate
        }
    }

    public var type: ResourceType
    public var columns: [Column]
    public var projection: RowProjection
    /// What a new object begins with.
    public let template: ResourceTemplate
    /// Where its objects may hold tokens and passwords as they are.
    public let secretFields: [SecretField]
    /// What the columns were made from; nil for a view of our own, or where the definition cannot be read.
    public var printerColumns: [PrinterColumn]?
    /// Those of them that cannot be read.
    public internal(set) var unreadColumns: [PrinterColumn] = []
    /// What the server calls it; nil until it has said so.
    private var names: Discovery.Kind?

    /// - Parameters:
    ///   - isPolicy: Whether somebody is expected to write a status, so that none at all means "unattached".
    ///   - cells: One text per column, from the `spec`.
    public init(
        _ type: ResourceType, isPolicy: Bool, columns: [Column], template: ResourceTemplate = .empty,
        secretFields: [SecretField] = [], cells: @escaping @Sendable (_ spec: RawJSON) -> [String]
    ) {
        let count = columns.count
        self.init(type, isPolicy: isPolicy, columns: columns, template: template, secretFields: secretFields) {
            _, spec in
            spec.isNull ? Array(repeating: "", count: count) : cells(spec)
        }
    }

    /// The kind with all its names, as far as they are known.
    var described: Discovery.Kind {
        var described = names ?? Discovery.Kind(type: type)
        described.type = type
        return described
    }

    mutating func take(namesOf served: Discovery.Kind) { names = served }

    /// - Parameter wholeCells: One text per column, from the whole object and its spec, which is null where there is none.
    init(
        _ type: ResourceType, isPolicy: Bool, columns: [Column], template: ResourceTemplate = .empty,
        secretFields: [SecretField] = [],
        wholeCells: @escaping @Sendable (_ object: RawJSON, _ spec: RawJSON) -> [String]
    ) {
        self.type = type
        self.columns = columns
        self.template = template
        self.secretFields = secretFields
        projection = RowProjection(isPolicy: isPolicy, references: ReferenceRule.paths(of: type), columns: wholeCells)
    }
}

/// The kinds that have a view of their own, in the order of the kinds pane.
public enum KindCatalog {
    public static let all: [Kind] = [
        .trafficPolicy, .backend, .directResponse, .gatewayExtension, .gatewayParameters, .httpListenerPolicy,
        .aiBackend, .listenerPolicy, .backendConfigPolicy,
        .gateway, .httpRoute, .grpcRoute, .gatewayClass, .referenceGrant,
        .listenerSet, .tlsRoute, .tcpRoute, .udpRoute, .backendTLSPolicy,
        .agentgatewayPolicy, .agentgatewayBackend, .agentgatewayModel, .agentgatewayParameters, .trialListenerSet,
    ]

    /// Those that are listed before the server has said what it serves, and where it lacks them; the others once it has them.
    public static let initial = all.filter { !ResourceType.kindsOfOtherVersions.contains($0.type) }

    /// The secret fields of all kinds. Copies of an object stand in others, and kinds come in versions nobody foresaw: what
    /// is secret in one place is so in all.
    static let secretFields = Set(all.flatMap(\.secretFields) + SecretField.ofOtherKinds)

    /// Whether a kind has a view of its own.
    public static func knows(_ type: ResourceType) -> Bool { entry(of: type) != nil }

    /// The entry of a type by group and kind, whatever its version; generic where there is none.
    public static func kind(for type: ResourceType, printerColumns: [PrinterColumn]? = nil) -> Kind {
        guard var known = entry(of: type) else { return .generic(type, printerColumns: printerColumns) }
        known.type = type
        return known
    }

    /// The entry of a kind as a server describes it; generic where there is none.
    ///
    /// - Parameter isWide: Whether columns are shown that their definition keeps for wide lists.
    public static func kind(for served: Discovery.Kind, isWide: Bool) -> Kind {
        var kind =
            knows(served.type)
            ? kind(for: served.type)
            : Kind.generic(served.type, printerColumns: served.printerColumns, isWide: isWide)
        kind.take(namesOf: served)
        return kind
    }

    private static func entry(of type: ResourceType) -> Kind? {
        all.first { $0.type.group == type.group && $0.type.kind == type.kind }
    }
}
