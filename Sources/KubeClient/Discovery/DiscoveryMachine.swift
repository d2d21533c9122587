import KubeModel

/// What is learned of a server's kinds, over and over.
public enum DiscoveryEvent: Equatable, Sendable {
    case found(Discovery)
    /// It is asked again by itself, after so many seconds or sooner.
    case failed(ClusterError, retryInSeconds: Double)
}

/// Decides when a server is asked what it serves: pure, so that every rule of it can be tested with literals.
///
/// The definitions of kinds are watched by name and version; each change of one of ours leads to a new question. A server
/// that does not let us watch them is asked on a timer.
struct DiscoveryMachine: Sendable {
    enum Input: Equatable, Sendable {
        case start
        /// From the reflector of the definitions.
        case definitions(ReflectorEvent)
        case answered([Discovery.Kind])
        case failed(ClusterError)
        /// A person asks to try again now.
        case retryRequested
        /// ``deadline`` has passed, perhaps.
        case tick
    }

    enum Output: Equatable, Sendable {
        /// Ask once; answered by `answered` or `failed`.
        case ask
        case emit(DiscoveryEvent)
    }

    /// Seconds of quiet after a change of a definition, and the most that a flood of changes delays the question.
    static let quiet = 0.2, longestQuiet = 2.0
    /// Seconds between questions after a change: a server serves a definition some time after it took it.
    private static let followUps = [1.5, 5, 15]
    /// Seconds between questions where definitions cannot be watched, or one is not served yet.
    static let pollInterval = 20.0
    /// Seconds for which a kind that is no longer served counts as pending, where no definition tells.
    static let absenceGrace = 10.0

    private let groups: DiscoveryGroups
    /// Version and generation of each definition of ours by name; nil until a list of them was complete.
    private(set) var definitions: [String: Definition]?
    private var listed: Set<String>?
    private var collected: [String: Definition] = [:]
    /// Whether a change of a definition would reach us.
    private var isWatching = true
    private var hadBreak = false

    private var isAsking = false
    private var due: Double?
    private var firstChange: Double?
    private var later: [Double] = []
    private var backoff = Backoff()
    private var served: Set<String>?
    private var missingSince: [String: Double] = [:]
    private var emitted: DiscoveryEvent?

    struct Definition: Hashable, Sendable {
        var version: String
        var generation: Int?
    }

    /// - Parameter groups: Whose definitions matter.
    init(groups: DiscoveryGroups) { self.groups = groups }

    /// When the machine wants a ``Input/tick``.
    var deadline: Double? { isAsking ? nil : due }

    /// - Parameters:
    ///   - now: Seconds that never go backwards.
    ///   - random: 0 to 1: spreads waits.
    mutating func handle(_ input: Input, at now: Double, random: Double) -> [Output] {
        switch input {
        case .start, .retryRequested: return ask()
        case .definitions(let event): return take(event, now)
        case .answered(let kinds): return answered(kinds, now)
        case .failed(let error): return failed(error, now, random)
        case .tick:
            guard let deadline, now >= deadline else { return [] }
            return ask()
        }
    }

    private mutating func ask() -> [Output] {
        guard !isAsking else { return [] }
        isAsking = true
        due = nil
        firstChange = nil
        return [.ask]
    }

    private mutating func answered(_ kinds: [Discovery.Kind], _ now: Double) -> [Output] {
        isAsking = false
        backoff.reset()
        let names = Set(kinds.map(\.type.qualifiedName))
        let pending = pending(names, now)
        served = (served ?? []).union(names)
        // Whatever changed while the question was under way is asked for in its turn.
        if due == nil {
            if !later.isEmpty {
                due = now + later.removeFirst()
            } else if !pending.isEmpty {
                due = now + (definitions == nil ? Self.absenceGrace / 3 : Self.pollInterval)
            } else if !isWatching {
                due = now + Self.pollInterval
            }
        }
        return emit(.found(Discovery(kinds: kinds, pending: pending)))
    }

