import KubeModel

/// What a line of the command palette means.
public enum PaletteCommand: Equatable, Sendable {
    case kind(Int)
    /// A kind without a place in the list.
    case unlisted(Discovery.Kind, isServed: Bool)
    /// nil: all namespaces.
    case namespace(String?)
    case context(String)
    /// Choose one of them.
    case contexts
    case sort(RowOrder.Field)
    case login, drafts, requests, help, quit, nothing
    case unknown(String)

    private static let words = ["ns", "ctx", "sort", "login", "drafts", "requests", "help", "q"]

    /// Reads a line. Kinds go by every name that ``KindNames`` knows; an exact word always wins.
    static func parse(_ line: String, in state: DashboardState) -> PaletteCommand {
        let parts = line.split(separator: " ").map(String.init)
        guard let word = parts.first?.lowercased() else { return .nothing }
        let argument = parts.dropFirst().first
        switch word {
        case "q", "quit", "q!", "exit": return .quit
        case "help", "h": return .help
        case "drafts": return .drafts
        case "login": return .login
        case "requests": return .requests
        case "ns", "namespace":
            guard let argument, argument != "all", argument != "-A" else { return .namespace(nil) }
            guard argument.utf8.count <= 253 else {
                return .unknown("No namespace can have the name “\(brief(argument))”: it is too long.")
            }
            return .namespace(argument)
        case "ctx", "context":
            // A name of a context may have spaces in it.
            return argument == nil ? .contexts : .context(parts.dropFirst().joined(separator: " "))
        case "sort": return sort(argument, in: state)
        default: break
        }
        switch state.cluster.kind(named: word) {
        case .shown(let index): return .kind(index)
        case .unlisted(let kind, let isServed): return .unlisted(kind, isServed: isServed)
        case .several(let names): return .unknown(KindSentence.several(brief(word), names))
        case .none(let nearest):
            let hint = nearest.map { "Did you mean \($0)?" } ?? "? shows the commands."
            return .unknown("There is no command or kind “\(brief(word))”. \(hint)")
        }
    }

    /// A word of the person's as a sentence repeats it.
    static func brief(_ word: String) -> String { word.utf8.count > 60 ? "\(word.prefix(40))…" : word }

    private static func sort(_ column: String?, in state: DashboardState) -> PaletteCommand {
        guard let column = column?.lowercased() else { return .unknown("sort wants a column: sort NAME.") }
        let fixed: [(String, RowOrder.Field)] = [
            ("namespace", .namespace), ("name", .name), ("age", .age), ("state", .state),
        ]
        let own = state.current.kind.columns.enumerated().map { ($1.title.lowercased(), RowOrder.Field.column($0)) }
        let found = (fixed + own).first { $0.0 == column } ?? (fixed + own).first { $0.0.hasPrefix(column) }
        guard let found else { return .unknown("There is no column “\(brief(column))” here.") }
        return .sort(found.1)
    }

    /// What the line could be completed to, best first.
    static func completions(of line: String, in state: DashboardState) -> [String] {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard let word = parts.first, !word.isEmpty else { return [] }
        if parts.count == 1 {
            let types = state.kinds.map(\.kind.type) + state.cluster.otherKinds.map(\.type)
            let kinds = types.map(\.plural) + types.map(\.singular)
            var seen: Set<String> = []
            return (kinds + words).filter { $0.hasPrefix(word.lowercased()) && seen.insert($0).inserted }
        }
        guard parts.count == 2 else { return [] }
        let choices: [String] =
            switch word.lowercased() {
            case "ns", "namespace": state.namespaces + ["all"]
            case "ctx", "context": state.contexts
            case "sort":
                ["namespace", "name", "age", "state"] + state.current.kind.columns.map { $0.title.lowercased() }
            default: []
            }
        return choices.filter { $0.lowercased().hasPrefix(parts[1].lowercased()) }.map { "\(word) \($0)" }
    }
}
