import GatewayGraph

/// A place that was left for a linked object.
struct LinkStop: Sendable {
    var id: ResourceID
    var namespace: String?
    /// The row that the cursor was on, and its tab.
    var path: String?
    var tab: DetailTab
    /// What was open there, and how far.
    var query: LinkQuery?
}
