import GatewayGraph

/// What is asked of the graph, which is kept beside the state.
public enum GraphRequest: Hashable, Sendable {
    case links(LinkQuery)
    /// Who refers to these, and what would no longer work without them.
    case loss(Set<GraphID>)
    /// Which policies win where.
    case policies(LinkQuery)
    /// The same of a policy, in a line.
    case wins(GraphID)
    /// What serves a request.
    case route(RouteRequest)
    /// Everything that is wrong.
    case findings(FindingQuery)
    /// What some changes would do together, before any of them is made.
    case foresee([ForeseenChange])

    /// Whether an answer takes more than a moment.
    public var isDear: Bool {
        switch self {
        case .policies, .wins, .route, .foresee: true
        case .links, .loss, .findings: false
        }
    }
}

/// What it says, as of now.
public enum GraphAnswer: Sendable {
    case links(LinkTree)
    case loss(Loss)
    case policies(LinkTree)
    /// nil: nothing is to be said.
    case wins(GraphID, String?)
    case route(RouteRequest, [AnswerLine])
    case findings(FindingList)
    /// Of these changes, as things were when it was asked.
    case effect([ForeseenChange], ChangeEffect)
}
