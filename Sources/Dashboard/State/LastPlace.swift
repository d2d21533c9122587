import GatewayGraph
import KubeModel

/// Where somebody was when they left a context: what brings them back there at the next start.
public struct LastPlace: Codable, Equatable, Sendable {
    /// How a list was sorted and narrowed.
    public struct List: Codable, Equatable, Sendable {
        /// `namespace`, `name`, `age`, `state`, `kind`, or `column TITLE`.
        public var order: String?
        public var isReversed: Bool?
        public var filter: String?
    }

    /// `changes`, `overall`, or nil for a kind.
    public var place: String?
    /// `trafficpolicies.gateway.kgateway.dev`.
    public var kind: String?
    /// nil: all.
    public var namespace: String?
    /// Those that are sorted or narrowed, by the names of their kinds; that of everything by `*`.
    public var lists: [String: List] = [:]

    static let overall = "*"

    public init() {}

    /// What is on screen.
    public init(_ state: DashboardState) {
        switch state.place {
        case .findings: place = "findings"
        case .changes: place = "changes"
        case .overall: place = "overall"
        case .kind, .absent: break
        }
        kind = state.current.kind.type.qualifiedName
        namespace = state.namespace
        for kind in state.kinds {
            lists[kind.kind.type.qualifiedName] = Self.list(kind.table.order, kind.table.filter, kind.kind.columns)
        }
        lists[Self.overall] = Self.list(state.screen.overallOrder, state.screen.overallFilter, [])
    }

    /// nil for a list as it is by itself. What cannot be read would hide everything at the next start.
    private static func list(_ order: RowOrder, _ filter: RowFilter, _ columns: [Kind.Column]) -> List? {
        var list = List()
        if order != RowOrder() {
            list.order =
                switch order.field {
                case .namespace: "namespace"
                case .name: "name"
                case .age: "age"
                case .state: "state"
                case .kind: "kind"
                case .column(let index): columns.indices.contains(index) ? "column \(columns[index].title)" : nil
                }
            list.isReversed = order.isReversed
        }
        if !filter.isEmpty, !filter.isUnreadable { list.filter = filter.text }
        return list == List() ? nil : list
    }
}

extension LastPlace.List {
    /// The order, where the columns are there that it names.
    func order(_ columns: [Kind.Column]) -> RowOrder {
        let field: RowOrder.Field?
        switch order {
        case "namespace": field = .namespace
        case "name": field = .name
        case "age": field = .age
        case "state": field = .state
        case "kind": field = .kind
        case let column?: field = columns.firstIndex { "column \($0.title)" == column }.map { .column($0) }
        case nil: field = nil
        }
        return field.map { RowOrder($0, isReversed: isReversed ?? false) } ?? RowOrder()
    }
}

extension DashboardState {
    /// Goes back to where somebody was, before anything is asked of the server.
    ///
    /// - Parameters:
    ///   - keepsKind: A kind was named at the start, which is shown.
    ///   - keepsNamespace: A namespace was named, or all of them.
    mutating func restore(_ last: LastPlace, keepsKind: Bool, keepsNamespace: Bool) {
        screen.lastLists = last.lists
        for index in kinds.indices { restoreList(of: &cluster.kinds[index]) }
        if let list = last.lists[LastPlace.overall] {
            screen.overallOrder = list.order([])
            screen.overallFilter = RowFilter(list.filter ?? "")
        }
        if !keepsNamespace, let namespace = last.namespace {
            // The lists are asked for as without it: it narrows what is shown, and 0 shows the rest at once.
            _ = choose(namespace: namespace)
        }
        guard !keepsKind else { return }
        switch last.place {
        case "overall": _ = show(.overall)
        case "changes": _ = show(.changes)
        case "findings": _ = show(.findings)
        default: if let kind = last.kind { _ = begin(with: kind) }
        }
        if !filter.isEmpty { tell("As you left it: /\(filter.text). Esc clears the filter.", .plain) }
    }

    /// Sorts and narrows a list as it was, also one whose kind is known only now.
    func restoreList(of state: inout KindState) {
        guard let list = screen.lastLists[state.kind.type.qualifiedName] else { return }
        state.table.sort(by: list.order(state.kind.columns))
        if let filter = list.filter { state.show(namespace: namespace, filter: RowFilter(filter)) }
    }
}
