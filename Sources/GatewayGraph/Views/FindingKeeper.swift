import Foundation
import KubeModel

/// Everything that is wrong, kept as objects change.
///
/// What an object names and is named by is looked at again at once. Whatever depends on more follows with a look at everything (``WideLook``), as often
/// as its cost allows. Only what is found stays in memory: objects are read for each look. Times are in seconds of a clock that never goes back.
public struct FindingKeeper: Sendable {
    /// More objects than this are not looked through before somebody asks: while that lasts they are all in memory.
    public static let unaskedLimit = 15_000
    /// So long something has to be missing before it counts.
    public static let settling = 2.0
    /// A look at everything that takes no longer is taken at once, whatever has changed.
    private static let quick = 0.03
    /// Objects beyond which a look at everything is cheaper than one around a few.
    private static let most = 400
    /// So long the first look waits for kinds that are named and not listed yet.
    private static let patience = 3.0
    /// So long a controller has to answer, and a little.
    private static let answering = 125.0

    public enum Progress: Hashable, Sendable {
        /// Nobody has asked, and there is too much to look through unasked.
        case waiting(objects: Int)
        /// Lists are not complete, or everything is being looked at for the first time.
        case reading
        case ready
    }

    /// What is to be done next.
    public enum Step: Sendable {
        case nothing
        /// Ask again in so many seconds.
        case wait(Double)
        /// Look at this, elsewhere, and give the outcome to ``take(_:of:took:now:)``.
        case look(WideLook)
    }

    /// By object.
    private var found: [String: [Finding]] = [:]
    /// When something began to be missing.
    private var since: [Finding: Double] = [:]
    /// What has changed since it was looked at: in what it is, or in its status alone.
    private var changed: Set<GraphID> = [], restated: Set<GraphID> = []
    /// What had to do with it before.
    private var left: Set<GraphID> = []
    /// Those whose selectors choose nothing.
    private var selecting: Set<GraphID> = []
    /// What everything was like when it was last looked at.
    private var whole: WholeWorld?
    /// Those that changed while everything is being looked at; nil: it is not.
    private var meanwhile: Set<String>?
    /// When the newest specs came in, as long as a controller has time to answer them.
    private var seen: [String: Date] = [:]
    private var awaitsStatus = false
    /// When their time is over.
    private var lastCall: Double?
    private var isWideDue = true
    private var began: Double?
    /// When it was looked last, and how long that took: at everything, around a few, at statuses.
    private var wide = Pace(), narrow = Pace(), told = Pace()
    private var sorted: [FoundFinding]?
    private var lastSettled: Double?
    /// Whether something may be due before the last step said. What only adds to it is not: a storm is no reason to ask for each event.
    public private(set) var hasNews = false
    public private(set) var progress = Progress.reading
    /// Another one means that something else is found.
    public private(set) var stamp: UInt32 = 0

    private struct Pace {
        var last = -1e9, cost = 0.0

        /// When the next one may begin, so that no more than a share of the time goes into it, however long it takes.
        func next(share: Double, atLeast: Double) -> Double { last + max(atLeast, cost / share) }
    }

    private let unaskedLimit: Int

    /// - Parameter unaskedLimit: More objects than this are looked through only where somebody asks.
    public init(unaskedLimit: Int = Self.unaskedLimit) { self.unaskedLimit = unaskedLimit }

    /// Whether changes are to be noted: before the first look everything is new.
    public var isNoting: Bool { meanwhile != nil || progress == .ready }

