import APIServer

/// What an embedded sandbox starts with.
public struct SandboxOptions: Sendable {
    /// What clients have to present; nil draws one.
    public var token: String?
    /// What further tokens open.
    public var grants: [String: AccessRules]
    /// 0 takes any port that is free.
    public var port: UInt16
    /// How many TrafficPolicies to add to the story.
    public var objects: Int
    /// How many HTTPRoutes those TrafficPolicies are spread over; nil: one for 20 policies.
    public var routes: Int?
    /// A folder of manifests to serve instead of the story.
    public var manifests: String?
    public var story: StoryName
    /// Whether nothing happens by itself: seed and controller stay, the scenario does not run.
    public var isQuiet: Bool
    /// Decides uids, times and what happens.
    public var seed: UInt64
    /// Is told when connections are short, and when they are no more.
    public var report: @Sendable (String) -> Void

    public init(
        token: String? = nil, grants: [String: AccessRules] = [:], port: UInt16 = 0, objects: Int = 0,
        routes: Int? = nil, manifests: String? = nil, story: StoryName = .shop, isQuiet: Bool = false, seed: UInt64 = 1,
        report: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.token = token
        self.grants = grants
        self.port = port
        self.objects = objects
        self.routes = routes
        self.manifests = manifests
        self.story = story
        self.isQuiet = isQuiet
        self.seed = seed
        self.report = report
    }

    /// 32 hexadecimal digits that nobody can guess.
    static func randomToken() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<32).map { _ in String(UInt8.random(in: 0...15, using: &generator), radix: 16) }.joined()
    }
}
