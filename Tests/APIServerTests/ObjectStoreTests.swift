import KubeModel
import Testing

@testable import APIServer

@Suite struct ObjectStoreTests {
    private let kind = ServerFixture.kind
    private let key = ObjectKey(namespace: "default", name: "a")

    private func store() -> ObjectStore { ObjectStore(types: [kind.type], historyLimit: 64, startingAt: 1_000) }

    @Test func versionsStartFromTheClock() {
        let first = ObjectStore(types: [])
        let second = ObjectStore(types: [])

        #expect(first.version > 1_700_000_000_000_000)
        #expect(second.version >= first.version)
    }

    @Test func aSeedIsStoredAsItIs() {
        let store = store()
        var seed = ServerFixture.object("a")
        seed["metadata"]?["creationTimestamp"] = "2001-01-01T00:00:00Z"
        seed["status"] = ["seen": true]

        store.apply(seed: seed, kind: kind)

        let object = store.object(kind.type, key)
        #expect(object?["status"] == ["seen": true])
        #expect(object?["metadata"]?["creationTimestamp"] == "2001-01-01T00:00:00Z")
        #expect(object?["metadata"]?["namespace"] == "default")
    }

    @Test func theSameSeedAgainChangesNothing() {
        let store = store()
        store.apply(seed: ServerFixture.object("a"), kind: kind)
        let version = store.version

        store.apply(seed: ServerFixture.object("a"), kind: kind)

        #expect(store.version == version)
    }

    @Test func aStatusIsWrittenForTheVersionThatWasSeen() throws {
        let store = store()
        let object = try store.create(ServerFixture.object("a"), kind: kind)
        let version = try #require(object["metadata"]?["resourceVersion"]?.string)

        let updated = try store.updateStatus(of: kind.type, key: key, expecting: version, ["seen": true])

        #expect(updated["status"] == ["seen": true])
        #expect(updated["metadata"]?["generation"] == 1)
        #expect(throws: APIStatus.conflict(kind.type, "a")) {
            try store.updateStatus(of: kind.type, key: key, expecting: version, ["seen": false])
        }
    }

    @Test func anEqualStatusMakesNoVersion() throws {
        let store = store()
        try store.create(ServerFixture.object("a"), kind: kind)
        try store.updateStatus(of: kind.type, key: key, ["seen": true])
        let version = store.version

        try store.updateStatus(of: kind.type, key: key, ["seen": true])

        #expect(store.version == version)
    }

    @Test func changesAreHeardInOrder() async throws {
        let store = store()
        var changes = store.changes(of: kind.type).makeAsyncIterator()

        try store.create(ServerFixture.object("a"), kind: kind)
        try store.updateStatus(of: kind.type, key: key, ["seen": true])
        try store.delete(key, kind: kind)

        #expect(await changes.next()?.action == .added)
        #expect(await changes.next()?.object["status"] == ["seen": true])
        #expect(await changes.next()?.action == .deleted)
    }

    @Test func closingEndsTheChanges() async {
        let store = store()
        var changes = store.changes().makeAsyncIterator()

        store.close()

        #expect(await changes.next() == nil)
    }

    @Test func aReaderThatFallsTooFarBehindIsCutOff() async throws {
        let store = ObjectStore(types: [kind.type], watchCapacity: 2, startingAt: 1_000)
        let subscription = try store.subscribe(to: kind.type, from: .now)

        for name in ["a", "b", "c", "d"] { try store.create(ServerFixture.object(name), kind: kind) }

        #expect(await subscription.queue.next()?.count == 2)
        #expect(await subscription.queue.next() == nil)
    }

    @Test func aCancelledReaderStopsWaiting() async throws {
        let store = store()
        let subscription = try store.subscribe(to: kind.type, from: .now)
        let reader = Task { await subscription.queue.next() == nil }

        reader.cancel()

        #expect(await reader.value)
    }

    @Test func thePastIsTheChangesUndone() throws {
        let store = store()
        for name in ["b", "d", "f"] { try store.create(ServerFixture.object(name), kind: kind) }
        let version = store.version
        let before = store.objects(of: kind.type)

        try store.create(ServerFixture.object("a"), kind: kind)
        try store.delete(ObjectKey(namespace: "default", name: "d"), kind: kind)
        try store.updateStatus(of: kind.type, key: ObjectKey(namespace: "default", name: "f"), ["seen": true])
        try store.create(ServerFixture.object("d"), kind: kind)

        #expect(store.snapshot(of: kind.type, at: version)?.map(\.object) == before)
    }

    @Test func writersAtOnceLoseNothing() async throws {
        let store = store()

        await withTaskGroup(of: Void.self) { group in
            for worker in 0..<8 {
                group.addTask { [kind] in
                    for index in 0..<25 {
                        _ = try? store.create(ServerFixture.object("w\(worker)-\(index)"), kind: kind)
                    }
                }
            }
        }

        #expect(store.count(of: kind.type) == 200)
        #expect(
            store.objects(of: kind.type).compactMap { $0["metadata"]?["name"]?.string }
                == store.objects(of: kind.type).compactMap { $0["metadata"]?["name"]?.string }.sorted())
    }
}
