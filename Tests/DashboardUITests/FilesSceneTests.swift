import Foundation
import KubeModel
import Sandbox
import TerminalUI
import TestSupport
import Testing

/// The dashboard on files.
@Suite struct FilesSceneTests {
    /// Plays a scene on a folder of these files.
    @MainActor private func play(
        _ files: [String: String], size: Size = Size(columns: 200, rows: 60),
        _ scene: @MainActor (DashboardStage, TemporaryFolder) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        for (name, text) in files { try folder.write(name, text) }
        let server = try await FileServer.start([folder.path])
        do {
            try await DashboardStage.play(port: server.port, token: server.token, size: size, isReadOnly: true) { try await scene($0, folder) }
        } catch { Issue.record(error) }
        await server.stop()
    }

    @Test @MainActor func whatIsWrongWithAnyKindIsCountedShownAndFound() async throws {
        let files = Dictionary(uniqueKeysWithValues: NewestKinds.all.map { ("deep/\($0.kind).yaml", YAMLWriter.text($0.stored)) })
        let failing = NewestKinds.all.filter { $0.status != nil }

        try await play(files) { stage, _ in
            try await stage.see("✗ \(failing.count)", "agentgateway", "AgentgatewayModel", "TLSRoute", "ListenerSet", "XMesh")
            try stage.press("a")
            for member in failing {
                try stage.press("/\(member.message.lowercased()) enter")
                try await stage.see("All ── 1 of", member.name, member.message)
                try stage.press("/ ctrl-u enter")
            }
        }
    }

    @Test @MainActor func whatIsWrittenToAFileIsOnScreen() async throws {
        func policy(_ name: String) -> String {
            "apiVersion: gateway.kgateway.dev/v1alpha1\nkind: TrafficPolicy\nmetadata: {name: \(name), namespace: shop}\nspec: {targetRefs: [{kind: HTTPRoute, name: \(name)-route}]}\n"
        }
        try await play(["a.yaml": policy("one")]) { stage, folder in
            try await stage.see("READ-ONLY", "HTTPRoute/one-route")
            try folder.write("more/b.yaml", policy("two"))
            try await stage.see("HTTPRoute/two-route")
            try folder.write("a.yaml", policy("three"))
            try await stage.see { !$0.contains("HTTPRoute/one-route") && $0.contains("HTTPRoute/three-route") }
        }
    }

    @Test @MainActor func nothingIsChangedAndTheFooterOffersNothingThatWould() async throws {
        try await play(["a.yaml": YAMLWriter.text(NewestKinds.all[0].stored)]) { stage, _ in
            try await stage.see("boom-trafficpolicy")
            try await stage.see { !$0.contains("e edit") && !$0.contains("c create") && !$0.contains("ctrl-d delete") }
            try stage.press("e")
            try await stage.see("read-only")
        }
    }
}
