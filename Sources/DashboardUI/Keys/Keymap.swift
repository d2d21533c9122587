import Dashboard
import TerminalUI

/// Every key of the dashboard. Help, footer and the README's table are made from this list; a test rejects clashes.
public enum Keymap {
    private static let panes = KeyContext.panes
    private static let readers = KeyContext.panes.union([.dialog])

    public static let bindings: [Binding] = moving + looking + changing + answering + leaving

    private static let moving: [Binding] = [
        Binding("j down", readers, .moving, .move(1), "move down"),
        Binding("k up", readers, .moving, .move(-1), "move up"),
        Binding("g home", readers, .moving, .first, "go to the first"),
        Binding("G end", readers, .moving, .last, "go to the last"),
        Binding("ctrl-f pagedown", readers, .moving, .page(1), "page down"),
        Binding("ctrl-b pageup", readers, .moving, .page(-1), "page up"),
        Binding("ctrl-d", KeyContext.yamls, .moving, .halfPage(1), "half a page down"),
        Binding("ctrl-u", KeyContext.yamls, .moving, .halfPage(-1), "half a page up"),
        Binding("enter", [.kinds, .list], .moving, .open, "open", footer: "open"),
        Binding("esc", panes, .moving, .cancel, "back; clears search, filter, marks first", footer: "back"),
        Binding("q", KeyContext.details, .moving, .cancel, "closes the search, then the detail"),
        Binding("tab", panes, .moving, .focusNext(1), "next pane"),
        Binding("shift-tab", panes, .moving, .focusNext(-1), "previous pane"),
        Binding("l right", panes, .moving, .focusNext(1), "pane to the right"),
        Binding("h left", panes, .moving, .focusNext(-1), "pane to the left"),
        Binding("1", panes, .moving, .focus(.kinds), "kinds"),
        Binding("2", panes, .moving, .focus(.list), "list"),
        Binding("3", panes, .moving, .focus(.detail), "detail"),
        Binding("shift-left", KeyContext.details, .moving, .scrollSideways(-8), "scroll left"),
        Binding("shift-right", KeyContext.details, .moving, .scrollSideways(8), "scroll right"),
    ]

    private static let looking: [Binding] = [
        Binding("d", panes, .looking, .describe, "conditions of the selected resource"),
        Binding("y", panes, .looking, .yaml, "YAML of the selected resource", footer: "YAML"),
        Binding("]", panes, .looking, .tabNext(1), "next tab of the detail"),
        Binding("[", panes, .looking, .tabNext(-1), "previous tab of the detail"),
        Binding(
            "/", [.kinds, .list, .detail], .looking, .filterPrompt,
            "filter (text, !not, -l label=value, state:failing)", footer: "filter"),
        Binding("/", KeyContext.yamls, .looking, .searchPrompt, "search in the YAML", footer: "search"),
        Binding("n", [.yamlSearch], .looking, .nextMatch(1), "next match", footer: "next"),
        Binding("N", [.yamlSearch], .looking, .nextMatch(-1), "previous match"),
        Binding(
            "m", KeyContext.yamls, .looking, .toggleManagedFields, "show or hide managedFields", footer: "managedFields"
        ),
        Binding("r", KeyContext.yamls, .looking, .toggleSecrets, "reveal or mask inline tokens", footer: "reveal"),
        Binding(":", panes, .looking, .commandPrompt, "command palette, with completion", footer: "command"),
        Binding(
            "n", [.kinds, .list, .detail, .yaml], .looking, .namespacePicker, "pick a namespace", footer: "namespace"),
        Binding("0", panes, .looking, .allNamespaces, "all namespaces", footer: "all ns"),
        Binding("N", [.kinds, .list, .detail, .yaml], .looking, .sort(.name), "sort by name; again reverses"),
        Binding("A", panes, .looking, .sort(.age), "sort by age; again reverses"),
        Binding("S", panes, .looking, .sort(.state), "sort by state; again reverses"),
        Binding("+", panes, .looking, .grow(1), "grow the detail"),
        Binding("_", panes, .looking, .grow(-1), "shrink the detail"),
        Binding("w", panes, .looking, .copyName, "copy the name"),
        Binding("W", panes, .looking, .copyYAML, "copy the YAML"),
        Binding("@", panes, .looking, .requests, "request log"),
        Binding("ctrl-r", panes, .looking, .relist, "list again"),
        Binding("ctrl-l", panes, .looking, .redraw, "draw the screen again"),
        Binding("?", panes, .looking, .help, "this help"),
    ]

