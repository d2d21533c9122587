import GatewayGraph

/// What is asked of the graph, which is kept beside the state.
public enum GraphRequest: Hashable, Sendable {
    case links(LinkQuery)
    /// Who refers to these, and what would no longer work without them.
    case loss(Set<GraphID>)
}

/// What it says, as of now.
public enum GraphAnswer: Hashable, Sendable {
    case links(LinkTree)
    case loss(Loss)
}
