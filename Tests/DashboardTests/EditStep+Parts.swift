import Dashboard
import KubeModel

/// What a step holds, for tests that need one of a kind.
extension EditSession.Step {
    /// The text that is opened.
    var text: String? { if case .openEditor(let text) = self { text } else { nil } }
    /// What is sent.
    var request: ChangeRequest? { if case .send(let request) = self { request } else { nil } }
    /// How it ended.
    var outcome: EditOutcome? { if case .finish(let outcome) = self { outcome } else { nil } }
}
