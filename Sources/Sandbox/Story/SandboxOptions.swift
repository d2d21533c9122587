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
    /// A folder of manifests to serve instead of the story.
    public var manifests: String?
    /// Whether nothing happens by itself: seed and controller stay, the scenario does not run.
    public var isQuiet: Bool
    /// Decides uids, times and what happens.
    public var seed: UInt64

    public init(
        token: String? = nil, grants: [String: AccessRules] = [:], port: UInt16 = 0, objects: Int = 0,
        manifests: String? = nil, isQuiet: Bool = false,
        seed: UInt64 = 1
    ) {
        self.token = token
        self.grants = grants
        self.port = port
        self.objects = objects
        self.manifests = manifests
        self.isQuiet = isQuiet
        self.seed = seed
    }

    /// 32 hexadecimal digits that nobody can guess.
    static func randomToken() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<32).map { _ in String(UInt8.random(in: 0...15, using: &generator), radix: 16) }.joined()
    }
}
