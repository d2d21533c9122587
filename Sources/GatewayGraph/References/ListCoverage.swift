/// What is known of the objects of a kind.
public enum ListCoverage: Hashable, Sendable {
    /// Nobody asked for them yet.
    case notListed
    /// Their first list is under way.
    case listing
    /// All that there are: of one namespace, or of the whole cluster where it is nil.
    case complete(namespace: String?)
    /// They may not be listed.
    case forbidden
    /// The server has no such kind.
    case notServed
}

/// Whether an object is there.
public enum ObjectPresence: Hashable, Sendable {
    case there
    /// Its kind has been listed where it would stand, and it was not among them.
    case missing
    /// The server has no such kind.
    case notServed
    /// Nobody can say, and why.
    case unknown(ListCoverage)
}