    /// Takes in that an object will be another, or gone: what it has to do with still is looked at again afterwards.
    ///
    /// - Parameter row: What it will be; nil: gone. What names the same and is named alike has to do with the same.
    public mutating func noteBefore(_ id: GraphID, _ row: ResourceRow?, _ index: ReferenceIndex) {
        let old = index[id]
        if let row, let old, old.references == row.references, old.hasSameLabels(as: row) { return }
        if (row == nil) != (old == nil) { left.formUnion(index.usersOfNames(near: id).filter { FindingNeighbours.kinds.contains($0.kind) }) }
        // What labels were probably meant is told from those that there are.
        if PolicyNeighbourhood.routeKinds.contains(id.kind) { left.formUnion(selecting.prefix(Self.most)) }
        guard let near = FindingNeighbours(of: id, in: index, most: Self.most) else { return }
        left.formUnion(near.asked)
    }

    /// Takes in that an object is another, or gone.
    ///
    /// - Parameters:
    ///   - isRestated: Whether only its status is.
    ///   - moment: When that came in: a controller has two minutes from then to say something of it.
    public mutating func note(_ id: GraphID, isRestated: Bool, at moment: Date) {
        guard PolicyKeeper.reads(id) else { return }
        guard !isRestated else {
            if restated.isEmpty { hasNews = true }
            restated.insert(id)
            return
        }
        if changed.isEmpty { hasNews = true }
        changed.insert(id)
        seen[id.identity] = moment
        awaitsStatus = true
    }

    /// What findings are made by at a moment.
    public func options(at moment: Date) -> FindingOptions { FindingOptions(now: moment, seen: seen) }

    /// Something is another that everything depends on: what is served, what may be listed, how the controller is set.
    public mutating func noteSurroundings() {
        if !isWideDue { hasNews = true }
        isWideDue = true
    }

    /// Everything has to be read anew.
    public mutating func restart() {
        (isWideDue, meanwhile, hasNews) = (true, nil, true)
        progress = .reading
        stamp &+= 1
    }

    // MARK: Steps

    /// Does what is due and quick.
    ///
    /// - Parameter isAsked: Whether somebody looks at findings.
    public mutating func step(
        _ policies: inout PolicyKeeper, _ index: ReferenceIndex, isAsked: Bool, now: Double, at moment: Date, clock: () -> Double
    ) -> Step {
        hasNews = false
        guard progress == .ready else { return begin(&policies, index, isAsked, now) }
        waitForStatuses(now, moment)
        let isLooking = meanwhile != nil
        if isWideDue || !changed.isEmpty, wide.cost <= Self.quick {
            guard !isLooking else { return .nothing }
            // Statuses come by the hundred; what is wished for by one hand.
            let due = wide.next(share: changed.isEmpty ? 0.03 : 0.1, atLeast: 0.015)
            return now >= due ? lookAtAll(&policies, index) : .wait(due - now)
        }
        var waits: [Double] = []
        if !changed.isEmpty {
            let due = narrow.next(share: 0.25, atLeast: 0.03)
            if now >= due {
                look(around: changed, &policies, index, now: now, moment)
                (changed, isWideDue) = ([], true)
                narrow = Pace(last: clock(), cost: clock() - now)
            } else {
                waits.append(due)
            }
        }
        if !restated.isEmpty {
            let due = told.next(share: 0.02, atLeast: 0.25)
            if now >= due {
                let some = Set(restated.prefix(32))
                look(around: some, &policies, index, now: now, moment)
                restated.subtract(some)
                told = Pace(last: clock(), cost: clock() - now)
                // By then a look at everything is the shorter way.
                if Double(restated.count) / 32 * told.cost > 2 * wide.cost { isWideDue = true }
            }
            if !restated.isEmpty { waits.append(told.next(share: 0.02, atLeast: 0.25)) }
        }
        if isWideDue, !isLooking {
            // For nobody that many objects are read less often still.
            let due = wide.next(share: isAsked || Self.count(index) <= unaskedLimit ? 0.05 : 0.01, atLeast: Self.settling)
            if now >= due { return lookAtAll(&policies, index) }
            waits.append(due)
        }
        if let settled = settle(now) { waits.append(settled) }
        if let lastCall { waits.append(lastCall) }
        return waits.min().map { .wait(max(0.001, $0 - now)) } ?? .nothing
    }

