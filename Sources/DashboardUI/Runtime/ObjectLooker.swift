import Dashboard
import Foundation
import KubeClient
import KubeModel

/// Asks what the server says of the selected object beside itself, once the person has stayed on it for a moment: whoever
/// runs through a list asks for nothing.
@MainActor
final class ObjectLooker {
    /// Seconds on one object before anything is asked.
    private static let rest = 0.4

    private let cluster: any Cluster
    private let clock: DashboardClock
    private var task: Task<Void, Never>?
    /// Namespaces in which events may not be listed: not asked for again.
    private var closed: Set<String> = []

    init(_ cluster: any Cluster, clock: DashboardClock) {
        self.cluster = cluster
        self.clock = clock
    }

    /// What was asked for before is forgotten.
    ///
    /// - Parameter hasEvents: Whether the server has events.
    func look(at type: ResourceType, _ key: ObjectKey, hasEvents: Bool, answer: @escaping @MainActor (ObjectLook) -> Void) {
        task?.cancel()
        task = Task {
            await clock.sleep(Self.rest)
            guard !Task.isCancelled else { return }
            // Who may not read it alone reads it in the list, without who wrote what.
            let writers = (try? await cluster.get(type, key)).map { ObjectLook.writers(of: RawJSON($0)) } ?? []
            guard !Task.isCancelled else { return }
            let events = hasEvents ? await events(about: type, key) : nil
            if !Task.isCancelled { answer(ObjectLook(id: ResourceID(type, key), writers: writers, events: events)) }
        }
    }

    func stop() { task?.cancel() }

    private func events(about type: ResourceType, _ key: ObjectKey) async -> [ObjectLook.Event]? {
        let namespace = key.namespace ?? ""
        guard !closed.contains(namespace) else { return nil }
        do throws(ClusterError) {
            return try await cluster.events(about: type, key).map(Self.event)
                .sorted { ($0.time ?? .distantPast) > ($1.time ?? .distantPast) }
        } catch {
            switch error {
            case .forbidden, .notFound, .methodNotAllowed: closed.insert(namespace)
            default: break
            }
            return nil
        }
    }

    private static func event(_ raw: RawJSON) -> ObjectLook.Event {
        let time = ["lastTimestamp", "eventTime", "firstTimestamp"].lazy.compactMap { raw[$0]?.string.flatMap(KubeTime.parse) }.first
        return ObjectLook.Event(
            time: time ?? raw[path: "metadata", "creationTimestamp"]?.string.flatMap(KubeTime.parse),
            isWarning: raw["type"]?.string == "Warning", reason: raw["reason"]?.string ?? "",
            message: raw["message"]?.string ?? "", count: raw["count"]?.integer ?? 1,
            source: raw["reportingComponent"]?.string ?? raw[path: "source", "component"]?.string ?? "")
    }
}
