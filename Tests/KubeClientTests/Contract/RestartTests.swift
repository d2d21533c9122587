import GatewayGraph
import Foundation
import Glibc
import KubeModel
import Testing

@testable import KubeClient

/// A genuine server that is killed and started again: everybody who follows it has to be there again soon, and equal.
@Suite(.timeLimit(.minutes(10))) struct RestartTests {
    private static let types: [ResourceType] =
        ResourceType.kgatewayKinds.filter { $0 != .aiBackend } + [
            ResourceType(
                group: ResourceType.kgatewayGroup, version: "v1alpha1", plural: "backendconfigpolicies",
                kind: "BackendConfigPolicy")
        ]

    /// `RESTARTS=30` does it more often.
    private static var rounds: Int { ProcessInfo.processInfo.environment["RESTARTS"].flatMap { Int($0) } ?? 3 }

    @Test func sevenKindsAreLiveWithinFiveSecondsOfAKilledServersFirstAnswer() async throws {
        guard let script = RealServer.script else {
            print("SKIPPED: no ../shared/realapi/run beside this checkout, so no genuine API server was killed")
            return
        }
        let server = try await RealServer.start(script)
        do {
            let endpoint = try #require(try server.endpoint("token"))
            let follower = KindFollower(), client = KubeClient(endpoint, groups: .gateways), writer = KubeClient(endpoint, groups: .gateways)
            let following = Task { await follower.follow(Self.types, of: client) }
            #expect(try await follower.settles(as: writer, Self.types) != nil)
            var waits: [Double] = [], afterFirst: [Double] = []
            for round in 1...Self.rounds {
                try await write(round, writer)
                try await server.restart(script)
                let first = ContinuousClock.now
                try await answers(writer)
                let answered = ContinuousClock.now
                let settled = try await follower.settles(as: writer, Self.types)
                waits.append(((settled ?? .now) - answered) / .seconds(1))
                afterFirst.append(((settled ?? .now) - first) / .seconds(1))
                let states = await follower.states
                #expect(settled != nil, "round \(round) did not end as the server has it: \(states)")
            }
            print(
                "live after all kinds are served: \(Self.text(waits)) s; after the first answer: \(Self.text(afterFirst)) s"
            )
            #expect(waits.allSatisfy { $0 < 5 }, "\(waits)")
            following.cancel()
            await following.value
        } catch { Issue.record(error) }
        await server.stop()
    }

    private static func text(_ seconds: [Double]) -> String {
        seconds.map { String(format: "%.2f", $0) }.joined(separator: " ")
    }

    /// Waits until the server serves every kind again. Its first answers are 404 and 429, for as long as the machine takes.
    private func answers(_ client: KubeClient) async throws {
        let deadline = ContinuousClock.now + .seconds(240)
        for type in Self.types {
            while (try? await client.page(type, limit: 1)) == nil, ContinuousClock.now < deadline {
                // The pause only leaves the processor to the server.
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    private func write(_ round: Int, _ client: KubeClient) async throws {
        let policy = ContractCluster.policy("round-\(round)", "default")
        _ = try await client.create(.trafficPolicy, namespace: "default", JSONWriter.bytes(policy))
        guard round > 1 else { return }
        _ = try await client.delete(.trafficPolicy, ObjectKey(namespace: "default", name: "round-\(round - 1)"))
    }
}

/// The versions of the objects of several kinds, as their reflectors tell them.
private actor KindFollower {
    private(set) var states: [ResourceType: ConnectionState] = [:]
    private var versions: [ResourceType: [ObjectKey: String]] = [:]
    private var listed: [ResourceType: Set<ObjectKey>] = [:]

    func follow(_ types: [ResourceType], of client: KubeClient) async {
        await withTaskGroup(of: Void.self) { group in
            for type in types {
                group.addTask {
                    for await event in client.reflect(type, namespace: nil, projection: .plain) {
                        await self.take(event, of: type)
                    }
                }
            }
        }
    }

    private func take(_ event: ReflectorEvent, of type: ResourceType) {
        switch event {
        case .state(let state): states[type] = state
        case .listStarted: listed[type] = []
        case .listCompleted:
            let named = listed.removeValue(forKey: type) ?? []
            versions[type] = versions[type]?.filter { named.contains($0.key) }
        case .batch(let changes):
            for change in changes {
                let isGone = change.kind == .deleted
                versions[type, default: [:]][change.row.key] = isGone ? nil : change.row.resourceVersion
                if !isGone { listed[type]?.insert(change.row.key) }
            }
        }
    }

    /// Waits until every kind is live, and makes sure that it is as the server has it.
    ///
    /// - Returns: When all were live; nil where they were not, or not equal, within 20 seconds.
    func settles(as client: KubeClient, _ types: [ResourceType]) async throws -> ContinuousClock.Instant? {
        let deadline = ContinuousClock.now + .seconds(120)
        while ContinuousClock.now < deadline {
            // The pause only leaves the processor to others.
            try await Task.sleep(for: .milliseconds(10))
            guard types.allSatisfy({ states[$0] == .live }) else { continue }
            let moment = ContinuousClock.now
            if try await isEqual(client, types) { return moment }
        }
        return nil
    }

    private func isEqual(_ client: KubeClient, _ types: [ResourceType]) async throws -> Bool {
        for type in types {
            // Refused or not there for a moment: a server that is starting. It is asked again.
            guard let rows = try? await client.list(type) else { return false }
            let wanted = Dictionary(rows.map { ($0.key, $0.resourceVersion) }, uniquingKeysWith: { $1 })
            if wanted != versions[type] ?? [:] { return false }
        }
        return true
    }
}