    /// Looks at everything again once the time is over that a controller has to write a status.
    private mutating func waitForStatuses(_ now: Double, _ moment: Date) {
        if awaitsStatus { (awaitsStatus, lastCall) = (false, now + Self.answering) }
        guard let lastCall, now >= lastCall else { return }
        self.lastCall = nil
        isWideDue = true
        seen = seen.filter { moment.timeIntervalSince($0.value) < Self.answering }
    }

    /// - Returns: When the next one will have settled; nil: all have.
    private mutating func settle(_ now: Double) -> Double? {
        let ends = since.values.lazy.map { $0 + Self.settling }
        if let last = lastSettled, ends.contains(where: { $0 > last && $0 <= now }) {
            sorted = sorted.map { all in all.map { $0.isSettling ? found($0.finding, now) : $0 } }
            stamp &+= 1
        }
        lastSettled = now
        return ends.filter { $0 > now }.min()
    }

    /// Begins once lists have been complete for a moment: what follows them is waited for, and rows come before findings.
    private mutating func begin(_ policies: inout PolicyKeeper, _ index: ReferenceIndex, _ isAsked: Bool, _ now: Double) -> Step {
        guard meanwhile == nil else { return .nothing }
        for type in PolicyKeeper.checkedTypes where index.coverage(of: type) == .listing {
            began = nil
            return .nothing
        }
        let start = began ?? now
        began = start
        let isWaitedFor = PolicyKeeper.checkedTypes.contains { index.coverage(of: $0) == .notListed && index.knows(of: $0) }
        // Lists may be begun anew again and again.
        let due = max(start + (isWaitedFor ? Self.patience : Self.settling), wide.next(share: 0.25, atLeast: 0))
        guard now >= due else { return .wait(min(0.25, due - now)) }
        let count = Self.count(index)
        guard count <= unaskedLimit || isAsked else {
            progress = .waiting(objects: count)
            return .nothing
        }
        progress = .reading
        return lookAtAll(&policies, index)
    }

    private static func count(_ index: ReferenceIndex) -> Int {
        PolicyKeeper.checkedTypes.reduce(0) { $0 + index.count(ofGroup: $1.group, kind: $1.kind) }
    }

    // MARK: Looking

    /// A look at everything. Cost: follows the cluster; it is taken beside everything else, and what it has read goes with it.
    public struct WideLook: Sendable {
        fileprivate let settings: PolicySettings
        fileprivate let unread: Set<String>
        fileprivate let rows: [ResourceRow]

        /// - Returns: nil where the task was cancelled: nobody waits for it any more.
        public func outcome(_ options: FindingOptions) -> Outcome? {
            var world = PolicyWorld(settings, unread: unread)
            for row in rows {
                guard !Task.isCancelled else { return nil }
                world.put(row.value)
            }
            let plan = PolicyPlan(world), cases = ServedCases(plan)
            return Outcome(findings: world.counting(plan.findings(options, of: nil, in: cases)), whole: plan.whole(cases))
        }
    }

    /// What a look at everything has found.
    public struct Outcome: Sendable {
        public let findings: [Finding]
        fileprivate let whole: WholeWorld
    }

    private mutating func lookAtAll(_ policies: inout PolicyKeeper, _ index: ReferenceIndex) -> Step {
        (changed, left, restated, isWideDue, meanwhile) = ([], [], [], false, [])
        return .look(WideLook(settings: policies.settings, unread: policies.unread(index), rows: policies.rows(index)))
    }

