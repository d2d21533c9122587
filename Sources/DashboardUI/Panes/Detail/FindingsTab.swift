import Dashboard
import GatewayGraph
import TerminalUI

/// What is wrong with one object, and what to write instead.
struct FindingsTab {
    let findings: [FoundFinding]
    let progress: FindingKeeper.Progress

    func lines(columns: Int, _ canvas: Canvas) -> [StyledText] {
        guard !findings.isEmpty else {
            let words = progress == .ready ? "Nothing is wrong with it, as far as the resources say." : "Looking through everything…"
            return [StyledText()] + canvas.wrapped(words, .dim, columns: columns)
        }
        return [StyledText()] + findings.flatMap { lines(of: $0, columns: columns, canvas) }
    }

    private func lines(of found: FoundFinding, columns: Int, _ canvas: Canvas) -> [StyledText] {
        let finding = found.finding, look = FindingsPane.look(found)
        var head = canvas.styled("\(look.glyph) \(finding.code.rawValue)", look.tone)
        if !finding.path.isEmpty { head.append(canvas.styled("  \(finding.path)", .dim)) }
        var lines = [head.fit(columns: columns)] + canvas.wrapped(finding.message, .plain, indent: 2, columns: columns)
        if found.isSettling { lines += canvas.wrapped("It may yet come: it counts once it has been so for two seconds.", .dim, indent: 2, columns: columns) }
        if !finding.reach.isEmpty { lines += canvas.wrapped(finding.reach, .dim, indent: 2, columns: columns) }
        if !finding.cure.isEmpty {
            lines.append(canvas.styled("  what to write (C copies it):", .dim))
            for line in finding.cure.split(separator: "\n", omittingEmptySubsequences: false) {
                let blanks = line.prefix { $0 == " " }.count
                lines += canvas.wrapped(String(line.dropFirst(blanks)), .healthy, indent: 4 + min(blanks, 24), columns: columns)
            }
        }
        return lines + [StyledText()]
    }
}
