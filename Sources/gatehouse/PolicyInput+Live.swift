import Foundation
import GatewayGraph
import KubeClient
import KubeModel

extension PolicyInput {
    /// Of a cluster. What may not be read of it is said on standard error.
    static func live(_ session: Session, _ options: PolicyInputOptions) async throws -> PolicyInput {
        let live = try await LiveObjects.read(session.client), endpoint = session.backend.endpoint
        for part in live.unread.sorted(by: { $0.kind < $1.kind }) {
            CommandEnd.complain("Not known: \(part.kind) (\(part.reason)).")
        }
        var settings = PolicySettings(
            live.environment ?? [:], from: .deployment, rules: GatewayRules(options.rules) ?? live.rules)
        settings.add(options.environment, from: .flag)
        return PolicyInput(
            objects: live.objects, unread: Set(live.unread.map(\.kind)), settings: settings,
            source: ["context": .string(endpoint.name), "server": .string(endpoint.server.absoluteString)], isLive: true)
    }
}