    /// Takes in what a look at everything has found.
    public mutating func take(_ outcome: Outcome, took seconds: Double, now: Double) {
        // One that began before a restart says nothing any more.
        guard let meanwhile else { return }
        self.meanwhile = nil
        wide = Pace(last: now, cost: seconds)
        whole = outcome.whole
        // What is known already stays where it is.
        var by: [String: [Finding]] = [:]
        for (object, new) in Dictionary(grouping: outcome.findings, by: \.object) {
            if let old = found[object], old == new { by[old[0].object] = old } else { Self.keep(new, of: object, in: &by) }
        }
        for object in meanwhile { by[object] = found[object] }
        progress = .ready
        let began = since
        since = [:]
        for finding in by.values.joined() where finding.code.isStructural { since[finding] = began[finding] ?? now }
        guard by != found else { return }
        found = by
        selecting = Set(by.values.lazy.filter(Self.selectsNothing).compactMap { $0.first.flatMap { GraphID(identity: $0.object) } })
        sorted = nil
        stamp &+= 1
    }

    private static func keep(_ findings: [Finding], of object: String, in found: inout [String: [Finding]]) {
        let own = findings.map(\.moved)
        found[own.first?.object ?? object] = own.isEmpty ? nil : own
    }

    private static func selectsNothing(_ findings: [Finding]) -> Bool { findings.contains { $0.code == .selectorMatchesNothing || $0.code == .selectorEmpty } }

    /// Looks at a few, and at those whose findings depend on them.
    private mutating func look(around ids: Set<GraphID>, _ policies: inout PolicyKeeper, _ index: ReferenceIndex, now: Double, _ moment: Date) {
        var asked = left
        left = []
        for id in ids {
            guard let near = FindingNeighbours(of: id, in: index, most: Self.most) else {
                isWideDue = true
                continue
            }
            asked.formUnion(near.asked)
        }
        guard !asked.isEmpty else { return }
        guard asked.count <= 2 * Self.most, let world = FindingNeighbours.world(of: asked, in: index, most: Self.most) else {
            isWideDue = true
            return
        }
        var options = options(at: moment)
        options.whole = whole
        let plan = policies.plan(ofPart: world, index), all = plan.world.counting(plan.findings(options, of: Set(asked.map(\.identity))))
        let by = Dictionary(grouping: all.lazy.filter { !$0.code.isWide }, by: \.object)
        var isOther = false
        for id in asked {
            let object = id.identity, old = found[object] ?? []
            let new = index[id] == nil ? [] : (by[object] ?? []) + old.filter(\.code.isWide)
            meanwhile?.insert(object)
            guard Set(new) != Set(old) else { continue }
            isOther = true
            Self.keep(new, of: object, in: &found)
            if Self.selectsNothing(new) { selecting.insert(id) } else { selecting.remove(id) }
            for gone in old where !new.contains(gone) { since[gone] = nil }
            for finding in new where finding.code.isStructural && since[finding] == nil { since[finding] = now }
        }
        guard isOther else { return }
        resort(asked, now)
        stamp &+= 1
    }

    // MARK: What is found

    private func found(_ finding: Finding, _ now: Double) -> FoundFinding {
        FoundFinding(
            finding: finding, object: GraphID(identity: finding.object),
            isSettling: since[finding].map { $0 + Self.settling > now } ?? false)
    }

    /// Puts what is found of a few objects among the rest, which stays where it is.
    private mutating func resort(_ ids: Set<GraphID>, _ now: Double) {
        guard var all = sorted else { return }
        // There is one of it, so that nothing is copied.
        sorted = nil
        all.removeAll { $0.object.map(ids.contains) ?? false }
        for finding in ids.flatMap({ found[$0.identity] ?? [] }) {
            let new = found(finding, now)
            all.insert(new, at: all.partitionPoint { FoundFinding.comesFirst($0, new) })
        }
        sorted = all
    }

    /// Errors first, then by object. Cost: the number of findings, once everything was looked at.
    public mutating func all(now: Double) -> [FoundFinding] {
        if let sorted { return sorted }
        let all = found.values.joined().map { found($0, now) }.sorted(by: FoundFinding.comesFirst)
        sorted = all
        return all
    }
}
