import Foundation
import Synchronization

/// The latest requests of one run, for the person who wants to see what goes over the wire. Holds 1,000; older ones go.
///
/// Neither hosts nor credentials nor bodies get in.
public final class RequestLog: Sendable {
    public struct Entry: Sendable, Equatable, Identifiable {
        /// From 1, in the order of the requests.
        public let id: Int
        public let time: Date
        public let method: String
        /// With its query; long continue tokens are cut.
        public let path: String
        /// nil until the server has answered.
        public internal(set) var status: Int?
        /// Until the end; of a request that is open, until its first byte. nil before that.
        public internal(set) var milliseconds: Double?
        /// Of the body, decompressed, so far.
        public internal(set) var bytes: Int
        public let isWatch: Bool
        public internal(set) var isOpen: Bool
        /// The sentence of the error it ended with.
        public internal(set) var error: String?
    }

    private struct Ring {
        var entries: [Entry?]
        var total = 0
    }

    public static let capacity = 1_000
    private let ring: Mutex<Ring>

    public init() { ring = Mutex(Ring(entries: Array(repeating: nil, count: Self.capacity))) }

    /// How many requests there were since the start.
    public var count: Int { ring.withLock(\.total) }

    /// The latest requests, oldest first. Costs a copy of at most ``capacity`` entries.
    public func snapshot() -> [Entry] {
        ring.withLock { ring in
            let first = max(0, ring.total - Self.capacity)
            return (first..<ring.total).compactMap { ring.entries[$0 % Self.capacity] }
        }
    }

    func begin(_ request: HTTPRequest, at time: Date) -> Int {
        guard request.isLogged else { return 0 }
        let path = Self.path(of: request)
        return ring.withLock { ring in
            let entry = Entry(
                id: ring.total + 1, time: time, method: request.method.rawValue, path: path, status: nil,
                milliseconds: nil, bytes: 0, isWatch: request.isWatch, isOpen: true, error: nil)
            ring.entries[ring.total % Self.capacity] = entry
            ring.total += 1
            return entry.id
        }
    }

    /// Does nothing for an entry that the ring has dropped, or that was never logged (0).
    func update(_ id: Int, _ change: (inout Entry) -> Void) {
        guard id > 0 else { return }
        ring.withLock { ring in
            let slot = (id - 1) % Self.capacity
            guard var entry = ring.entries[slot], entry.id == id else { return }
            change(&entry)
            ring.entries[slot] = entry
        }
    }

    private static func path(of request: HTTPRequest) -> String {
        guard !request.query.isEmpty else { return request.path }
        let query = request.query.map { parameter in
            parameter.name == "continue" ? "continue=…" : "\(parameter.name)=\(parameter.value)"
        }
        return "\(request.path)?\(query.joined(separator: "&"))"
    }
}
