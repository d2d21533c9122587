import Dashboard
import GatewayGraph
import KubeClient
import KubeModel

/// Shows what a deletion takes away and what that does, on standard error, and asks. Enter is a no.
struct DeleteQuestion {
    private let deletions: [Deletion]
    /// What has to be typed; nil: a yes will do.
    private let wanted: String?

    /// - Parameters:
    ///   - deletions: With their objects; not none.
    ///   - isCareful: Whether the name is to be typed, or the number of several.
    init(_ deletions: [Deletion], isCareful: Bool) {
        self.deletions = deletions
        wanted = isCareful ? deletions.count == 1 ? deletions[0].key.name : "\(deletions.count)" : nil
    }

    func isAgreed(_ session: Session) async -> Bool {
        let preview = WritePreview("", deletions.map(\.record))
        let effect = await ShellEffect.lines(of: preview.foreseen, session)
        let title = deletions.count == 1 ? [] : ["Delete \(deletions.count) objects:"]
        for line in title + deletions.map(line) + preview.remarks + ShellPreview.effect(effect) { CommandEnd.complain(line) }
        guard let wanted else {
            let question = "Delete \(deletions.count == 1 ? "it" : "them")? [y]es, [N]o: "
            return ["y", "yes"].contains(await ShellQuestion.answer(to: question)?.lowercased())
        }
        let what = deletions.count == 1 ? "its name (\(SafeText.line(wanted)))" : "how many they are (\(wanted))"
        return await ShellQuestion.answer(to: "\(session.backend.endpoint.name): type \(what) to delete: ") == wanted
    }

    /// `Delete TrafficPolicy shop/cart: targetRefs, timeouts`: with what its spec sets.
    private func line(_ deletion: Deletion) -> String {
        let fields = (deletion.object?["spec"]?.object ?? JSONObject()).map(\.0)
        let spec = fields.isEmpty ? "" : ": " + fields.map { SafeText.short($0, 60) }.joined(separator: ", ")
        return (deletions.count == 1 ? "Delete " : "  ") + deletion.name + spec
    }
}
