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

    /// The bindings that pass, each with where it works; those of the same meaning in several contexts once.
    static func rows(where passes: (Binding) -> Bool) -> [(keys: String, does: String, places: String)] {
        var rows: [(keys: String, does: String, contexts: Set<KeyContext>)] = []
        for binding in Keymap.bindings where passes(binding) {
            if let known = rows.firstIndex(where: { $0.keys == binding.names && $0.does == binding.does }) {
                rows[known].contexts.formUnion(binding.contexts)
            } else {
                rows.append((binding.names, binding.does, binding.contexts))
            }
        }
        return rows.map { ($0.keys, $0.does, places($0.contexts)) }
    }

    private static func places(_ contexts: Set<KeyContext>) -> String {
        if contexts.isSuperset(of: KeyContext.panes) { return "" }
        // A search is a state of what is searched, where no key is the search's alone.
        var shown = contexts.contains(.yaml) ? contexts.subtracting([.yamlSearch]) : contexts
        if contexts.contains(.tree) { shown.remove(.treeSearch) }
        return KeyContext.allCases.filter { shown.contains($0) }.map(\.name).joined(separator: ", ")
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
