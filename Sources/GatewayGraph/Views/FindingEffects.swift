import Foundation
import KubeModel

/// Findings that a change brings, and those that go with it, in lines.
struct FindingEffects {
    private var new: [Finding]
    private var mended: [Finding]
    /// Identities of what is gone afterwards.
    private let gone: Set<String>

    /// - Parameters:
    ///   - asked: Whose findings can be told, by identity; nil: everybody's.
    ///   - isWhole: Whether those can be that depend on more than what an object names.
    init(_ before: ServedPlan, _ after: ServedPlan, gone: Set<String>, asked: Set<String>?, isWhole: Bool, now: Date) {
        self.gone = gone
        func findings(_ served: ServedPlan) -> [Finding] {
            served.plan.world.counting(served.plan.findings(FindingOptions(now: now), of: asked, in: served.cases)).filter { $0.code.isForeseen && (isWhole || !$0.code.isWide) }
        }
        let old = findings(before), all = findings(after)
        new = Self.without(old, in: all)
        mended = Self.without(all, in: old)
    }

    /// Those that are not among others: a finding whose rule is counted anew, or whose words are others, is the same.
    private static func without(_ others: [Finding], in all: [Finding]) -> [Finding] {
        let fingerprints = Set(others.map(\.fingerprint)), messages = Set(others.map { "\($0.code) \($0.object) \($0.message)" })
        return all.filter { !fingerprints.contains($0.fingerprint) && !messages.contains("\($0.code) \($0.object) \($0.message)") }
    }

    /// So many of a code are told one by one.
    private static let fewOfACode = 3

    /// Those that come, the worst first, then those that go.
    var lines: [AnswerLine] {
        var sentences = EffectGroups<FindingCode>(), worst: [FindingCode: FindingSeverity] = [:]
        for finding in new {
            sentences.add(Self.sentence(finding), to: finding.code)
            worst[finding.code] = max(worst[finding.code] ?? .note, finding.severity)
        }
        let told = sentences.all.flatMap { group -> [AnswerLine] in
            let code = group.key, sentences = group.members
            let tone = Self.tone(worst[code] ?? .note), few = sentences.count > Self.fewOfACode + 1 ? Self.fewOfACode : sentences.count
            let rest = sentences.count > few ? [AnswerLine(code.rawValue, "and \(sentences.count - few) more like that", tone)] : []
            return sentences.prefix(few).map { AnswerLine(code.rawValue, $0, tone) } + rest
        }
        return told + grouped(mended.filter { !gone.contains($0.object) }, "mends", .good) + grouped(mended.filter { gone.contains($0.object) }, "goes with it", .dim)
    }

    /// The message, with the object where it does not name it.
    private static func sentence(_ finding: Finding) -> String {
        let message = finding.message
        guard let id = GraphID(identity: finding.object), !message.contains(id.description), !message.hasPrefix("\(id.key)") else { return message }
        return "\(id): \(message)"
    }

    private func grouped(_ findings: [Finding], _ label: String, _ tone: AnswerLine.Tone) -> [AnswerLine] {
        var groups = EffectGroups<FindingCode>()
        for finding in findings { groups.add(Self.object(finding), to: finding.code) }
        return groups.all.map { AnswerLine(label, "\($0.key.rawValue) on \($0.words)", tone) }
    }

    private static func object(_ finding: Finding) -> String { GraphID(identity: finding.object)?.description ?? finding.object }

    private static func tone(_ severity: FindingSeverity) -> AnswerLine.Tone { severity == .error ? .bad : severity == .warning ? .warning : .dim }
}

extension FindingCode {
    /// Whether a change of objects can bring it: what statuses say is written afterwards, and some are about the world as a whole.
    fileprivate var isForeseen: Bool {
        switch self {
        case .statusDisagrees, .statusMissing, .statusStale, .statusOrphan, .suppressionUnused, .settingAssumed, .unreadableKind, .duplicateObject: false
        default: true
        }
    }
}
