import GatewayGraph
import Foundation
import KubeModel
import Synchronization
import Testing

@testable import KubeClient

private func backend(_ name: String, _ version: Int, note: String = "") -> String {
    #"{"apiVersion":"gateway.kgateway.dev/v1alpha1","kind":"Backend","metadata":{"name":"\#(name)","namespace":"d","#
        + #""uid":"u-\#(name)","resourceVersion":"\#(version)","annotations":{"note":"\#(note)"}},"spec":{}}"#
}

private func frame(_ type: String, _ object: String) -> String { #"{"type":"\#(type)","object":\#(object)}"# + "\n" }

private func bookmark(_ version: Int, ends: Bool = false) -> String {
    let mark = ends ? #","annotations":{"k8s.io/initial-events-end":"true"}"# : ""
    return frame("BOOKMARK", #"{"kind":"Backend","metadata":{"resourceVersion":"\#(version)"\#(mark)}}"#)
}

/// The events of a reflector up to the first that `isLast`.
private func events(
    from client: KubeClient, until isLast: (ReflectorEvent) -> Bool
) async -> [ReflectorEvent] {
    var found: [ReflectorEvent] = []
    for await event in client.reflect(.backend, namespace: nil, projection: .plain) {
        found.append(event)
        if isLast(event) { break }
    }
    return found
}

private func changes(_ events: [ReflectorEvent]) -> [RowChange] {
    events.flatMap { event in if case .batch(let changes) = event { changes } else { [RowChange]() } }
}

private func client(_ server: RawServer) -> KubeClient {
    KubeClient.patient(ClusterEndpoint(server: server.url, token: "t", context: "test", namespace: nil))
}

private func holds(_ name: String, _ event: ReflectorEvent) -> Bool {
    if case .batch(let changes) = event { changes.contains { $0.row.key.name == name } } else { false }
}

@Suite(.timeLimit(.minutes(10))) struct ReflectorTests {
    @Test func aStreamThatArrivesByteByByteBringsEveryVersionInOrder() async throws {
        let server = try RawServer { _ in
            [
                .send(endlessHead), .drip(frame("ADDED", backend("a", 1, note: "héllo 🌍 日本"))),
                .drip(bookmark(5, ends: true)), .drip(frame("MODIFIED", backend("a", 6))),
                .drip(frame("MODIFIED", backend("a", 7)) + frame("DELETED", backend("a", 8))),
                .send(frame("ADDED", backend("last", 9))), .hold,
            ]
        }
        defer { server.stop() }

        let found = await events(from: client(server)) { holds("last", $0) }

        #expect(changes(found).map(\.kind) == [.added, .modified, .modified, .deleted, .added])
        #expect(changes(found).map(\.row.resourceVersion) == ["1", "6", "7", "8", "9"])
        #expect(changes(found).first?.row.raw["metadata"]?["annotations"]?["note"]?.string == "héllo 🌍 日本")
        #expect(found.contains(.listCompleted(generation: 1)))
    }

    @Test func aListThatArrivesByteByByteIsTheSameAsOneThatArrivesWhole() async throws {
        let list =
            #"{"kind":"BackendList","items":["# + backend("a", 1, note: #"]}\",{["#) + "," + backend("ü", 2)
            + #"],"metadata":{"resourceVersion":"5"}}"#
        let server = try RawServer { request in
            if request.path.contains("sendInitialEvents") {
                return [.send(answer("400 No", statusBody(400, "BadRequest")))]
            }
            if request.path.contains("watch=1") { return [.send(endlessHead), .hold] }
            return [.send(endlessHead), .drip(list)]
        }
        defer { server.stop() }

        let found = await events(from: client(server)) { $0 == .listCompleted(generation: 1) }

        #expect(changes(found).map(\.row.key.name) == ["a", "ü"])
        #expect(changes(found).allSatisfy { $0.kind == .listed })
    }

    @Test func rowsAreThereBeforeTheListIsComplete() async throws {
        let gate = RawGate()
        let server = try RawServer { _ in
            [
                .send(endlessHead), .send(frame("ADDED", backend("first", 1))), .wait(gate),
                .send(bookmark(2, ends: true)), .hold,
            ]
        }
        defer { server.stop() }

        let found = await events(from: client(server)) { event in
            if holds("first", event) { gate.open() }
            return event == .listCompleted(generation: 1)
        }

        #expect(changes(found).count == 1)
    }

    @Test func anExpiredVersionInTheMiddleOfAWatchStartsANewList() async throws {
        let server = try RawServer { request in
            let isFirst = !request.path.contains("resourceVersion=5")
            let expired = frame("ERROR", statusBody(410, "Expired"))
            return isFirst
                ? [.send(endlessHead + bookmark(5, ends: true) + expired), .hold]
                : [.send(endlessHead + frame("ADDED", backend("b", 8)) + bookmark(9, ends: true)), .hold]
        }
        defer { server.stop() }

        let found = await events(from: client(server)) { $0 == .listCompleted(generation: 2) }

        #expect(changes(found).map(\.row.key.name) == ["b"])
        #expect(server.requests.count == 2)
        await eventually { server.departures > 0 }
    }

    @Test func anUnfinishedLineOfABrokenWatchIsThrownAwayAndReadAgain() async throws {
        let server = try RawServer { request in
            if request.path.contains("sendInitialEvents") {
                return [.send(endlessHead + bookmark(5, ends: true) + #"{"type":"ADDED","object":{"metadata":{"na"#)]
            }
            return [.send(endlessHead + frame("ADDED", backend("whole", 6))), .hold]
        }
        defer { server.stop() }

        let found = await events(from: client(server)) { holds("whole", $0) }

        #expect(changes(found).map(\.row.key.name) == ["whole"])
        #expect(server.requests.last?.path.contains("resourceVersion=5") == true)
        #expect(!found.contains { if case .state(.retrying) = $0 { true } else { false } })
    }

    @Test func aServerThatWasAwayIsListedAgainAsSoonAsItAnswers() async throws {
        let first = try RawServer { _ in
            [.send(endlessHead + frame("ADDED", backend("old", 4)) + bookmark(5, ends: true)), .hold]
        }
        let port = first.port
        let second = Mutex<RawServer?>(nil)
        defer { second.withLock { $0?.stop() } }

        let found = await events(from: client(first)) { event in
            if event == .listCompleted(generation: 1) { first.stop() }
            if case .state(.retrying) = event {
                let server = try? RawServer(port: port) { request in
                    request.path == "/version"
                        ? [.send(answer("200 OK", "{}"))]
                        : [.send(endlessHead + frame("ADDED", backend("new", 8)) + bookmark(9, ends: true)), .hold]
                }
                second.withLock { if $0 == nil { $0 = server } }
            }
            return event == .listCompleted(generation: 2)
        }

        #expect(changes(found).map(\.row.key.name) == ["old", "new"])
        #expect(second.withLock { $0?.requests.last?.path.contains("resourceVersion=5") } == true)
    }

    @Test func anEndlessWatchOfAWebPageIsNotTakenForKubernetes() async throws {
        let server = try RawServer { _ in [.send(answer("200 OK", "<html>\nhello\n</html>\n"))] }
        defer { server.stop() }

        let found = await events(from: client(server)) { if case .state(.retrying) = $0 { true } else { false } }

        let error: ClusterError? = if case .state(.retrying(let error, _))? = found.last { error } else { nil }
        #expect(error == .notJSON)
    }

    @Test func endingTheIterationEndsTheRequest() async throws {
        let server = try RawServer { _ in [.send(endlessHead + bookmark(5, ends: true)), .hold] }
        defer { server.stop() }
        let client = client(server)

        _ = await events(from: client) { $0 == .state(.live) }

        await eventually { server.departures == 1 }
        await eventually { client.log.snapshot().allSatisfy { !$0.isOpen } }
    }

    @Test func anObjectWithoutANameDoesNotTakeTheOthersWithIt() async throws {
        let server = try RawServer { _ in
            [.send(endlessHead + frame("ADDED", #"{"metadata":{}}"#) + frame("ADDED", backend("good", 4))), .hold]
        }
        defer { server.stop() }

        let found = await events(from: client(server)) { holds("good", $0) }

        #expect(changes(found).map(\.row.key.name) == ["good"])
    }
}
