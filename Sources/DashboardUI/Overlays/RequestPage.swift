import Dashboard
import KubeModel
import TerminalUI

/// The requests that were made, the newest first.
enum RequestPage {
    static func lines(_ requests: [RequestLine], columns: Int, _ canvas: Canvas) -> [StyledText] {
        guard !requests.isEmpty else { return [canvas.styled("No request has been made.", .dim)] }
        let pathWidth = max(10, columns - 41)
        var lines = [
            canvas.styled(
                TextWidth.pad("TIME", columns: 10) + TextWidth.pad("METHOD", columns: 8)
                    + TextWidth.pad("PATH", columns: pathWidth) + TextWidth.padLeft("STATUS", columns: 7)
                    + TextWidth.padLeft("MS", columns: 7) + TextWidth.padLeft("BYTES", columns: 9), .dim)
        ]
        for request in requests.reversed() {
            let code = request.status.map(String.init) ?? (request.isOpen ? "open" : "-")
            let tone: Tone = (request.status ?? 200) >= 400 || request.error != nil ? .failing : .plain
            var line = canvas.styled(TextWidth.pad(canvas.clock(request.time), columns: 10), .dim)
            line.append(canvas.styled(TextWidth.pad(request.method, columns: 8), .plain))
            line.append(
                canvas.styled(
                    TextWidth.pad(Self.brief(request.path, columns: pathWidth - 1), columns: pathWidth), .plain)
            )
            line.append(canvas.styled(TextWidth.padLeft(code, columns: 7), tone))
            line.append(
                canvas.styled(
                    TextWidth.padLeft(
                        request.isOpen ? "open" : Count.text(Int(request.milliseconds.rounded())), columns: 7), .plain))
            line.append(canvas.styled(TextWidth.padLeft(Count.text(request.bytes), columns: 9), .plain))
            lines.append(line.fit(columns: columns))
            if let error = request.error { lines += canvas.wrapped(error, .failing, indent: 10, columns: columns) }
        }
        return lines
    }

    /// A path that is too long loses its query first, then its beginning: the names at its end tell requests apart.
    private static func brief(_ path: String, columns: Int) -> String {
        guard TextWidth.of(path) > columns else { return path }
        let base = String(path.prefix { $0 != "?" }), short = base == path ? base : base + "?…"
        return TextWidth.fitStart(short, columns: columns)
    }
}
