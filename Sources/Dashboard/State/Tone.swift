import KubeModel

/// What a piece of text means; a theme decides how that looks.
public enum Tone: Hashable, Sendable, CaseIterable {
    case plain, dim, strong, accent, healthy, failing, warning, progressing, unattached
    case key, text, number, word, comment, match
}

extension Health {
    public var tone: Tone {
        switch self {
        case .failing: .failing
        case .warning: .warning
        case .progressing: .progressing
        case .unattached: .unattached
        case .healthy: .healthy
        case .none: .dim
        }
    }
}
