import Dashboard
import KubeClient
import KubeModel
import KubeRules

/// Makes one object what it is to become, whatever others do to it meanwhile.
struct ObjectWriting: Sendable {
    private let cluster: any Cluster

    /// Others may write so often before it is given up.
    private static let tries = 5

    init(_ cluster: any Cluster) { self.cluster = cluster }

    enum Outcome: Sendable {
        /// What was there before, and what the server stored.
        case success(ChangeRecord)
        case failure(WriteSummary.Failure)
    }

    /// - Parameter verb: `label`, for the sentence of a failure.
    func write(_ record: ChangeRecord, verb: String) async -> Outcome {
        var record = record
        for attempt in 1... {
            do throws(ClusterError) {
                let answer = try await cluster.write(record.request(current: record.before), isDryRun: false)
                var done = record
                done.after = record.after == nil ? nil : RawJSON(answer.body).value ?? record.after
                return .success(done)
            } catch {
                if case .conflict = error, record.before != nil, record.after != nil, attempt < Self.tries {
                    switch await merged(record) {
                    case .success(let again):
                        // Others have made the same change.
                        guard again.changesSomething else { return .success(again) }
                        record = again
                        continue
                    case .failure(let why): return failure(record, verb, why.sentence)
                    }
                }
                return failure(record, verb, "\(error)")
            }
        }
        return failure(record, verb, "it is written too often.")
    }

    private struct Obstacle: Error { var sentence: String }

    /// The same change on top of what others have made of the object.
    private func merged(_ record: ChangeRecord) async -> Result<ChangeRecord, Obstacle> {
        let now: JSONValue
        do throws(ClusterError) {
            guard let read = RawJSON(try await cluster.get(record.type, record.key)).value else {
                return .failure(Obstacle(sentence: "it changed meanwhile, and cannot be read."))
            }
            now = read
        } catch {
            return .failure(Obstacle(sentence: "it changed meanwhile: \(error)"))
        }
        switch record.rebased(on: now) {
        case .success(let again): return .success(again)
        case .failure(let conflict): return .failure(Obstacle(sentence: conflict.description))
        }
    }

    /// A server may quote the token that it refuses.
    private func failure(_ record: ChangeRecord, _ verb: String, _ why: String) -> Outcome {
        let words = SecretMask.hiding([record.before, record.after].compactMap { $0 }, in: why)
        return .failure(WriteSummary.Failure(record, "Cannot \(verb) \(record.type.kind) \(record.key): \(words)"))
    }
}
