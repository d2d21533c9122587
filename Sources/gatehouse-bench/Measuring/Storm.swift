import Foundation
import KubeModel
import Synchronization

/// Controllers that write statuses as fast as they are told to, and one that numbers what it writes on a single object.
final class Storm: Sendable {
    /// Milliseconds between two numbered writes.
    private static let pause = 40

    private struct State {
        var written = 0
        var marks: [Double] = []
        var isOver = false
    }

    private let server: (port: UInt16, token: String)
    private let begun = ContinuousClock.now
    private let state = Mutex(State())
    private let group = DispatchGroup()

    /// Begins.
    ///
    /// - Parameters:
    ///   - rate: Writes a second.
    ///   - objects: Which are written, in turn.
    ///   - marked: Where the numbered writes go; none of `objects`.
    init(_ server: ServerRun, rate: Int, objects: [ObjectKey], marked: ObjectKey) {
        self.server = (server.port, server.token)
        let writers = 4
        for writer in 0..<writers {
            let mine = stride(from: writer, to: objects.count, by: writers).map { objects[$0] }
            run { storm, connection in
                for round in 0... where !mine.isEmpty {
                    let due = Double(round * writers) / Double(rate)
                    guard storm.wait(until: due) else { return }
                    try storm.write(connection, mine[round % mine.count], isTrue: (round / mine.count) % 2 == 1, "Storm\(round)")
                    storm.state.withLock { $0.written += 1 }
                }
            }
        }
        run { storm, connection in
            for number in 0... {
                guard storm.wait(until: Double(number * Self.pause) / 1000) else { return }
                storm.state.withLock { $0.marks.append(storm.now) }
                try storm.write(connection, marked, isTrue: false, Self.mark(number))
                storm.state.withLock { $0.written += 1 }
            }
        }
    }

    /// Seconds since it began.
    var now: Double { begun.seconds }

    /// The reason that a numbered write gives.
    static func mark(_ number: Int) -> String { "Mark" + String(format: "%06d", number) }

    /// The number in a text, where there is one.
    static func number(in text: String) -> Int? {
        text.range(of: "Mark", options: .backwards).flatMap { Int(text[$0.upperBound...].prefix(6)) }
    }

    /// Ends it, and waits for the last answers.
    ///
    /// - Returns: How many writes there were, and when each of the numbered ones was sent.
    func end() -> (written: Int, marks: [Double]) {
        state.withLock { $0.isOver = true }
        group.wait()
        return state.withLock { ($0.written, $0.marks) }
    }

    private func run(_ body: @escaping @Sendable (Storm, RawConnection) throws -> Void) {
        group.enter()
        Thread.detachNewThread { [self] in
            defer { group.leave() }
            do { try body(self, try RawConnection(port: server.port, token: server.token)) } catch {
                FileHandle.standardError.write(Data("A writer has given up: \(error)\n".utf8))
            }
        }
    }

    /// False where the storm is over.
    private func wait(until due: Double) -> Bool {
        while !state.withLock(\.isOver) {
            let rest = due - now
            guard rest > 0 else { return true }
            poll(nil, 0, Int32(min(rest, 0.05) * 1000 + 1))
        }
        return false
    }

    private func write(_ connection: RawConnection, _ key: ObjectKey, isTrue: Bool, _ reason: String) throws {
        let condition: JSONValue = [
            "type": "Accepted", "status": .string(isTrue ? "True" : "False"), "reason": .string(reason), "message": "",
            "lastTransitionTime": "2026-01-01T00:00:00Z", "observedGeneration": 1,
        ]
        let ancestor: JSONValue = [
            "ancestorRef": ["group": "gateway.networking.k8s.io", "kind": "Gateway", "name": "public"],
            "controllerName": "kgateway.dev/kgateway", "conditions": [condition],
        ]
        let body = JSONWriter.text(["status": ["ancestors": [ancestor]]])
        let path = RawConnection.policies.replacingOccurrences(
            of: "/trafficpolicies", with: "/namespaces/\(key.namespace ?? "")/trafficpolicies/\(key.name)/status")
        _ = try connection.exchange("PATCH", path, body: body)
    }
}
