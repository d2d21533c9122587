import KubeModel
import KubeRules

/// What is said of changes that others made while a text was edited.
extension EditNotice {
    /// Conflicts listed in one notice; the rest is counted.
    private static let shownConflicts = 40

    /// - Parameters:
    ///   - isNew: Whether the object was deleted and made anew meanwhile.
    ///   - isRewritten: Whether the person's layout could not be kept everywhere.
    init(_ merge: EditMerge, name: String, isNew: Bool, isRewritten: Bool) {
        let deed = isNew ? "was deleted and made anew" : "changed"
        var lines = ["Nothing was sent: \(name) \(deed) on the server since you opened it."]
        let paths = merge.conflicts.map(\.path.description)
        if !paths.isEmpty {
            lines.append("You and somebody else changed the same:")
            lines += merge.conflicts.prefix(Self.shownConflicts).map { "  " + Self.line($0) }
            if paths.count > Self.shownConflicts { lines.append("  and \(paths.count - Self.shownConflicts) more") }
        }
        lines += Self.takenOver(merge)
        if paths.isEmpty {
            lines.append(EditWords.again)
        } else {
            lines.append("Both stand in the text: yours below \(EditMarks.yours), the other below \(EditMarks.theirs).")
            lines.append("Keep what is right, remove the lines that mark them, and save.")
            lines.append("Saved as it is, nothing is sent and your text is kept as a draft.")
        }
        if isRewritten { lines.append(Self.rewritten) }
        let same = paths.isEmpty ? "" : " You and somebody else changed the same: \(EditWords.fields(paths))."
        self.init(
            lines, reason: "It \(deed) on the server since you opened it.\(same)",
            cure: "Edit again to begin with what is there now.")
    }

    /// The object changes faster than it can be replaced.
    ///
    /// - Parameter count: Replacements in a row that came too late.
    init(_ merge: EditMerge, name: String, tooLate count: Int, isRewritten: Bool) {
        self.init(
            ["Cannot replace \(name): each of \(count) tries came too late, as it changes on the server all the time."]
                + Self.takenOver(merge) + [EditWords.again] + (isRewritten ? [Self.rewritten] : []),
            reason: "It changes on the server all the time: each of \(count) tries came too late.",
            cure: "Look who changes it, then edit again.")
    }

    /// - Parameter line: That of a mark which is left, from 1.
    init(markAt line: Int) {
        self.init(
            [
                "Nothing was sent: this line is a mark of a conflict.",
                "Keep what is right between \(EditMarks.yours) and \(EditMarks.end.prefix(7)), remove the lines that mark it, and save.",
                "Saved as it is, nothing is sent and your text is kept as a draft.",
            ],
            remarks: [Remark(.line(line), "this line is a mark: remove it")], reason: "Line \(line: line) of the text is still a mark of a conflict.",
            cure: "Remove the marks and edit again.")
    }

    /// A draft, put together with what others changed since it was kept.
    init(draft merge: EditMerge, isRewritten: Bool) {
        self.init(
            ["This is the draft that was kept."] + Self.takenOver(merge) + [EditWords.again]
                + (isRewritten ? [Self.rewritten] : []))
    }

    private static let rewritten = "Comments were kept; some lines are spelled anew, as your spelling did not fit the changes."

    static func takenOver(_ merge: EditMerge) -> [String] {
        let paths = merge.takenOver
        return paths.isEmpty ? [] : ["Changed there meanwhile, and kept: \(EditWords.fields(paths))."]
    }

    /// `spec.timeout.request: yours "5s", on the server now "10s", before "30s"`.
    private static func line(_ conflict: MergeConflict) -> String {
        func word(_ value: JSONValue?, _ absent: String) -> String { value.map(ObjectDiff.short) ?? absent }
        let before = conflict.base.map { ", before \(ObjectDiff.short($0))" } ?? ""
        return "\(SafeText.spelled(conflict.path.description)): yours \(word(conflict.mine, "removed")),"
            + " on the server now \(word(conflict.theirs, "removed"))\(before)"
    }
}
