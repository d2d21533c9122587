/// What goes wrong in one run, one part after the other; the same for the same seed.
public struct FaultSchedule: Sendable, CustomStringConvertible {
    public struct Part: Sendable {
        /// How long it lasts.
        public var milliseconds: Int
        public var rules: [FaultRule] = []
        /// Whether connections are refused; those that stand end by RST.
        public var isOutage = false
        /// Whether those that stand end as it begins.
        public var cuts = false
        public var event: Event?
    }

    /// What happens to the server itself.
    public enum Event: Hashable, Sendable, CaseIterable {
        /// It remembers no changes any more: every watch has to start over.
        case forgetHistory
        /// Another one takes its place, with other objects, whose versions are lower.
        case restoreBackup
    }

    public let seed: UInt64
    public let parts: [Part]

    public init(seed: UInt64) {
        self.seed = seed
        var chance = Chance(seed)
        var parts = (0..<Int.random(in: 2...4, using: &chance)).map { _ in Self.part(&chance) }
        // One run in five: it comes to a server once, not again and again.
        if seed % 5 == 0 { parts[parts.count / 2].event = .restoreBackup }
        self.parts = parts
    }

    private static func part(_ chance: inout Chance) -> Part {
        var part = Part(milliseconds: Int.random(in: 60...260, using: &chance))
        switch Int.random(in: 0..<10, using: &chance) {
        case 0: part.isOutage = true
        case 1: part.cuts = true
        default: break
        }
        if Int.random(in: 0..<6, using: &chance) == 0 { part.event = .forgetHistory }
        for _ in 0..<Int.random(in: 1...4, using: &chance) { part.rules.append(rule(&chance)) }
        return part
    }

    private static func rule(_ chance: inout Chance) -> FaultRule {
        let path = ["watch=1", "sendInitialEvents", "policies", "/apis/", "s?", ""].randomElement(using: &chance) ?? ""
        let isBurst = Int.random(in: 0..<3, using: &chance) == 0
        // Requests that only make a connection are given up after seconds, which no test can shorten: they do not stall.
        let fault = fault(&chance, mayStall: !path.isEmpty && path != "/apis/")
        return FaultRule(
            path, skipping: Int.random(in: 0...3, using: &chance),
            times: isBurst ? .max : Int.random(in: 1...3, using: &chance), fault)
    }

    private static func fault(_ chance: inout Chance, mayStall: Bool) -> Fault {
        let place = [0, 40, 300, 900, 2_500, 6_000].randomElement(using: &chance) ?? 0
        let offset = place + Int.random(in: 0...max(40, place / 2), using: &chance)
        switch Int.random(in: 0..<12, using: &chance) {
        case 0...2: return .cut(after: offset, byReset: Bool.random(using: &chance))
        case 3 where mayStall, 4 where mayStall: return .stall(after: offset)
        case 3...5: return .delay(milliseconds: Int32.random(in: 5...120, using: &chance))
        case 6, 7: return .corrupt(at: max(250, offset))
        default: return .answer(answers.randomElement(using: &chance) ?? .page())
        }
    }

    /// What servers say in trouble, and what others say in their place.
    public static let answers: [FaultAnswer] = [
        .refusal(401, "Unauthorized"), .refusal(403, "Forbidden"), .refusal(404, "NotFound"),
        .refusal(410, "Expired"), .errorFrame(410, "Expired"), .errorFrame(500, "InternalError"),
        .refusal(429, "TooManyRequests"), .refusal(429, "TooManyRequests", retryAfter: "1"),
        .refusal(429, "TooManyRequests", retryAfter: "Wed, 21 Oct 2015 07:28:00 GMT"),
        .refusal(500, "InternalError"), .page(502), .refusal(503, "ServiceUnavailable"),
        .refusal(503, "ServiceUnavailable", retryAfter: "2"),
        .refusal(504, "Timeout", cause: "ResourceVersionTooLarge"), .page(504), .page(), .page(404), .redirect,
        FaultAnswer(200, ["Content-Type: application/json"], body: "{}"),
        FaultAnswer(200, ["Content-Type: application/json"], body: ""),
    ]

    public var description: String {
        let lines = parts.map { part in
            let marks = [part.isOutage ? "outage" : nil, part.cuts ? "cut" : nil, part.event.map { "\($0)" }]
            let rules = part.rules.map { "      \($0)" }
            return (["  \(part.milliseconds) ms \(marks.compactMap { $0 }.joined(separator: ", "))"] + rules)
                .joined(separator: "\n")
        }
        return "seed \(seed)\n" + lines.joined(separator: "\n")
    }
}

/// Chance that is the same for the same seed (SplitMix64).
public struct Chance: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// The stream of a seed is not that of another one, begun a number later.
    public init(_ seed: UInt64) {
        state = seed
        state = next()
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
