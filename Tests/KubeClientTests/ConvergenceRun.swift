import GatewayGraph
import APIServer
import Dashboard
import Foundation
import KubeModel
import Sandbox
import TestSupport

@testable import KubeClient

/// One client that follows a server through faults, while objects come, change and go; and what was wrong with it.
final class ConvergenceRun: Sendable {
    /// Reflectors live this much faster than the clock on the wall.
    static let speed = 40.0
    private static let places = (0..<9).map { "team-\($0 % 3)/object-\($0)" }

    private let schedule: FaultSchedule
    private let types: [ResourceType]
    /// The first has the lower versions, and takes the place of the second where the schedule says so.
    private let backup: KubeServer, original: KubeServer
    private let follower: DashboardFollower

    init(seed: UInt64) async throws {
        schedule = FaultSchedule(seed: seed)
        let kinds = KindCatalog.all.prefix(2 + Int(seed % 4))
        types = kinds.map(\.type)
        follower = DashboardFollower(Array(kinds))
        func server() -> KubeServer {
            KubeServer(
                token: Scene.token, kinds: KindSchemas.all, historyLimit: 24, bookmarkInterval: .milliseconds(150))
        }
        backup = server()
        backupPort = try await backup.start()
        original = server()
        originalPort = try await original.start()
    }

    private let backupPort: UInt16, originalPort: UInt16

    struct Outcome: Sendable {
        /// In words with the schedule; nil where all is well.
        var wrong: String?
        var connectionsLeft: Int
    }

    func play() async throws -> Outcome {
        var chance = Chance(schedule.seed &+ 77)
        for server in [backup, original] { for _ in 0..<40 { change(server, &chance) } }
        let proxy = try FaultProxy(target: originalPort)
        let wrong = try await follow(proxy, &chance)
        // The client is gone: what it still has open is a leak.
        let left = try await OpenSockets.left(port: proxy.port)
        proxy.stop()
        await original.stop()
        await backup.stop()
        return Outcome(wrong: wrong.map { "\($0)\n\(schedule)" }, connectionsLeft: left)
    }

    private func follow(_ proxy: FaultProxy, _ chance: inout Chance) async throws -> String? {
        guard let url = URL(string: "http://127.0.0.1:\(proxy.port)") else { return "no address" }
        let endpoint = ClusterEndpoint(server: url, token: Scene.token, context: "faults", namespace: nil)
        let client = KubeClient(endpoint, groups: .gateways, clock: .fast(Self.speed, seed: schedule.seed))
        var server = original
        let following = Task { [follower, types] in await follower.follow(client, types) }
        for part in schedule.parts {
            begin(part, proxy, &server)
            let end = ContinuousClock.now + .milliseconds(part.milliseconds)
            while ContinuousClock.now < end {
                change(server, &chance)
                try await Task.sleep(for: .milliseconds(Int.random(in: 2...20, using: &chance)))
            }
            if part.isOutage { proxy.open() }
        }
        proxy.heal()
        var wrong = try await settle(server)
        if wrong == nil {
            // Live and equal may be said of a connection that is dead: what happens now has to arrive as well.
            for _ in 0..<30 { change(server, &chance) }
            wrong = try await settle(server).map { "after it had settled: \($0)" }
        }
        following.cancel()
        await following.value
        return wrong
    }

    private func begin(_ part: FaultSchedule.Part, _ proxy: FaultProxy, _ server: inout KubeServer) {
        proxy.apply(part.rules)
        switch part.event {
        case .forgetHistory: for type in types { server.store.forgetHistory(of: type) }
        case .restoreBackup:
            server = backup
            proxy.retarget(backupPort)
        case nil: break
        }
        if part.isOutage { proxy.close() }
        if part.isOutage || part.cuts || part.event == .restoreBackup {
            proxy.cut(byReset: part.isOutage || schedule.seed % 2 == 0)
        }
    }

    /// Waits until everything is live and as the server has it.
    private func settle(_ server: KubeServer) async throws -> String? {
        var wrong: String?
        let deadline = ContinuousClock.now + .seconds(240)
        repeat {
            // The pause only leaves the processor to others.
            try await Task.sleep(for: .milliseconds(10))
            wrong = await follower.difference(from: server.store)
        } while wrong != nil && ContinuousClock.now < deadline
        let breach = await follower.breach
        return wrong ?? breach
    }

    /// Creates, replaces, judges or deletes an object.
    private func change(_ server: KubeServer, _ chance: inout Chance) {
        guard let type = types.randomElement(using: &chance), let place = Self.places.randomElement(using: &chance)
        else { return }
        let kind = server.kind(type), note = Int.random(in: 0..<1_000_000, using: &chance)
        switch Int.random(in: 0..<5, using: &chance) {
        case 0:
            // Not there any more: as good.
            _ = try? server.store.delete(Sample.key(place), kind: kind)
        case 1, 2:
            let verdict = note % 2 == 0 ? "Accepted=True/Valid" : "Accepted=False/Invalid"
            try? server.tell(place, type, verdict + ": \(note)")
        default:
            let text = String(repeating: "x", count: note % 700)
            server.store.apply(seed: Sample.object(place, type, spec: ["note": .string("\(note) \(text)")]), kind: kind)
        }
    }
}

extension ReflectorClock {
    /// Time that goes faster than real time, and chance of a seed.
    static func fast(_ speed: Double, seed: UInt64) -> ReflectorClock {
        let start = ContinuousClock.now
        let chance = SeededChance(seed)
        return ReflectorClock(
            now: { (ContinuousClock.now - start) / .seconds(1) * speed },
            // A sleep that is cancelled has nothing to report: whoever cancelled it has moved on.
            sleep: { try? await Task.sleep(for: .seconds($0 / speed)) },
            random: { chance.next() })
    }
}
