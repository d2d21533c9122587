import GatewayGraph
import KubeModel
import TestSupport

@testable import KubeClient

private let type = ResourceType.trafficPolicy

/// Reads a reflector until it has seen what the check waits for.
private struct Follower {
    var events: AsyncStream<ReflectorEvent>.Iterator
    var seen: [ReflectorEvent] = []

    init(
        _ cluster: ContractCluster, _ type: ResourceType, _ space: String?,
        from machine: ReflectorMachine = ReflectorMachine()
    ) {
        let scope = ResourceScope(type: type, namespace: space)
        events = cluster.client.reflect(scope, from: machine, projection: .plain).makeAsyncIterator()
    }

    mutating func wait(until isThere: ([ReflectorEvent]) -> Bool) async throws {
        while !isThere(seen) {
            guard let event = await events.next() else { throw ContractBreach(description: "it ended: \(seen)") }
            seen.append(event)
        }
    }

    mutating func wait(for state: ConnectionState) async throws {
        try await wait { $0.contains(.state(state)) }
    }

    /// What happened to one object, version by version.
    func story(of name: String) -> [RowChange.Kind] {
        changes.filter { $0.row.key.name == name }.map(\.kind)
    }

    var changes: [RowChange] {
        seen.flatMap { event in if case .batch(let changes) = event { changes } else { [RowChange]() } }
    }
}

extension ContractCheck {
    static let watches: [ContractCheck] = [
        follows("a streaming list goes on as a watch", from: ReflectorMachine(), firstKind: .added),
        follows("a list from the cache is followed by a watch", from: machine(fromCache: true), firstKind: .listed),
        follows("pages are followed by a watch", from: machine(fromCache: false), firstKind: .listed),
        ContractCheck("a kind that is not served is not installed") { cluster, space in
            let bogus = ResourceType(
                group: type.group, version: type.version, plural: "nosuchpolicies", kind: "NoSuchPolicy")
            var follower = Follower(cluster, bogus, space)

            try await follower.wait(for: .notInstalled)
        },
        ContractCheck("a group that is not served is not installed") { cluster, space in
            let bogus = ResourceType(group: "no.such.group", version: "v1", plural: "things", kind: "Thing")
            var follower = Follower(cluster, bogus, space)

            try await follower.wait(for: .notInstalled)
        },
        ContractCheck("a wrong token is shown as expired credentials") { cluster, space in
            var stranger = cluster
            stranger.endpoint.credential = .bearer("wrong")
            stranger.endpoint.source = nil
            var follower = Follower(stranger, type, space)

            try await follower.wait(for: .credentialsExpired(.unauthorized))
        },
        ContractCheck("a version from the server's future leads to a list without one") { cluster, space in
            try await cluster.make(ContractCluster.policy("a", space))
            let machine = ReflectorMachine(
                holding: HeldList(version: "9000000000000000000", canStream: true, canListFromCache: true))
            var follower = Follower(cluster, type, space, from: machine)

            try await follower.wait(for: .live)
            try ContractBreach.check(follower.story(of: "a") == [.added], "\(follower.seen)")
        },
        ContractCheck("twelve watches are served at once") { cluster, space in
            try await cluster.make(ContractCluster.policy("a", space))
            let client = cluster.client
            let streams = (1...12).map { _ in client.reflect(type, namespace: space, projection: .plain) }

            for stream in streams {
                for await event in stream where event == .state(.live) { break }
            }
        },
    ]

    private static func machine(fromCache: Bool) -> ReflectorMachine {
        ReflectorMachine(holding: HeldList(canStream: false, canListFromCache: fromCache))
    }

    private static func follows(
        _ sentence: String, from machine: ReflectorMachine, firstKind: RowChange.Kind
    ) -> ContractCheck {
        ContractCheck(sentence) { cluster, space in
            try await cluster.make(ContractCluster.policy("old", space))
            var follower = Follower(cluster, type, space, from: machine)
            try await follower.wait(for: .live)
            try ContractBreach.check(follower.story(of: "old") == [firstKind], "\(follower.seen)")

            let key = ObjectKey(namespace: space, name: "new")
            var latest = try await cluster.make(ContractCluster.policy("new", space))
            for target in ["r2", "r3"] {
                var edited = ContractCluster.policy("new", space, target: target)
                edited["metadata"]?["resourceVersion"] = latest["metadata"]?["resourceVersion"]
                latest = try JSONParser.parse(try await cluster.client.replace(type, key, JSONWriter.bytes(edited)).body)
            }
            _ = try await cluster.client.delete(type, key)

            try await follower.wait { events in
                events.contains { if case .batch(let all) = $0 { all.contains { $0.kind == .deleted } } else { false } }
            }
            let story = follower.story(of: "new")
            try ContractBreach.check(story == [.added, .modified, .modified, .deleted], "\(story)")
            let versions = Set(follower.changes.map(\.row.resourceVersion))
            try ContractBreach.check(versions.count == follower.changes.count, "a version came twice: \(versions)")
        }
    }
}