    /// The kinds that are not served at the moment, and not gone.
    private mutating func pending(_ names: Set<String>, _ now: Double) -> Set<String> {
        if let definitions {
            missingSince = [:]
            return Set(definitions.keys).subtracting(names)
        }
        let missing = (served ?? []).subtracting(names)
        missingSince = missingSince.filter { missing.contains($0.key) }
        for name in missing where missingSince[name] == nil { missingSince[name] = now }
        let pending = missing.filter { now - (missingSince[$0] ?? now) < Self.absenceGrace }
        served?.subtract(missing.subtracting(pending))
        return pending
    }

    private mutating func failed(_ error: ClusterError, _ now: Double, _ random: Double) -> [Output] {
        isAsking = false
        var delay = backoff.fail(at: now, random: random)
        switch error {
        case .forbidden, .notFound: delay = Self.pollInterval
        default: delay = min(max(delay, error.retryAfter ?? 0), 60)
        }
        due = min(due ?? .infinity, now + delay)
        emitted = nil
        return [.emit(.failed(error, retryInSeconds: delay))]
    }

    /// A timer that brings the same answer again is no news.
    private mutating func emit(_ event: DiscoveryEvent) -> [Output] {
        guard emitted != event else { return [] }
        emitted = event
        return [.emit(event)]
    }
}

/// The definitions of kinds, as their reflector tells of them.
extension DiscoveryMachine {
    private mutating func take(_ event: ReflectorEvent, _ now: Double) -> [Output] {
        switch event {
        case .listStarted:
            listed = []
            collected = definitions ?? [:]
        case .batch(let changes): take(changes, now)
        case .listCompleted:
            guard let listed else { break }
            self.listed = nil
            let found = collected.filter { listed.contains($0.key) }
            let isFirst = definitions == nil, hasChanged = definitions != found
            definitions = found
            // The first list is news only where it names kinds that the server is yet to serve.
            let isNews = isFirst ? served.map { !Set(found.keys).isSubset(of: $0) } ?? false : hasChanged
            if isNews { changed(now) }
        case .state(let state): take(state, now)
        }
        return []
    }

    private mutating func take(_ changes: [RowChange], _ now: Double) {
        var hasChanged = false
        for change in changes where isOurs(change.row.key.name) {
            let name = change.row.key.name
            let definition = Definition(
                version: change.row.resourceVersion, generation: change.row.generation)
            if listed != nil {
                collected[name] = change.kind == .deleted ? nil : definition
                if change.kind == .deleted { listed?.remove(name) } else { listed?.insert(name) }
            } else {
                hasChanged = hasChanged || definitions?[name] != definition || change.kind == .deleted
                definitions?[name] = change.kind == .deleted ? nil : definition
            }
        }
        if hasChanged { changed(now) }
    }

    private mutating func take(_ state: ConnectionState, _ now: Double) {
        switch state {
        case .connecting, .listing: break
        case .live, .polling:
            isWatching = true
            // Behind the connection there may be another server by now.
            if hadBreak { changed(now) }
            hadBreak = false
        case .retrying, .notInstalled, .forbidden, .credentialsExpired:
            if case .forbidden = state { definitions = nil }
            if case .notInstalled = state { definitions = nil }
            isWatching = false
            hadBreak = true
            if due == nil { due = now + Self.pollInterval }
        }
    }

    /// Asks after a moment of quiet: definitions come in numbers.
    private mutating func changed(_ now: Double) {
        let first = firstChange ?? now
        firstChange = first
        due = min(now + Self.quiet, first + Self.longestQuiet)
        later = Self.followUps
    }

    /// Whether a definition is of a group that is shown.
    private func isOurs(_ name: String) -> Bool {
        guard let dot = name.firstIndex(of: ".") else { return false }
        return groups.names.contains(String(name[name.index(after: dot)...]))
    }
}
