import GatewayGraph
import KubeModel

/// What a line of the command palette means.
public enum PaletteCommand: Equatable, Sendable {
    /// What may stand behind the name of a kind: `tp team-a /cors`.
    public struct Rest: Equatable, Sendable {
        /// nil: none was named; a nil in it: all of them.
        var namespace: String??
        var filter: String?
    }

    case kind(Int, Rest)
    /// A kind without a place in the list.
    case unlisted(Discovery.Kind, isServed: Bool, Rest)
    case place(ListPlace)
    /// Those of so many seconds; nil: all.
    case changes(ofLast: Double?)
    /// nil: all namespaces.
    case namespace(String?)
    /// Choose one of them.
    case namespaces
    case context(String)
    /// Choose one of them.
    case contexts
    case sort(RowOrder.Field)
    case route(RouteRequest)
    /// Of all marked objects, or the selected one.
    case change(FieldChange)
    /// The same objects, to a folder.
    case export(String)
    case history
    case login, drafts, files, requests, help, quit, nothing
    case unknown(String)

    /// The commands, for help and README.
    public static let words: [(form: String, does: String)] = [
        ("KIND [NAMESPACE] [/FILTER]", "a kind, by its plural, singular, short name, or a beginning that fits one only"),
        ("ns [NAME|all]", "a namespace, or choose one"), ("ctx [NAME]", "a context, or choose one"),
        ("findings", "what is wrong"), ("all", "all objects of all kinds"), ("changes [5m]", "what changed since start, or within that time"),
        ("route [METHOD] URL [-H K:V]", "what serves a request, and what touches it"),
        ("label KEY=VALUE [KEY-]", "label the marked objects, or take labels away"), ("annotate KEY=VALUE [KEY-]", "the same of annotations"),
        ("set FIELD VALUE", "set a field of the marked objects: set spec.timeouts.request 30s"), ("unset FIELD", "take a field away"),
        ("export FOLDER", "write the marked objects to files that can be applied"), ("history", "what was changed here, to take it back"),
        ("sort COLUMN", "sort by a column"), ("login", "let the plugin log in"), ("drafts", "texts that were kept"),
        ("files", "which files were read, and what of them cannot be"), ("requests", "the request log"), ("help", "this help"), ("q", "quit"),
    ]

    public static let hint = "a kind, ns NAME, ctx NAME, findings, all, changes 5m, route URL, label, annotate, set, unset, export, history, sort COLUMN, login, drafts, files, requests, help, q"

    private static let names = [
        "ns", "ctx", "findings", "all", "changes", "route", "label", "annotate", "set", "unset", "export", "history", "sort", "login", "drafts", "files",
        "requests", "help", "quit",
    ]

    /// Reads a line. Kinds go by every name that ``KindNames`` knows; an exact word always wins.
    static func parse(_ line: String, in state: DashboardState) -> PaletteCommand {
        let parts = line.split(separator: " ").map(String.init)
        guard let word = parts.first?.lowercased() else { return .nothing }
        let argument = parts.dropFirst().first
        switch word {
        case "q", "quit", "q!", "exit": return .quit
        case "help", "h": return .help
        case "findings": return .place(.findings)
        case "all": return .place(.overall)
        case "changes": return changes(argument)
        case "route": return route(Array(parts.dropFirst()))
        case "label", "annotate", "set", "unset": return change(word, line)
        case "export": return argument.map { _ in .export(parts.dropFirst().joined(separator: " ")) } ?? .unknown("export wants a folder: export ./policies.")
        case "history", "undo", "redo": return .history
        case "drafts": return .drafts
        case "files": return .files
        case "login": return .login
        case "requests": return .requests
        case "ns", "namespace", "namespaces": return argument.map(space) ?? .namespaces
        case "ctx", "context":
            // A name of a context may have spaces in it.
            return argument == nil ? .contexts : .context(parts.dropFirst().joined(separator: " "))
        case "sort": return sort(argument, in: state)
        default: return kind(word, Array(parts.dropFirst()), in: state)
        }
    }

