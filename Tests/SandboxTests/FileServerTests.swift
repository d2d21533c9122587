import APIServer
import Foundation
import GatewayGraph
import KubeModel
import TestSupport
import Testing

@testable import Sandbox

/// Files as a cluster, from within: what is in the store once a file was written.
@Suite struct FileServerTests {
    /// Serves a folder, follows it, and ends it afterwards.
    private func follow(
        _ files: [String: String], _ work: (TemporaryFolder, KubeServer, AsyncStream<FileReport>) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        for (name, text) in files { try folder.write(name, text) }
        var follower = FileFollower([folder.path])
        await follower.begin()
        let server = follower.server(token: "x"), (reports, continuation) = AsyncStream<FileReport>.makeStream()
        continuation.yield(follower.report)
        let task = Task { [follower] in
            var follower = follower
            await follower.run(server) { continuation.yield($0) }
        }
        do { try await work(folder, server, reports) } catch { Issue.record(error) }
        task.cancel()
        await task.value
        await server.stop()
    }

    private static func policy(_ name: String, _ port: Int = 1) -> String {
        "apiVersion: gateway.kgateway.dev/v1alpha1\nkind: TrafficPolicy\nmetadata:\n  name: \(name)\n  namespace: a\nspec:\n  number: \(port)\n"
    }

    private func number(_ server: KubeServer, _ name: String) -> Int? {
        server.store.object(.trafficPolicy, ObjectKey(namespace: "a", name: name))?["spec"]?["number"]?.integer
    }

    /// Waits for a change of a type, of which the claim is true by then.
    private func wait(_ changes: AsyncStream<StoreChange>, until claim: () -> Bool) async {
        if claim() { return }
        for await _ in changes where claim() { return }
    }

    @Test func whatIsWrittenAddedRenamedAndDeletedIsFollowed() async throws {
        try await follow(["one.yaml": Self.policy("p")]) { folder, server, _ in
            let changes = server.store.changes(of: .trafficPolicy)
            #expect(number(server, "p") == 1)

            try folder.write("one.yaml", Self.policy("p", 2))
            await wait(changes) { number(server, "p") == 2 }
            try folder.write("deep/er/two.json", #"{"apiVersion":"gateway.kgateway.dev/v1alpha1","kind":"TrafficPolicy","metadata":{"name":"q","namespace":"a"},"spec":{"number":3}}"#)
            await wait(changes) { number(server, "q") == 3 }
            // The later file counts, and when it is gone the one before counts again.
            try folder.write("zz.yaml", Self.policy("p", 9))
            await wait(changes) { number(server, "p") == 9 }
            try FileManager.default.removeItem(atPath: "\(folder.path)/zz.yaml")
            await wait(changes) { number(server, "p") == 2 }
            try FileManager.default.removeItem(atPath: "\(folder.path)/one.yaml")
            await wait(changes) { number(server, "p") == nil }
        }
    }

    @Test func aHalfWrittenFileKeepsWhatWasThereAndSaysSo() async throws {
        try await follow(["one.yaml": Self.policy("p")]) { folder, server, reports in
            var heard = reports.makeAsyncIterator()
            #expect(await heard.next()?.notice == nil)

            try folder.write("one.yaml", Self.policy("p", 2) + "---\nkind: [\n")
            let broken = try #require(await heard.next())
            #expect(broken.notice?.contains("1 of 1 file cannot be read") == true)
            #expect(broken.kept == ["\(folder.path)/one.yaml"])
            // What can be read counts, and the rest stays.
            #expect(number(server, "p") == 2)
            try folder.write("one.yaml", "kind: [\n")
            _ = await heard.next()
            #expect(number(server, "p") == 2)
            try folder.write("one.yaml", Self.policy("p", 4))
            #expect(await heard.next()?.notice == nil)
            #expect(number(server, "p") == 4)
        }
    }

    @Test func kindsNobodyHasHeardOfAreServedFromWhatTheirObjectsSay() async throws {
        let widget = "apiVersion: gateway.kgateway.dev/v9\nkind: GatewayPolicy\nmetadata:\n  name: w\n"
        try await follow(["one.yaml": widget]) { folder, server, _ in
            let type = try #require(server.kinds.map(\.type).first { $0.kind == "GatewayPolicy" })
            #expect(type.plural == "gatewaypolicies" && type.version == "v9" && type.isNamespaced)
            #expect(server.store.count(of: type) == 1)

            try folder.write("two.yaml", "apiVersion: new.dev/v1\nkind: Thing\nmetadata:\n  name: t\n")
            let other = ResourceType(group: "new.dev", version: "v1", plural: "things", kind: "Thing")
            await wait(server.store.changes()) { server.store.count(of: other) == 1 }
            #expect(server.kinds.contains { $0.type == other })
        }
    }

    @Test func duplicatesAreToldAndTheLastOneCounts() async throws {
        try await follow(["a.yaml": Self.policy("p", 1), "b.yaml": Self.policy("p", 2) + "---\n" + Self.policy("p", 3)]) { folder, server, reports in
            let report = try #require(await reports.first { _ in true })

            #expect(number(server, "p") == 3)
            #expect(report.objects == 1 && report.files == 2)
            #expect(report.duplicates.contains("TrafficPolicy a/p: \(folder.path)/a.yaml, \(folder.path)/b.yaml"))
        }
    }

    @Test func pathsThatAreNotThereAreRefused() async throws {
        await #expect(throws: FileServerError.missing("/nonexistent/x")) { try await FileServer.start(["/nonexistent/x"]) }
    }

    @Test func itListensAndEnds() async throws {
        let folder = try TemporaryFolder()
        try folder.write("a.yaml", Self.policy("p"))

        let server = try await FileServer.start([folder.path])

        #expect(server.port > 0 && !server.token.isEmpty)
        #expect(await server.reports.first { _ in true }?.objects == 1)
        await server.stop()
    }
}
