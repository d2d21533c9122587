import Dashboard
import DashboardUI
import Foundation
import GatewayGraph
import KubeClient
import KubeModel
import TerminalUI
import TestSupport
import Testing

/// Keys that can do nothing as things stand, pressed. No server is asked: none of them has anything to send.
@MainActor @Suite struct DisabledReasonTests {
    /// States in which something is impossible.
    private enum Case: String, CaseIterable { case empty, readOnly, filled, chosen }

    /// Ways to each context of the panes.
    private static let ways: [[Action]] = [
        [.focus(.kinds)], [.focus(.list)], [.focus(.detail)], [.yaml],
        [.yaml, .searchPrompt, .edit(.insert("ö")), .accept], [.links], [.links, .searchPrompt, .edit(.insert("ö")), .accept],
    ]

    private func state(_ chosen: Case) -> DashboardState {
        var state = DashboardState.sample(isReadOnly: chosen == .readOnly)
        if chosen != .empty { state.list([Sample.policy("shop/cart"), Sample.policy("shop/checkout")]) }
        if chosen == .chosen { state.perform(.allNamespaces) }
        return state
    }

    private func runtime(_ state: DashboardState) throws -> DashboardRuntime {
        let server = try #require(URL(string: "http://127.0.0.1:9"))
        let folder = FileManager.default.temporaryDirectory.path
        return DashboardRuntime(
            state: state, screen: MemoryScreen(size: Size(columns: 120, rows: 40)),
            capabilities: TerminalCapabilities(isUTF8: true),
            cluster: KubeClient(ClusterEndpoint(server: server, token: nil, context: "none", namespace: nil), groups: .gateways),
            services: DashboardServices(
                files: DraftStore(folder: folder, temporaryFolder: folder), editorCommand: "none"
            ) { throw ClusterError.other("The test has no context \($0).") })
    }

    /// Presses every key that has a reason against it in a state.
    ///
    /// - Returns: Names of the bindings.
    private func pressDisabled(in state: DashboardState) throws -> Set<String> {
        let context = KeyContext(state)
        var pressed: Set<String> = []
        for binding in Keymap.bindings where binding.contexts.contains(context) {
            guard let reason = binding.disabledReason(state) else { continue }
            for key in binding.keys {
                let runtime = try runtime(state)
                runtime.handle(.key(key))

                #expect(runtime.state.notice?.text == reason, "\(binding.id) in \(context)")
                #expect(KeyContext(runtime.state) == context, "\(binding.id) in \(context)")
            }
            pressed.insert(binding.id)
        }
        return pressed
    }

    @Test func pressingAKeyThatCanDoNothingLeavesItsReason() throws {
        var pressed: Set<String> = []
        for chosen in Case.allCases {
            for way in Self.ways {
                var state = state(chosen)
                for action in way { state.perform(action) }
                pressed.formUnion(try pressDisabled(in: state))
            }
        }

        #expect(
            pressed == [
                "open", "describe", "yaml", "toggle-managed-fields", "toggle-secrets", "all-namespaces", "copy-name",
                "copy-yaml", "copy-linked-name", "copy-linked-yaml", "edit-resource", "create-resource", "delete-resource", "mark", "mark-range", "undo", "redo",
                "diff", "save", "links", "policies", "jump-back", "copy-as-new", "explain", "jump", "toggle-branch", "open-branch",
                "shut-branch", "next-match", "previous-match",
            ])
    }
}
