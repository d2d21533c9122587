import Foundation
import GatewayGraph
import KubeClient
import TerminalUI

/// What changes would do to routes, policies and findings, told before somebody is asked for them.
enum ShellEffect {
    /// Reads the cluster as `check` does. Cost: follows the cluster.
    ///
    /// - Returns: Never empty; what could not be read is said to be not known.
    static func lines(of changes: [ForeseenChange], _ session: Session) async -> [AnswerLine] {
        let waiting = WaitingLine("Reading", session.backend.endpoint.name)
        FileHandle.standardError.write(Data(waiting.shown.utf8))
        defer { FileHandle.standardError.write(Data(waiting.erased.utf8)) }
        do {
            let live = try await LiveObjects.read(session.client, for: .checks(readsCertificates: false))
            let settings = PolicySettings(live.environment ?? [:], from: .deployment, rules: live.rules)
            return ChangeEffect(
                of: changes, in: live.objects, settings: settings, unread: Set(live.unread.map(\.kind)), now: Date()
            ).lines
        } catch {
            let reason = (error as? CommandFailure)?.sentence ?? "The cluster could not be read."
            return [AnswerLine("not known", "What it does to routes, policies and findings. \(reason)", .dim)]
        }
    }
}
