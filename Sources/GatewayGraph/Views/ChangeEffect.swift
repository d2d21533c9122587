import Foundation
import KubeModel

/// What some changes would do, worked out before they are made: what becomes open, what fails, who wins instead, what is found.
public struct ChangeEffect: Sendable, Equatable {
    /// The worst first; among those that are as bad: what opens, what fails, what is served elsewhere, who wins, what is found. At the end what is not
    /// known. Never empty.
    public private(set) var lines: [AnswerLine]
    /// Whether all that they may show on was known and looked at.
    public let isComplete: Bool

    /// So many lines at most, beside what is said of how far it was looked.
    static let mostLines = 40

    /// Of changes in a world that is known as a whole. Cost: follows that world, twice.
    ///
    /// - Parameters:
    ///   - changes: What happens together.
    ///   - objects: All that there are, as they are stored.
    ///   - unread: The kinds of which not all objects are known.
    ///   - now: The present, which certificates and the age of what is new are measured by.
    public init(
        of changes: [ForeseenChange], in objects: [JSONValue], settings: PolicySettings = PolicySettings(), unread: Set<String> = [], now: Date
    ) {
        var old: [String: JSONValue] = [:]
        for object in objects { if let head = ObjectHead(object) { old[head.identity] = object } }
        var world = PolicyWorld(objects, settings, unread: unread)
        for type in PolicyWorld.keptElsewhere where objects.contains(where: { $0["kind"]?.string == type.kind }) { world.noteOthers(of: type.kind) }
        let stored = changes.map { (id: $0.id, value: $0.stored(over: old[$0.id.identity], now: now)) }
        self.init(of: stored, in: world, Sight(notes: Self.notes(unread)), now: now) { old[$0] }
    }

    /// How far was looked.
    struct Sight {
        /// Whose findings can be told; nil: everybody's.
        var asked: Set<String>?
        /// Whether everything beside what changes was looked at, too.
        var isWhole = true
        /// What is not known, in sentences.
        var notes: [String] = []
    }

    /// - Parameters:
    ///   - changes: As they would be stored.
    ///   - world: Before them.
    ///   - object: The one of an identity before them; nil where there is none.
    init(of changes: [(id: GraphID, value: JSONValue?)], in world: PolicyWorld, _ sight: Sight, now: Date, object: @escaping (String) -> JSONValue?) {
        var later = world, new: [String: JSONValue?] = [:], notes = sight.notes
        for (id, value) in changes where PolicyKeeper.reads(id) {
            new[id.identity] = .some(value)
            if let value { later.put(value) } else { later.remove(id) }
        }
        let strangers = Set(changes.map(\.id).filter { !PolicyKeeper.reads($0) }.map { $0.kind.pluralOfKind }).sorted()
        if !strangers.isEmpty { notes.append("What \(strangers.joined(separator: ", ")) do is not foreseen.") }
        let before = ServedPlan(world), after = ServedPlan(later)
        let fields = ForeseenFields(before: object, after: { new[$0] ?? object($0) }, changed: Set(new.keys))
        let gone = Set(new.filter { $0.value == nil }.keys)
        let findings = FindingEffects(before, after, gone: gone, asked: sight.asked, isWhole: sight.isWhole, now: now)
        let all = PlaceEffects(ForeseenPlaces(before), ForeseenPlaces(after), fields).lines + findings.lines
        isComplete = notes.isEmpty
        lines = Self.bounded(all) + notes.map { AnswerLine("not known", $0, .dim) }
        if all.isEmpty {
            let nothing = "No route, winner or finding changes\(isComplete ? "" : ", as far as is known")."
            lines.insert(AnswerLine("", nothing, .dim), at: 0)
        }
    }

    private static func bounded(_ all: [AnswerLine]) -> [AnswerLine] {
        let sorted = all.enumerated().sorted { (rank($0.element.tone), $0.offset) < (rank($1.element.tone), $1.offset) }.map(\.element)
        guard sorted.count > mostLines else { return sorted }
        return sorted.prefix(mostLines) + [AnswerLine("", "and \(sorted.count - mostLines) more", .dim)]
    }

    private static func rank(_ tone: AnswerLine.Tone) -> Int {
        switch tone {
        case .bad: 0
        case .warning: 1
        case .plain, .good, .strong, .title: 2
        case .dim: 3
        }
    }

    /// Of kinds that could not be read.
    static func notes(_ unread: Set<String>) -> [String] {
        unread.isEmpty ? [] : ["\(EffectGroups<String>.Group.few(unread.sorted().map(\.pluralOfKind), most: 6)) could not be read."]
    }
}
