import KubeModel
import Synchronization
import Testing

@testable import KubeClient

/// What happened, in order; and the callbacks that the test holds back.
private final class Record: Sendable {
    private let state = Mutex((words: [String](), held: [String: @Sendable () -> Void]()))

    var words: [String] { state.withLock(\.words) }
    func note(_ word: String) { state.withLock { $0.words.append(word) } }
    func hold(_ name: String, _ callback: @escaping @Sendable () -> Void) {
        state.withLock { $0.held[name] = callback }
    }
    func release(_ name: String) { state.withLock { $0.held.removeValue(forKey: name) }?() }

    /// Waits for a word, which comes from another queue.
    func has(_ word: String) async -> Bool {
        let deadline = ContinuousClock.now + .seconds(120)
        while !words.contains(word) {
            guard ContinuousClock.now < deadline else { return false }
            await Task.yield()
        }
        return true
    }
}

@Suite struct WarmConnectionsTests {
    private func opening(
        _ name: String, _ record: Record, isShared: Bool = false, error: ClusterError? = nil
    ) -> WarmConnections.Opening {
        WarmConnections.Opening { done in
            record.note("warm \(name)")
            record.hold("warm \(name)") { done(error) }
        } isShared: {
            isShared
        } watch: { error, started in
            record.note(error == nil ? "watch \(name)" : "refused \(name)")
            record.hold("watch \(name)", started)
        }
    }

    @Test func aWatchFollowsItsShortRequestAndTheNextOneWaitsForItsAnswer() async {
        let connections = WarmConnections(patience: 1000), record = Record()
        connections.open(opening("a", record))
        connections.open(opening("b", record))

        record.release("warm a")
        #expect(await record.has("watch a"))
        #expect(record.words == ["warm a", "watch a"])

        record.release("watch a")
        #expect(await record.has("warm b"))
    }

    @Test func nothingElseTakesTheConnectionThatWasMadeForAWatch() async {
        let connections = WarmConnections(patience: 1000), record = Record()
        connections.open(opening("a", record))
        connections.start { record.note("request") }

        record.release("warm a")
        #expect(await record.has("watch a"))
        #expect(!record.words.contains("request"))

        record.release("watch a")
        #expect(await record.has("request"))
    }

    @Test func withoutAWatchARequestStartsAtOnce() {
        let record = Record()
        WarmConnections().start { record.note("request") }

        #expect(record.words == ["request"])
    }

    @Test func whereAllShareOneConnectionTheFirstOpensTheWayForAll() async {
        let connections = WarmConnections(patience: 1000), record = Record()
        for name in ["a", "b", "c"] { connections.open(opening(name, record, isShared: true)) }

        record.release("warm a")

        #expect(await record.has("watch c"))
        #expect(record.words == ["warm a", "watch a", "watch b", "watch c"])
    }

    @Test func whoFindsNobodyHasFoundNobodyForAll() async {
        let connections = WarmConnections(patience: 1000), record = Record()
        for name in ["a", "b", "c"] { connections.open(opening(name, record, error: .timedOut)) }

        record.release("warm a")

        #expect(await record.has("refused c"))
        #expect(!record.words.contains("warm b"))
    }
}
