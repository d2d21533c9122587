import TerminalUI

/// The keymap as tables for people.
public enum KeyTable {
    /// The bindings of a group, those of the same meaning in several contexts once.
    public static func rows(of group: Binding.Group) -> [(keys: String, does: String)] {
        var rows: [(keys: String, does: String)] = []
        for binding in Keymap.bindings where binding.group == group {
            guard !rows.contains(where: { $0.keys == binding.names && $0.does == binding.does }) else { continue }
            rows.append((binding.names, binding.does))
        }
        return rows
    }

    /// The table of the README, in Markdown. A test holds the README to it.
    public static var markdown: String {
        var lines = ["| key | does |", "| --- | --- |"]
        for group in Binding.Group.allCases {
            lines.append("| **\(group.rawValue)** | |")
            for row in rows(of: group) {
                let keys = row.keys.split(separator: " ").map { "`\($0)`" }.joined(separator: " ")
                lines.append("| \(keys) | \(row.does) |")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
