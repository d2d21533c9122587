import Dashboard
import GatewayGraph

extension AnswerLine.Tone {
    /// How it is shown. Who wins is plain: only what is wrong has a colour.
    var shown: Tone {
        switch self {
        case .plain, .good: .plain
        case .dim: .dim
        case .warning: .warning
        case .bad: .failing
        case .strong: .strong
        case .title: .accent
        }
    }
}
