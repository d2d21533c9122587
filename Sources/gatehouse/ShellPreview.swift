import Dashboard
import Dispatch
import Foundation
import GatewayGraph
import KubeModel

/// Shows what a write would do, on standard error, and asks.
enum ShellPreview {
    /// - Returns: What the person says; Enter is a yes, the end of the input a no.
    static func ask(_ preview: WritePreview) async -> WritePreview.Word {
        show(preview)
        while true {
            FileHandle.standardError.write(Data((preview.canEdit ? "Send it? [Y]es, [e]dit again, [n]o: " : "Send it? [Y]es, [n]o: ").utf8))
            switch await line()?.trimmingCharacters(in: .whitespaces).lowercased() {
            case "", "y", "yes": return .send
            case "e", "edit": if preview.canEdit { return .edit }
            case "n", "no", "q", nil: return .leave
            default: break
            }
        }
    }

    static func show(_ preview: WritePreview) { for line in lines(preview) { CommandEnd.complain(line) } }

    static func lines(_ preview: WritePreview) -> [String] {
        var lines = [preview.title]
        for entry in preview.entries {
            if preview.entries.count > 1 { lines.append(entry.name) }
            if entry.changes.isEmpty { lines.append("  no field changes") }
            for planned in entry.changes { lines.append("  \(planned.change.line)\(note(of: planned))") }
        }
        lines += preview.remarks
        for line in preview.effect ?? [] { lines.append(line.label.isEmpty ? line.text : "\(line.label)  \(line.text)") }
        return lines
    }

    private static func note(of planned: PlannedChange) -> String {
        if planned.isServers { return "  (the server fills it in)" }
        return planned.owners.isEmpty ? "" : "  (kept by \(planned.owners.map { SafeText.short($0, 40) }.joined(separator: ", ")))"
    }

    /// Standard input blocks: it is read on a thread of its own.
    private static func line() async -> String? {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: readLine()) }
        }
    }
}
