import Foundation
import GatewayGraph
import KubeModel
import TestSupport
import Testing

@testable import KubeClient

/// A genuine server with the definitions of kgateway 2.4, of Gateway API 1.6 and of agentgateway: what is wrong with any of
/// their objects is counted, shown and found.
@Suite(.timeLimit(.minutes(10))) struct NewestKindsTests {
    @Test @MainActor func whatIsWrongWithAnyKindIsCountedShownAndFound() async throws {
        guard let script = RealServer.script, let definitions = RealServer.definitions("crds-2.4") else {
            print("skipped: no real API server, or no definitions of kgateway 2.4, beside the checkout.")
            return
        }
        let server = try await RealServer.start(script, definitions: definitions)
        do { try await look(server) } catch { Issue.record(error) }
        await server.stop()
    }

    @MainActor private func look(_ server: RealServer) async throws {
        let endpoint = try #require(try server.endpoint("http"))
        guard case .text(let token)? = endpoint.credential.token else { throw ContractBreach(description: "no token in the context http") }
        let port = try #require(endpoint.server.port.flatMap { UInt16(exactly: $0) })
        let exchange = PlainExchange(host: "127.0.0.1", port: port)
        let served = try await KubeClient(endpoint, groups: .gateways).discover().kinds
        for member in NewestKinds.all {
            let type = try #require(served.first { $0.type.kind == member.kind && member.object["apiVersion"]?.string == $0.type.apiVersion }?.type, "\(member.kind) is not served")
            let made = try await put(member, type, exchange, token)
            if let status = member.status { try await tell(status, of: made, member, type, exchange, token) }
        }
        // Those whose definitions have no status cannot be wrong.
        let failing = NewestKinds.all.filter { $0.status != nil }

        try await DashboardStage.play(port: port, token: token) { stage in
            try await stage.see("✗ \(failing.count)")
            try stage.press("a")
            for member in failing {
                try stage.press("/\(member.message.lowercased()) enter")
                try await stage.see("All ── 1 of", member.name, member.message)
                try stage.press("/ ctrl-u enter")
            }
        }
    }

    private static func path(of type: ResourceType) -> String { type.collectionPath(namespace: type.isNamespaced ? "default" : nil) }
    private static func headers(_ token: String) -> [String: String] { ["Authorization": "Bearer \(token)", "Content-Type": "application/json"] }

    /// - Returns: What the server has made of it.
    private func put(_ member: NewestKinds.Member, _ type: ResourceType, _ exchange: PlainExchange, _ token: String) async throws -> JSONValue {
        let made = try await exchange.send("POST", Self.path(of: type), Self.headers(token), JSONWriter.text(member.object))
        try ContractBreach.check(made.status == 201, "\(member.kind): \(String(decoding: made.body, as: UTF8.self))")
        return try JSONParser.parse(made.body)
    }

    private func tell(
        _ status: JSONValue, of made: JSONValue, _ member: NewestKinds.Member, _ type: ResourceType, _ exchange: PlainExchange, _ token: String
    ) async throws {
        var object = made
        object["status"] = status
        let told = try await exchange.send("PUT", "\(Self.path(of: type))/\(member.name)/status", Self.headers(token), JSONWriter.text(object))
        try ContractBreach.check(told.status == 200, "\(member.kind): \(String(decoding: told.body, as: UTF8.self))")
    }
}
