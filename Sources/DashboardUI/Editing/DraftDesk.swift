import Dashboard
import GatewayGraph
import KubeClient
import KubeModel

/// Drafts as the person sees them: listed, gone on with, compared, deleted. Asks the cluster what has become of their
/// objects.
public struct DraftDesk: Sendable {
    private let cluster: any Cluster
    private let files: any EditFiles
    private let clock: DashboardClock

    /// A sentence for the person.
    public struct Obstacle: Error {
        public var sentence: String
    }

    public init(cluster: any Cluster, files: any EditFiles, clock: DashboardClock = .system) {
        (self.cluster, self.files, self.clock) = (cluster, files, clock)
    }

    /// An editor may have outlived its Gatehouse until just now: what was saved in it is among them.
    ///
    /// - Parameter target: The object that is to be edited; nil lists the drafts of all.
    func list(_ target: DraftList.Target? = nil) -> DraftList {
        files.recover(at: clock.now())
        let kept = target.map { Set(files.kept(of: $0.type, $0.key)) }
        let drafts = files.list().filter { kept?.contains($0.path) ?? true }.map { draft in
            let origin = files.origin(of: draft.path)
            let name = origin.map { "\($0.type.kind) \($0.key)" } ?? draft.name
            let elsewhere = origin.flatMap { isElsewhere($0) ? "  in \($0.context)" : nil } ?? ""
            return DraftList.Draft(
                path: draft.path, label: SafeText.spelled("\(KubeTime.text(draft.written))  \(name)\(elsewhere)"))
        }
        guard target == nil else { return DraftList(drafts.filter { !$0.label.contains("  in ") }, target: target) }
        return DraftList(
            drafts + files.leftEdits(at: clock.now()).map {
                DraftList.Draft(path: $0.path, label: SafeText.spelled($0.sentence), note: $0.sentence)
            })
    }

    private func isElsewhere(_ origin: DraftOrigin) -> Bool {
        !origin.context.isEmpty && origin.context != cluster.endpoint.name
    }

    /// The edit that goes on with a draft: of the object as it is now or, where that is gone, of a new one.
    public func session(_ path: String) async throws(Obstacle) -> EditSession {
        let (text, origin) = try await read(path)
        guard !origin.key.name.isEmpty, let object = try await object(of: origin) else {
            return EditSession(creating: origin.type, namespace: origin.key.namespace, draft: text)
        }
        return EditSession(editing: object, type: origin.type, draft: text, base: origin.base)
    }

    /// Deletes one for good.
    ///
    /// - Returns: Those that are left: all, or those of an object.
    func delete(_ path: String, _ target: DraftList.Target?) -> DraftList {
        files.discard(path)
        return list(target)
    }

    /// Shows what a draft would change of the object as it is now, or says why it cannot be told.
    func compare(_ path: String) async -> Action {
        do throws(Obstacle) { return try await comparison(path) } catch { return .failed(error.sentence) }
    }

    private func comparison(_ path: String) async throws(Obstacle) -> Action {
        let (text, origin) = try await read(path)
        let document: JSONValue
        do throws(YAMLError) { document = try YAMLReader.parse(text) } catch {
            throw Obstacle(sentence: "This draft cannot be compared: it is no YAML, \(error). Go on with it instead.")
        }
        guard let object = try await object(of: origin) else {
            throw Obstacle(sentence: "\(origin.type.kind) \(origin.key) is not on the server: there is nothing to compare it with.")
        }
        let diff = ObjectDiff.masked(from: EditablePart.of(object), to: EditablePart.of(document))
        return .compared(title: "\(origin.key): the server now → the draft", diff.changes)
    }

    private func read(_ path: String) async throws(Obstacle) -> (text: String, origin: DraftOrigin) {
        let bytes: [UInt8]
        do throws(DraftError) { bytes = try files.contents(of: path) } catch { throw Obstacle(sentence: "\(error)") }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Obstacle(sentence: "\(path) is not UTF-8: open it in an editor that can read it.")
        }
        let kept = files.origin(of: path)
        if let kept, isElsewhere(kept) {
            throw Obstacle(sentence: "This draft is of context \(kept.context): switch there first (:ctx \(kept.context)).")
        }
        if let kept, !kept.context.isEmpty { return (text, kept) }
        guard let named = await origin(namedIn: text) else {
            throw Obstacle(sentence: "It is not known what \(path) is a draft of: open it in an editor.")
        }
        return (text, named)
    }

    /// Of a draft that was kept without it.
    private func origin(namedIn text: String) async -> DraftOrigin? {
        guard let document = try? YAMLReader.parse(text), let name = document[path: ["metadata", "name"]]?.string else { return nil }
        do throws(ClusterError) {
            let type = try await cluster.discover().kinds.map(\.type).first {
                $0.kind == document["kind"]?.string && $0.apiVersion == document["apiVersion"]?.string
            }
            return type.map {
                DraftOrigin(
                    type: $0, key: ObjectKey(namespace: document[path: ["metadata", "namespace"]]?.string, name: name),
                    context: cluster.endpoint.name)
            }
        } catch { return nil }
    }

    private func object(of origin: DraftOrigin) async throws(Obstacle) -> JSONValue? {
        let bytes: [UInt8]
        do throws(ClusterError) { bytes = try await cluster.get(origin.type, origin.key) } catch {
            if case .notFound = error { return nil }
            throw Obstacle(sentence: "Cannot read \(origin.type.kind) \(origin.key): \(error)")
        }
        do throws(EditObstacle) { return try EditSession.object(in: bytes) } catch {
            throw Obstacle(sentence: "Cannot open \(origin.type.kind) \(origin.key): \(error)")
        }
    }

    /// Follows the file of an editor that came back before it was closed, until the task ends: what is saved in it becomes
    /// a draft at once, and the one before it goes.
    @MainActor
    func follow(_ result: EditFlow.Result, tell: @MainActor (String) -> Void) async {
        guard let file = result.left else { return }
        let origin = result.origin
        var seen = contents(file)
        var draft: String?
        while !Task.isCancelled {
            await clock.sleep(1)
            guard !Task.isCancelled, let bytes = contents(file), bytes != seen, !bytes.isEmpty else { continue }
            seen = bytes
            do throws(DraftError) {
                let path = try files.save(bytes, of: origin, at: clock.now())
                if let draft, draft != path { files.discard(draft) }
                draft = path
                tell("What you saved of \(origin.type.kind) \(origin.key) in the editor that came back early is not sent: e of it goes on with it. It is kept in \(path).")
            } catch {
                tell("What you saved in \(file.path) is not sent, and could not be kept elsewhere: \(error)")
            }
        }
    }

    private func contents(_ file: any EditedFile) -> [UInt8]? {
        // What cannot be read now may be readable in a second.
        do throws(DraftError) { return try file.contents() } catch { return nil }
    }
}
