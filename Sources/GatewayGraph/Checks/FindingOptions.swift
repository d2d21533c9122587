import Foundation

/// What findings are to be made by.
public struct FindingOptions: Sendable {
    /// Whether a route without authentication is an error.
    public var requiresAuth = false
    /// The present, which certificates and statuses are measured by.
    public var now: Date

    public init(requiresAuth: Bool = false, now: Date = Date()) { (self.requiresAuth, self.now) = (requiresAuth, now) }
}
