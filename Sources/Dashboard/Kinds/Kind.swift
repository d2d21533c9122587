import KubeModel

/// A kind as data: what it is called and how an object becomes a row. A kind without an entry is shown by ``generic(_:)``.
public struct Kind: Sendable {
    /// A column between the name and the age.
    public struct Column: Hashable, Sendable {
        public var title: String
        /// Columns never get narrower than this; what does not fit is left out from the right.
        public var minimumWidth: Int

        public init(_ title: String, minimumWidth: Int = 6) {
            self.title = title
            self.minimumWidth = minimumWidth
        }
    }

    public var type: ResourceType
    public var columns: [Column]
    public var projection: RowProjection

    /// - Parameter cells: One text per column, from the whole object.
    public init(
        _ type: ResourceType, isPolicy: Bool, columns: [Column],
        cells: @escaping @Sendable (_ spec: RawJSON) -> [String]
    ) {
        self.type = type
        self.columns = columns
        let count = columns.count
        projection = RowProjection(isPolicy: isPolicy) { object in
            guard let spec = object["spec"] else { return Array(repeating: "", count: count) }
            return cells(spec)
        }
    }

    /// A kind we have never heard of: its name, its state, its age.
    public static func generic(_ type: ResourceType) -> Kind {
        Kind(type, isPolicy: type.kind.hasSuffix("Policy"), columns: []) { _ in [] }
    }
}

/// The kinds that have a view of their own, in the order of the kinds pane.
public enum KindCatalog {
    public static let all: [Kind] = [
        .trafficPolicy, .backend, .directResponse, .gatewayExtension, .gatewayParameters, .httpListenerPolicy,
        .aiBackend,
    ]

    /// The entry of a type by group and kind, whatever its version; generic where there is none.
    public static func kind(for type: ResourceType) -> Kind {
        guard var known = all.first(where: { $0.type.group == type.group && $0.type.kind == type.kind }) else {
            return .generic(type)
        }
        known.type = type
        return known
    }
}
