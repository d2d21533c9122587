import Dashboard
import KubeModel
import TerminalUI

/// The first line: where one is, what is special about it, how things are, and how the connection does.
struct HeaderBar {
    private let info: ClusterInfo
    private let namespace: String?
    private let totals: StateTotals
    private let connection: ConnectionState
    private let isLoggingIn: Bool
    private let isStale: Bool

    init(_ state: DashboardState) {
        info = state.cluster.info
        namespace = state.namespace
        totals = state.totals
        connection = state.connection
        isLoggingIn = state.isLoggingIn
        isStale = state.staleSince != nil
    }

    func draw(_ layout: Layout, on canvas: inout Canvas) {
        let area = layout.header
        let flags = flagsText(canvas)
        // That nobody checks the server is said at every size: all else makes room for it.
        let right = connectionText(canvas, columns: max(6, min(area.columns * 45 / 100, area.columns - flags.width - 12)))
        let totals = totalsText(canvas)
        let hint = layout.form == .single ? StyledText() : canvas.styled("  ? help ", .dim)
        let end = area.columns - right.width - hint.width
        // The totals matter more than the program's own name: it goes first where there is no room for both.
        let isTight = contextText(canvas, isShort: false).width + flags.width + totals.width + 4 > end
        var left = contextText(canvas, isShort: isTight).fit(columns: max(0, end - 1 - flags.width))
        left.append(flags)
        canvas.write(left, at: area.origin, columns: max(0, end - 1))
        canvas.write(right, at: Point(column: end, row: area.row), columns: right.width)
        canvas.write(hint, at: Point(column: area.columns - hint.width, row: area.row), columns: hint.width)
        let free = end - left.width
        // The worst states come first: where not all fit, the others go.
        let shown = totals.width + 2 <= free ? totals : totalsText(canvas, columns: free - 2)
        guard shown.width > 0 else { return }
        let start = left.width + (free - shown.width) / 2
        canvas.write(shown, at: Point(column: start, row: area.row), columns: shown.width)
    }

    private func contextText(_ canvas: Canvas, isShort: Bool) -> StyledText {
        var line = isShort ? StyledText(" ") : canvas.styled(" gatehouse  ", .accent)
        line.append(canvas.styled(info.context, .strong))
        line.append(canvas.styled(isShort ? "›" : " › ", .dim))
        line.append(canvas.styled(namespace ?? (isShort ? "all" : "all namespaces"), .plain))
        return line
    }

    private func flagsText(_ canvas: Canvas) -> StyledText {
        var line = StyledText()
        if info.isUnverified { line.append(canvas.styled("  TLS NOT VERIFIED", .failing)) }
        if info.isSandbox { line.append(canvas.styled("  SANDBOX", .warning)) }
        if info.isReadOnly { line.append(canvas.styled("  READ-ONLY", .warning)) }
        return line
    }

    private func totalsText(_ canvas: Canvas, columns: Int = .max) -> StyledText {
        var line = StyledText()
        for health in Health.allCases where health != .none {
            guard totals[health] > 0 || health == .healthy else { continue }
            let part = canvas.styled("\(Glyphs.of(health)) \(Count.text(totals[health]))", health.tone),
                gap = line.runs.isEmpty ? "" : "  "
            guard line.width + gap.count + part.width <= columns else { break }
            line.append(gap)
            line.append(part)
        }
        return line
    }

    /// The state of the connection in the words that fit. What is shortened is what can be done without: never the key
    /// that helps, nor the number.
    private func connectionText(_ canvas: Canvas, columns: Int) -> StyledText {
        let (texts, tone) = connectionWords()
        let text = texts.first { canvas.styled($0, tone).width <= columns } ?? texts.last ?? ""
        return canvas.styled(text, tone).fit(columns: columns)
    }

    /// The same said longer and shorter, the longest first.
    private func connectionWords() -> ([String], Tone) {
        switch connection {
        case .connecting where isLoggingIn, .credentialsExpired where isLoggingIn:
            (["◌ logging in with \(info.plugin ?? "")", "◌ logging in", "◌ login"], .dim)
        case .connecting: (["◌ connecting"], .dim)
        case .listing(let count): (["◌ listing \(Count.text(count))", "◌ \(Count.text(count))"], .dim)
        case .live: (["● live"], .healthy)
        case .polling(let seconds):
            (["◌ polling every \(Int(seconds)) s", "◌ every \(Int(seconds)) s"], .warning)
        case .retrying(let error, let seconds): (Self.retryWords(error, seconds), .warning)
        case .credentialsExpired(.loginFailed) where info.plugin != nil:
            (["⚠ cannot log in; ctrl-r logs in", "⚠ ctrl-r logs in", "⚠ ctrl-r", "ctrl-r"], .failing)
        case .credentialsExpired where info.plugin != nil:
            (["⚠ login refused; ctrl-r logs in", "⚠ ctrl-r logs in", "⚠ ctrl-r", "ctrl-r"], .failing)
        case .credentialsExpired(.loginFailed): (["⚠ cannot log in", "⚠ login"], .failing)
        // Whoever has seen rows was let in once.
        case .credentialsExpired where isStale:
            (["⚠ credentials no longer accepted", "⚠ not accepted", "⚠ login"], .failing)
        case .credentialsExpired: (["⚠ credentials expired or refused", "⚠ not accepted", "⚠ login"], .failing)
        case .forbidden: (["⚠ not allowed to list", "⚠ not allowed"], .failing)
        case .notInstalled: (["kgateway is not installed", "no kgateway"], .warning)
        }
    }

    private static func retryWords(_ error: ClusterError, _ seconds: Double) -> [String] {
        let wait = "\(max(1, Int(seconds.rounded(.up)))) s"
        return [
            "↻ reconnecting in \(wait): \(brief(error))", "↻ \(wait): \(brief(error))", "↻ retry in \(wait)",
            "↻ \(wait)",
        ]
    }

    /// A failure in two or three words, for the header.
    static func brief(_ error: ClusterError) -> String {
        switch error {
        case .refused: "connection refused"
        case .unresolved: "name not found"
        case .reset: "connection lost"
        case .truncated: "answer cut off"
        case .timedOut: "no answer"
        case .untrusted: "not trusted"
        case .loginFailed: "cannot log in"
        case .unauthorized: "not accepted (401)"
        case .tooManyRequests: "server busy"
        case .unavailable: "server not ready"
        case .server(let status): "server failed (\(status.code))"
        case .notJSON: "not a Kubernetes server"
        default: error.description
        }
    }
}