    private static func change(_ word: String, _ line: String) -> PaletteCommand {
        guard let words = PaletteWords.split(line)?.dropFirst() else { return .unknown("A quote is not closed.") }
        do throws(FieldChange.Problem) {
            switch word {
            case "label": return .change(try .marks(Array(words), in: "labels", .label))
            case "annotate": return .change(try .marks(Array(words), in: "annotations", .annotate))
            case "set": return .change(try .set(Array(words)))
            default: return .change(try .unset(Array(words)))
            }
        } catch {
            return .unknown(error.description)
        }
    }

    private static func space(_ name: String) -> PaletteCommand {
        guard name != "all", name != "-A" else { return .namespace(nil) }
        guard name.utf8.count <= 253 else {
            return .unknown("No namespace can have the name “\(brief(name))”: it is too long.")
        }
        return .namespace(name)
    }

    private static func kind(_ word: String, _ rest: [String], in state: DashboardState) -> PaletteCommand {
        let beginning = rest.firstIndex { $0.hasPrefix("/") } ?? rest.endIndex
        guard beginning <= 1 else {
            return .unknown("Behind a kind stand a namespace and a /filter: \(brief(word)) NAMESPACE /FILTER.")
        }
        var more = Rest()
        if beginning == 1 {
            guard case .namespace(let name) = space(rest[0]) else { return space(rest[0]) }
            more.namespace = .some(name)
        }
        if beginning < rest.endIndex { more.filter = String(rest[beginning...].joined(separator: " ").dropFirst()) }
        switch state.cluster.kind(named: word) {
        case .shown(let index): return .kind(index, more)
        case .unlisted(let kind, let isServed): return .unlisted(kind, isServed: isServed, more)
        case .several(let names): return .unknown(KindSentence.several(brief(word), names))
        case .none(let nearest):
            let near = names.first { WordDistance.between(word, $0) <= max(1, word.count / 3) }
            let hint = (near ?? nearest).map { "Did you mean \($0)?" } ?? "? shows the commands."
            return .unknown("There is no command or kind “\(brief(word))”. \(hint)")
        }
    }

    /// `GET https://shop.example.com/cart -H k:v`, the method, also behind `-X`, and the headers as they please.
    private static func route(_ words: [String]) -> PaletteCommand {
        var method = "GET", url: String?, headers: [String] = [], rest = words[...]
        while let word = rest.popFirst() {
            switch word {
            case "-X": method = rest.popFirst() ?? method
            case "-H":
                guard var header = rest.popFirst() else { return .unknown("-H wants NAME:VALUE.") }
                // A blank behind the colon parts the header in two words.
                if header.hasSuffix(":"), let value = rest.popFirst() { header += value }
                headers.append(header)
            default:
                if url == nil, word.allSatisfy({ $0.isLetter && $0.isUppercase }), !rest.isEmpty { method = word } else if url == nil { url = word } else {
                    return .unknown("route wants one URL: route GET https://shop.example.com/cart -H NAME:VALUE.")
                }
            }
        }
        guard let url else { return .unknown("route wants a URL: route GET https://shop.example.com/cart.") }
        do throws(RouteRequest.Problem) { return .route(try RouteRequest(method, url, headers: headers)) } catch { return .unknown(error.description) }
    }

    /// `5m`, `90s`, `2h`.
    private static func changes(_ span: String?) -> PaletteCommand {
        guard let span else { return .changes(ofLast: nil) }
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        guard let unit = span.last.flatMap({ units[$0] }), let count = Double(span.dropLast()), count > 0, count < 100_000 else {
            return .unknown("changes wants a time: changes 5m, changes 90s, changes 2h.")
        }
        return .changes(ofLast: count * unit)
    }

    /// A word of the person's as a sentence repeats it.
    static func brief(_ word: String) -> String { PaletteWords.brief(word) }

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
            return (kinds + names).filter { $0.hasPrefix(word.lowercased()) && seen.insert($0).inserted }
        }
        guard parts.count == 2 else { return [] }
        let choices: [String] =
            switch word.lowercased() {
            case "ns", "namespace": state.namespaces + ["all"]
            case "changes": ["1m", "5m", "1h"]
            case "ctx", "context": state.contexts
            case "sort":
                ["namespace", "name", "age", "state"] + state.current.kind.columns.map { $0.title.lowercased() }
            default: if case .shown = state.cluster.kind(named: word) { state.namespaces + ["all"] } else { [] }
            }
        return choices.filter { $0.lowercased().hasPrefix(parts[1].lowercased()) }.map { "\(word) \($0)" }
    }
}
