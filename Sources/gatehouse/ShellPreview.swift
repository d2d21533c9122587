import Dashboard
import GatewayGraph
import KubeModel

/// Shows what a write would do, on standard error, and asks.
enum ShellPreview {
    /// - Returns: What the person says; Enter is a yes, the end of the input a no.
    static func ask(_ preview: WritePreview, _ session: Session) async -> WritePreview.Word {
        var preview = preview
        if !preview.changesNothing { preview.effect = await ShellEffect.lines(of: preview.foreseen, session) }
        for line in lines(preview) { CommandEnd.complain(line) }
        while true {
            let question = preview.canEdit ? "Send it? [Y]es, [e]dit again, [n]o: " : "Send it? [Y]es, [n]o: "
            switch await ShellQuestion.answer(to: question)?.lowercased() {
            case "", "y", "yes": return .send
            case "e", "edit": if preview.canEdit { return .edit }
            case "n", "no", "q", nil: return .leave
            default: break
            }
        }
    }

    private static func lines(_ preview: WritePreview) -> [String] {
        var lines = [preview.title]
        for entry in preview.entries {
            if preview.entries.count > 1 { lines.append(entry.name) }
            if entry.changes.isEmpty { lines.append("  no field changes") }
            for planned in entry.changes { lines.append("  \(planned.change.line)\(note(of: planned))") }
        }
        return lines + preview.remarks + effect(preview.effect ?? [])
    }

    /// What a change does, as lines of text.
    static func effect(_ lines: [AnswerLine]) -> [String] {
        lines.map { $0.label.isEmpty ? $0.text : "\($0.label)  \($0.text)" }
    }

    private static func note(of planned: PlannedChange) -> String {
        if planned.isServers { return "  (the server fills it in)" }
        return planned.owners.isEmpty ? "" : "  (kept by \(planned.owners.map { SafeText.short($0, 40) }.joined(separator: ", ")))"
    }
}
