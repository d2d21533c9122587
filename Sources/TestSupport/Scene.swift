import APIServer
import Dashboard
import DashboardUI
import Foundation
import GatewayGraph
import KubeModel
import Sandbox
import TerminalUI

/// Servers for a stage: small ones with the test's own objects, and the sandbox with its story.
public enum Scene {
    public static let token = "a-token-that-nobody-may-see"

    /// A server of the story's kinds that holds just these objects. No controller runs.
    ///
    /// - Parameters:
    ///   - more: Kinds that it serves beside those of the story.
    ///   - grants: What further tokens open.
    public static func server(
        port: UInt16 = 0, _ objects: [JSONValue], more: [ResourceType] = [], grants: [String: AccessRules] = [:]
    ) -> KubeServer {
        let server = KubeServer(token: token, grants: grants, port: port, kinds: KindSchemas.all + more.map { ServedKind(type: $0) })
        for object in objects {
            guard let kind = server.kinds.first(where: { $0.type.kind == object["kind"]?.string }) else { continue }
            server.store.apply(seed: object, kind: kind)
        }
        return server
    }

    /// Plays a scene against a small server.
    @MainActor
    public static func play(
        _ objects: [JSONValue], more: [ResourceType] = [], size: Size = Size(columns: 140, rows: 40), namespace: String? = nil,
        isReadOnly: Bool = false, isASCII: Bool = false, manners: WriteManners = WriteManners(asksBeforeSending: false),
        files: @escaping (DraftStore) -> any EditFiles = { $0 }, _ scene: @MainActor (DashboardStage, KubeServer) async throws -> Void
    ) async throws {
        let server = server(objects, more: more)
        let port = try await server.start()
        do {
            try await DashboardStage.play(
                port: port, token: token, size: size, namespace: namespace, isReadOnly: isReadOnly, isASCII: isASCII, manners: manners, files: files
            ) { try await scene($0, server) }
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    /// Plays a scene against the sandbox: its controller answers to changes, and nothing happens by itself.
    @MainActor
    public static func playStory(
        size: Size = Size(columns: 140, rows: 40),
        _ scene: @MainActor (DashboardStage, RunningSandbox) async throws -> Void
    ) async throws {
        let sandbox = try await StorySandbox.start(SandboxOptions(isQuiet: true))
        do {
            try await DashboardStage.play(port: sandbox.port, token: sandbox.token, size: size) {
                try await scene($0, sandbox)
            }
        } catch {
            await sandbox.stop()
            throw error
        }
        await sandbox.stop()
    }
}

extension KubeServer {
    /// Writes a status as a controller does, from conditions such as `Accepted=False/Invalid`.
    public func tell(_ place: String, _ type: ResourceType = .trafficPolicy, _ conditions: String...) throws {
        let status: JSONValue = ["conditions": .array(conditions.map { Sample.condition($0) })]
        try store.updateStatus(of: type, key: Sample.key(place), status)
    }

    /// The kind of a type, for writing to the store.
    public func kind(_ type: ResourceType) -> ServedKind {
        kinds.first { $0.type == type } ?? ServedKind(type: type)
    }
}
