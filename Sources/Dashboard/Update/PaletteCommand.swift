import KubeModel

/// What a line of the command palette means.
public enum PaletteCommand: Equatable, Sendable {
    case kind(Int)
    /// nil: all namespaces.
    case namespace(String?)
    case context(String)
    /// Choose one of them.
    case contexts
    case sort(RowOrder.Field)
    case login, drafts, requests, help, quit, nothing
    case unknown(String)

    private static let words = ["ns", "ctx", "sort", "login", "drafts", "requests", "help", "q"]

    /// Reads a line. Kinds go by plural, singular or any unique beginning; an exact word always wins.
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
            return .namespace(argument)
        case "ctx", "context":
            // A name of a context may have spaces in it.
            return argument == nil ? .contexts : .context(parts.dropFirst().joined(separator: " "))
        case "sort": return sort(argument, in: state)
        default: break
        }
        switch ResourceType.matches(word, in: state.kinds.map(\.kind.type)) {
        case let found where found.count == 1: return .kind(found[0])
        case let found where found.isEmpty:
            return .unknown("There is no command or kind “\(word)”. ? shows the commands.")
        case let found:
            let names = found.map { state.kinds[$0].kind.type.plural }.joined(separator: ", ")
            return .unknown("“\(word)” could be \(names). Type more of it.")
        }
    }

    private static func sort(_ column: String?, in state: DashboardState) -> PaletteCommand {
        guard let column = column?.lowercased() else { return .unknown("sort wants a column: sort NAME.") }
        let fixed: [(String, RowOrder.Field)] = [
            ("namespace", .namespace), ("name", .name), ("age", .age), ("state", .state),
        ]
        let own = state.current.kind.columns.enumerated().map { ($1.title.lowercased(), RowOrder.Field.column($0)) }
        let found = (fixed + own).first { $0.0 == column } ?? (fixed + own).first { $0.0.hasPrefix(column) }
        guard let found else { return .unknown("There is no column “\(column)” here.") }
        return .sort(found.1)
    }

    /// What the line could be completed to, best first.
    static func completions(of line: String, in state: DashboardState) -> [String] {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard let word = parts.first, !word.isEmpty else { return [] }
        if parts.count == 1 {
            let kinds = state.kinds.map(\.kind.type.plural) + state.kinds.map(\.kind.type.singular)
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
