import KubeModel
import Testing

@testable import APIServer

@Suite struct ResourceEndpointWatchTests {
    private let server = ServerFixture(historyLimit: 8)
    private let path = ServerFixture.collection

    private func watch(_ query: String = "", at target: String? = nil) throws -> WatchLines {
        WatchLines(try #require(server.call("GET", "\(target ?? path)?watch=1\(query)").stream))
    }

    @Test func everyChangeIsOneFrameInOrder() async throws {
        var lines = try watch()

        server.create("a")
        for code in [201, 202, 201] { server.merge("a", ["spec": ["code": .integer(code)]]) }
        _ = server.call("DELETE", "\(path)/a")

        #expect(try await lines.next(5) == ["ADDED a", "MODIFIED a", "MODIFIED a", "MODIFIED a", "DELETED a"])
    }

    @Test func aWatchGoesOnFromItsVersion() async throws {
        let version = server.create("a")["metadata"]?["resourceVersion"]?.string ?? ""
        server.create("b")

        var lines = try watch("&resourceVersion=\(version)")
        server.create("c")

        #expect(try await lines.next(2) == ["ADDED b", "ADDED c"])
    }

    @Test func aStreamingListEndsInABookmark() async throws {
        server.create("a")
        let query = "&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true"

        var lines = try watch(query)
        _ = try await lines.next(1)
        let bookmark = try await lines.next()

        #expect(bookmark?["type"] == "BOOKMARK")
        #expect(bookmark?["object"]?["metadata"]?["annotations"]?["k8s.io/initial-events-end"] == "true")
        #expect(bookmark?["object"]?["metadata"]?["resourceVersion"]?.string == String(server.store.version))
    }

    @Test func aVersionFromTheFutureIsWaitedForInSilence() async throws {
        var lines = try watch("&resourceVersion=\(server.store.version + 1)&allowWatchBookmarks=true")

        server.create("past")
        server.store.sendBookmarks()
        server.create("present")

        #expect(try await lines.next()?["type"] == "BOOKMARK")
        #expect(try await lines.next(1) == ["ADDED present"])
    }

    @Test func aVersionThatIsNotKnownHereHasExpired() async throws {
        var lines = try watch("&resourceVersion=1")

        let frame = try await lines.next()

        #expect(frame?["type"] == "ERROR")
        #expect(frame?["object"]?["code"] == 410)
        #expect(try await lines.next() == nil)
    }

    @Test func aForgottenVersionHasExpired() async throws {
        let version = server.create("a")["metadata"]?["resourceVersion"]?.string ?? ""
        for code in 201...220 { server.merge("a", ["spec": ["code": .integer(code)]]) }

        var lines = try watch("&resourceVersion=\(version)")

        #expect(try await lines.next()?["object"]?["reason"] == "Expired")
    }

    @Test func aStreamingListFromTheFutureIsTooLarge() async throws {
        var lines = try watch(
            "&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&resourceVersion=99999999"
        )

        let frame = try await lines.next()

        #expect(frame?["object"]?["code"] == 504)
        #expect(frame?["object"]?["details"]?["causes"]?[0]?["reason"] == "ResourceVersionTooLarge")
    }

    @Test func leavingTheSelectionIsADeletion() async throws {
        server.create("a", labels: ["app": "x"])
        var lines = try watch("&labelSelector=app%3Dx")

        server.create("b", labels: ["app": "y"])
        server.merge("a", ["metadata": ["labels": ["app": "y"]]])
        server.merge("b", ["metadata": ["labels": ["app": "x"]]])

        #expect(try await lines.next(3) == ["ADDED a", "DELETED a", "ADDED b"])
    }

    @Test func whatLeftTheSelectionIsShownAsItWasUnderTheNewVersion() async throws {
        server.create("a", labels: ["app": "x"])
        var lines = try watch("&labelSelector=app%3Dx")
        _ = try await lines.next()

        let changed = server.merge("a", ["metadata": ["labels": ["app": "y"]]])
        let frame = try await lines.next()

        #expect(frame?["object"]?["metadata"]?["labels"] == ["app": "x"])
        #expect(frame?["object"]?["metadata"]?["resourceVersion"]?.string == changed.version)
    }

    @Test func otherNamespacesAreNotHeard() async throws {
        var lines = try watch()

        server.create("other", namespace: "team-a")
        server.create("own")

        #expect(try await lines.next(1) == ["ADDED own"])
    }

    @Test func aBookmarkIsForThoseWhoAllowIt() async throws {
        var allowing = try watch("&allowWatchBookmarks=true")
        var plain = try watch()

        server.store.sendBookmarks()
        server.create("a")

        #expect(try await allowing.next(2) == ["BOOKMARK -", "ADDED a"])
        #expect(try await plain.next(1) == ["ADDED a"])
    }

    @Test func aDeletedObjectCarriesTheVersionOfItsDeletion() async throws {
        server.create("a")
        var lines = try watch()
        _ = try await lines.next()

        _ = server.call("DELETE", "\(path)/a")

        #expect(
            try await lines.next()?["object"]?["metadata"]?["resourceVersion"]?.string == String(server.store.version))
    }

    @Test func tablesOfAWatchNameTheirColumnsOnce() async throws {
        server.create("a")
        let reply = server.call(
            "GET", "\(path)?watch=1", accept: "application/json;as=Table;v=v1;g=meta.k8s.io,application/json")
        var lines = WatchLines(try #require(reply.stream))

        server.create("b", code: 404)
        let first = try await lines.next()
        let second = try await lines.next()

        #expect(first?["object"]?["columnDefinitions"]?.array?.count == 4)
        #expect(second?["object"]?["columnDefinitions"] == .null)
        #expect(second?["object"]?["rows"]?[0]?["cells"]?[1] == 404)
    }

    @Test func aWatchThatNobodyReadsIsForgotten() throws {
        #expect(server.store.watchCount == 0)
        do {
            let lines = try watch()
            #expect(server.store.watchCount == 1)
            _ = lines
        }
        #expect(server.store.watchCount == 0)
    }

    @Test func closingTheStoreEndsEveryWatch() async throws {
        var lines = try watch()

        server.store.close()

        #expect(try await lines.next() == nil)
        #expect(server.store.watchCount == 0)
    }
}
