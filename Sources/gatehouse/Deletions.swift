import KubeClient
import KubeModel

/// Deletes one after the other: what fails is told, and keeps no other from it.
struct Deletions {
    private var failures: [CommandFailure] = []

    /// Reads what is to be shown, each once, and asks whether it may be deleted.
    ///
    /// - Throws: Where one of them may not be: then none is.
    mutating func look(at targets: [Deletion], _ session: Session) async throws -> [Deletion] {
        try await Self.require(targets, session)
        var seen: Set<Deletion> = [], found: [Deletion] = []
        for target in targets where seen.insert(target).inserted {
            do throws(ClusterError) {
                var target = target
                target.object = RawJSON(try await session.client.get(target.type, target.key)).value
                found.append(target)
            } catch { try take(error, target) }
        }
        return found
    }

    /// Asks whether all of them may be deleted.
    ///
    /// - Throws: Where one of them may not be: then none is.
    static func require(_ targets: [Deletion], _ session: Session) async throws {
        var seen: Set<Deletion> = []
        for target in targets where seen.insert(target).inserted {
            try await session.require("delete", target.type, namespace: target.key.namespace, name: target.key.name, else: "nothing was deleted")
        }
    }

    mutating func make(_ deletions: [Deletion], _ session: Session) async throws {
        for deletion in deletions {
            // One that was made anew under the name since it was shown stays.
            let uid = deletion.object?[path: ["metadata", "uid"]]?.string
            do throws(ClusterError) { _ = try await session.client.delete(deletion.type, deletion.key, uid: uid) } catch {
                try take(error, deletion)
                continue
            }
            let type = deletion.type, kind = type.group.isEmpty ? type.singular : "\(type.singular).\(type.group)"
            Output.write("\(kind) \"\(SafeText.line(deletion.key.name))\" deleted\n")
        }
    }

    /// - Throws: What failed last; the others are told before.
    func end() throws {
        guard let last = failures.last else { return }
        for failure in failures.dropLast() { CommandEnd.complain(failure.sentence) }
        throw last
    }

    private mutating func take(_ error: ClusterError, _ deletion: Deletion) throws {
        let failure = CommandFailure(error, doing: "Cannot delete \(deletion.type.kind) \(deletion.key)")
        guard failure.status != .cannotConnect else { throw failure }
        failures.append(failure)
    }
}
