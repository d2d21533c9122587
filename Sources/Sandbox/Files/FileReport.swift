import KubeModel

/// What was read, and what was not, in words.
public struct FileReport: Equatable, Sendable {
    /// Files that were looked at.
    public var files = 0
    public var objects = 0
    /// `FILE:LINE: problem`.
    public var problems: [String] = []
    /// Of these files what they held before is shown, until they can be read.
    public var kept: [String] = []
    /// Objects that stand in several places, with the files in the order in which they count.
    public var duplicates: [String] = []

    /// A sentence or two for the footer; nil where all was read.
    public var notice: String? {
        guard !problems.isEmpty else { return nil }
        let count = Set(problems.map { $0.prefix { $0 != ":" } }).count
        let which = problems.prefix(2).joined(separator: "; ") + (problems.count > 2 ? "; …" : "")
        let held = kept.isEmpty ? "" : " What \(kept.count == 1 ? "it" : "they") held before is shown."
        return "\(count) of \(files) file\(files == 1 ? "" : "s") cannot be read: \(which).\(held) :files tells more."
    }

    /// All of it.
    public var lines: [String] {
        var lines = ["\(Self.number(files, "file")) read, \(Self.number(objects, "object")) found in them."]
        func add(_ title: String, _ texts: [String]) {
            guard !texts.isEmpty else { return }
            lines += ["", title] + texts.prefix(200).map { "  \($0)" }
            if texts.count > 200 { lines.append("  and \(texts.count - 200) more") }
        }
        add("Cannot be read:", problems)
        add("Of these files what they held before is shown, until they can be read:", kept)
        add("Stand in several places; the last one counts:", duplicates)
        return lines
    }

    private static func number(_ count: Int, _ what: String) -> String { "\(count) \(what)\(count == 1 ? "" : "s")" }
}
