import Foundation
import KubeModel

/// One list, read as it streams: the server sends object by object and marks the end, in half the time that it needs for pages.
struct StreamedList {
    /// Seconds without a byte: servers that know nothing of such lists send their objects, and then wait for changes.
    static let patience = 5.0
    /// Seconds after which the server may end it.
    private static let limit = 600

    let scope: ResourceScope
    let projection: RowProjection
    let transport: Transport
    var patience = StreamedList.patience

    /// Reads it to its end.
    ///
    /// - Returns: nil where the server makes no such lists, or refuses us one: ask for another one then.
    /// - Throws: What stands in the way of any other request, too.
    func read() async throws(ClusterError) -> [ResourceRow]? {
        let plan = ReflectorPlan.streamingList(notOlderThan: nil)
        var request = plan.request(scope, watchSeconds: Self.limit)
        // It has an end, and waits for its turn as every request does.
        request.isWatch = false
        request.patience = patience
        let mailbox = Mailbox<Exchange.Part>(), scanner = ResourceScanner(projection: projection)
        let exchange = transport.start(request, isMetered: true) { mailbox.put($0) }
        let outcome: Result<[ResourceRow]?, ClusterError>
        do throws(ClusterError) {
            outcome = .success(try await rows(in: mailbox, of: exchange, by: plan, scanner))
        } catch {
            outcome = .failure(error)
        }
        await exchange.cancelAside()
        return try outcome.get()
    }

    private func rows(
        in mailbox: Mailbox<Exchange.Part>, of exchange: Exchange, by plan: ReflectorPlan, _ scanner: ResourceScanner
    ) async throws(ClusterError) -> [ResourceRow]? {
        var found = Found(), reader: AnswerReader?, words: [AnswerReader.Word] = []
        while let parts = await mailbox.take() {
            for part in parts {
                switch part {
                case .head(let head): reader = AnswerReader(plan, head: head, scanner: scanner)
                case .body(let data, let arrived):
                    reader?.feed(data, arrived: arrived, to: &words)
                    exchange.didRead(data.count)
                case .end(let error): words.append(reader?.end(error) ?? .failed(error ?? .reset))
                }
            }
            for word in words {
                switch word {
                case .change(let change): found.take(change)
                case .bookmark(_, endsInitialEvents: true): return found.all
                case .bookmark: break
                case .failed(let error):
                    if Self.standsInTheWay(error) { throw error }
                    return nil
                case .ended, .listed: return nil
                }
            }
            words.removeAll(keepingCapacity: true)
        }
        throw .cancelled
    }

    /// Whether any other request would meet it, too.
    private static func standsInTheWay(_ error: ClusterError) -> Bool {
        switch error {
        case .timedOut: false
        case .unauthorized, .loginFailed: true
        default: error.isConnectionLost
        }
    }

    /// What has come so far. Nothing changes as a rule before the list is at its end.
    private struct Found {
        private var rows: [ResourceRow] = []
        private var later: [RowChange] = []

        mutating func take(_ change: RowChange) {
            if later.isEmpty, change.kind == .added { rows.append(change.row) } else { later.append(change) }
        }

        var all: [ResourceRow] {
            guard !later.isEmpty else { return rows }
            var byKey = Dictionary(rows.map { ($0.key, $0) }) { $1 }
            for change in later { byKey[change.row.key] = change.kind == .deleted ? nil : change.row }
            return Array(byKey.values)
        }
    }
}