    private static let changing: [Binding] = [
        Binding("e", panes, .changing, .editResource, "edit in $EDITOR, then replace", footer: "edit"),
        Binding("c", panes, .changing, .createResource, "create from a template", footer: "create"),
        // Where there is nothing to delete the key says so, rather than ask about a row that is not looked at.
        Binding(
            "ctrl-d", [.kinds, .list, .detail], .changing, .deleteResource, "delete, asks first; in the list",
            footer: "delete"),
        Binding("space", [.list], .changing, .mark, "mark", footer: "mark"),
        Binding("ctrl-space", [.list], .changing, .markRange, "mark a range"),
        Binding("z", panes, .changing, .undo, "undo the last change", footer: "undo"),
        Binding("Z", panes, .changing, .redo, "redo it"),
    ]

    private static let answering: [Binding] = [
        Binding("enter", [.prompt, .picker], .answering, .accept, "take it", footer: "take"),
        Binding("esc", [.prompt, .picker], .answering, .cancel, "leave it", footer: "cancel"),
        Binding("ctrl-c", [.prompt, .picker, .confirm, .dialog], .answering, .cancel, "leave it"),
        Binding("tab", [.prompt], .answering, .complete(1), "complete a command", footer: "complete"),
        Binding("shift-tab", [.prompt], .answering, .complete(-1), "previous completion"),
        Binding("up", [.prompt], .answering, .recall, "the text that was typed before"),
        Binding("down", [.picker], .answering, .move(1), "next choice"),
        Binding("up", [.picker], .answering, .move(-1), "previous choice"),
        Binding("pagedown", [.picker], .answering, .move(10), "ten choices down"),
        Binding("pageup", [.picker], .answering, .move(-10), "ten choices up"),
        Binding("y", [.confirm], .answering, .confirm, "do it", footer: "do it"),
        Binding("enter esc n q", [.confirm], .answering, .cancel, "leave it", footer: "leave it"),
        Binding("esc q enter ? @", [.dialog], .answering, .cancel, "close", footer: "close"),
    ]

    private static let leaving: [Binding] = [
        Binding("ctrl-z", panes.union([.dialog]), .leaving, .suspend, "suspend; fg comes back"),
        Binding("q", [.kinds, .list], .leaving, .quit, "quit", footer: "quit"),
        Binding("ctrl-c", panes, .leaving, .quit, "quit"),
    ]

    /// What a key does in a context. Other keys are typed where a line is being typed, and do nothing elsewhere.
    public static func action(for key: Key, in context: KeyContext) -> Action? {
        if let action = lookup[Place(key: key, context: context)] { return action }
        guard context == .prompt || context == .picker else { return nil }
        return typing(key).map(Action.edit)
    }

    private struct Place: Hashable {
        var key: Key
        var context: KeyContext
    }

    private static let lookup: [Place: Action] = {
        var table: [Place: Action] = [:]
        for binding in bindings {
            for key in binding.keys {
                for context in binding.contexts { table[Place(key: key, context: context)] = binding.action }
            }
        }
        return table
    }()

    private static func typing(_ key: Key) -> LineEdit? {
        switch key {
        case .character(let character): .insert(String(character))
        case .backspace, .control("h"): .backspace
        case .delete: .delete
        case .left, .control("b"): .left
        case .right, .control("f"): .right
        case .home, .control("a"): .home
        case .end, .control("e"): .end
        case .control("u"): .killToStart
        case .control("k"): .killToEnd
        case .control("w"): .killWord
        default: nil
        }
    }
}
