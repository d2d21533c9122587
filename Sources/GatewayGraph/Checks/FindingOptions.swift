import Foundation

/// What findings are to be made by.
public struct FindingOptions: Sendable {
    /// Whether a route without authentication is an error.
    public var requiresAuth = false
    /// The present, which certificates and statuses are measured by.
    public var now: Date
    /// When the newest spec of an object was first seen, by identity, where somebody watched: statuses are given time from then on.
    public var seen: [String: Date]
    /// What everything is like, where only a part of it is looked at.
    var whole: WholeWorld?

    public init(requiresAuth: Bool = false, now: Date = Date(), seen: [String: Date] = [:]) {
        (self.requiresAuth, self.now, self.seen) = (requiresAuth, now, seen)
    }
}
