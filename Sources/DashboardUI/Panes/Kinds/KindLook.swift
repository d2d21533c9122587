import Dashboard
import GatewayGraph
import KubeModel
import TerminalUI

/// How a line of the kinds looks: its name, its count, its worst state.
struct KindLook {
    private let kinds: [KindState]
    private let namespace: String?
    private let changes: Int
    private let findings: FindingList

    init(_ state: DashboardState) {
        kinds = state.kinds
        namespace = state.namespace
        changes = state.cluster.changeLog.count
        findings = state.cluster.findings
    }

    /// A line of the pane.
    func look(_ line: KindLine, _ canvas: Canvas) -> (name: String, tail: StyledText, tone: Tone) {
        switch line {
        case .findings: return ("Findings", findingTail(canvas), .plain)
        case .changes: return ("Changes", tail(canvas, mark: blank(canvas), Self.brief(changes), nil), .plain)
        case .overall: return ("All", tail(canvas, mark: blank(canvas), Self.brief(totals.all), totals), .plain)
        case .heading(let title): return (title, StyledText(), .dim)
        case .absent(let count):
            return ("\(count) kind\(count == 1 ? "" : "s") not installed", StyledText(), .dim)
        case .kind(let index):
            let kind = kinds[index], name = kind.kind.type.kind
            switch kind.connection {
            case .notInstalled: return (name, StyledText(), .dim)
            case .forbidden where kind.table.isEmpty: return (name, canvas.styled(" no access ", .warning), .plain)
            default: break
            }
            let totals = kind.totals(in: namespace)
            return (name, tail(canvas, mark: mark(kind, canvas), count(kind, canvas), totals), .plain)
        }
    }

    /// An entry of the strip: `TP 47 ✗9`. What is in trouble is a number of its own.
    func entry(_ line: KindLine, _ canvas: Canvas, isChosen: Bool) -> StyledText {
        var entry = StyledText()
        func add(_ name: String, _ count: String, _ totals: StateTotals?) {
            entry.append(canvas.styled(name + " ", isChosen ? .strong : .plain))
            entry.append(canvas.styled(count, .plain))
            if let totals, let worst = totals.worst {
                entry.append(canvas.styled(" \(Glyphs.of(worst))\(Self.brief(totals[worst]))", worst.tone))
            }
        }
        switch line {
        case .findings:
            add("Findings", findingCount(canvas), nil)
            if let worst = worstFinding { entry.append(canvas.styled(" \(worst.text)", worst.tone)) }
        case .changes: add("Changes", Self.brief(changes), nil)
        case .overall: add("All", Self.brief(totals.all), totals)
        case .heading: break
        case .absent(let count): entry.append(canvas.styled("\(count) not installed", .dim))
        case .kind(let index):
            let kind = kinds[index], type = kind.kind.type, name = isChosen ? type.kind : type.initials
            switch kind.connection {
            case .notInstalled: entry.append(canvas.styled(name, .dim))
            case .forbidden where kind.table.isEmpty: entry.append(canvas.styled("\(name) no access", .warning))
            default:
                add(name, count(kind, canvas), kind.totals(in: namespace))
                if kind.connection != .live { entry.append(mark(kind, canvas)) }
            }
        }
        return entry
    }

    private var totals: StateTotals {
        var sum = StateTotals()
        for kind in kinds { sum.add(kind.totals(in: namespace)) }
        return sum
    }

    /// Before the first list nobody knows how many there are.
    private func count(_ kind: KindState, _ canvas: Canvas) -> String {
        let all = kind.totals(in: namespace).all
        return kind.isListed || all > 0 ? Self.brief(all) : canvas.theme.isASCII ? "-" : "–"
    }

    /// Before everything was looked through nobody knows how many there are.
    private func findingCount(_ canvas: Canvas) -> String {
        findings.progress == .ready ? Self.brief(findings.count) : canvas.theme.isASCII ? "-" : "–"
    }

    /// The errors; where there is none, the warnings.
    private var worstFinding: (text: String, tone: Tone)? {
        guard let worst = findings.worst, worst > .note else { return nil }
        let look = FindingsPane.look(worst)
        return ("\(look.glyph)\(Self.brief(findings.count(of: worst)))", look.tone)
    }

    private func findingTail(_ canvas: Canvas) -> StyledText {
        var line = blank(canvas)
        line.append(canvas.styled(TextWidth.padLeft(findingCount(canvas), columns: 4), .plain))
        line.append(canvas.styled(" " + TextWidth.pad(worstFinding?.text ?? "", columns: 4), worstFinding?.tone ?? .plain))
        return line
    }

    /// How the connection is doing, count and worst state in columns of their own: `◌  214 ✗2  `.
    private func tail(_ canvas: Canvas, mark: StyledText, _ count: String, _ totals: StateTotals?) -> StyledText {
        var line = mark
        line.append(canvas.styled(TextWidth.padLeft(count, columns: 4), .plain))
        let worst = totals?.worst, text = worst.map { "\(Glyphs.of($0))\(Self.brief(totals?[$0] ?? 0))" } ?? ""
        line.append(canvas.styled(" " + TextWidth.pad(text, columns: 4), worst?.tone ?? .plain))
        return line
    }

    private func blank(_ canvas: Canvas) -> StyledText { canvas.styled(" ", .plain) }

    /// One column that is empty while all is well.
    private func mark(_ kind: KindState, _ canvas: Canvas) -> StyledText {
        switch kind.connection {
        case .live, .notInstalled: blank(canvas)
        case .connecting, .listing: canvas.styled("◌", .dim)
        case .polling: canvas.styled("◌", .warning)
        case .retrying: canvas.styled("↻", .warning)
        case .forbidden, .credentialsExpired: canvas.styled("⚠", .failing)
        }
    }

    /// At most four characters: `999`, `1204`, `12k`.
    static func brief(_ count: Int) -> String { count < 10_000 ? String(count) : "\(count / 1000)k" }
}
