import Dashboard
import TerminalUI

/// Every key of the dashboard. Help, footer and the README's table are made from this list; a test rejects clashes.
public enum Keymap {
    private static let panes = KeyContext.panes
    private static let readers = KeyContext.panes.union([.dialog, .confirm, .preview])
    private static let contents = KeyContext.details.union([.list])
    private static let folders = KeyContext.panes.subtracting(KeyContext.yamls)
    private static let texts = KeyContext.yamls.union(KeyContext.trees)
    private static let branchless = KeyContext.panes.subtracting(KeyContext.trees)
    /// Where no search takes the letter.
    private static let unsearched = KeyContext.panes.subtracting([.yamlSearch, .treeSearch])

    public static let bindings: [Binding] = moving + looking + changing + answering + leaving

    private static let moving: [Binding] = [
        Binding("move-down", "j down", readers, .moving, .move(1), "move down"),
        Binding("move-up", "k up", readers, .moving, .move(-1), "move up"),
        Binding("first", "g home", readers, .moving, .first, "go to the first"),
        Binding("last", "G end", readers, .moving, .last, "go to the last"),
        Binding("page-down", "ctrl-f pagedown", readers, .moving, .page(1), "page down"),
        Binding("page-up", "ctrl-b pageup", readers, .moving, .page(-1), "page up"),
        Binding("half-page-down", "ctrl-d", texts, .moving, .halfPage(1), "half a page down"),
        Binding("half-page-up", "ctrl-u", texts, .moving, .halfPage(-1), "half a page up"),
        Binding("open", "enter", [.kinds, .list], .moving, .open, "open on the whole screen", footer: "open"),
        Binding("zoom", "enter", KeyContext.details.subtracting(KeyContext.trees), .moving, .open, "to the whole screen, and back", footer: "whole screen"),
        Binding("zoom-anywhere", "=", KeyContext.details, .moving, .open, "to the whole screen, and back"),
        Binding("back", "esc", panes, .moving, .cancel, "back; clears search, filter, marks first", footer: "back"),
        Binding("close-detail", "q", KeyContext.details, .moving, .cancel, "closes the search, then the whole screen, then the detail"),
        Binding("next-pane", "tab", folders, .moving, .focusNext(1), "next pane"),
        Binding("previous-pane", "shift-tab", panes, .moving, .focusNext(-1), "previous pane"),
        Binding("jump", "enter", KeyContext.trees, .moving, .jump, "go to what is linked", footer: "go there"),
        Binding("jump-back", "-", panes, .moving, .jumpBack, "back from the last link", footer: "back there"),
        Binding("pane-right", "l right", branchless, .moving, .focusNext(1), "pane to the right"),
        Binding("pane-left", "h left", branchless, .moving, .focusNext(-1), "pane to the left"),
        Binding("kinds-pane", "1", panes, .moving, .focus(.kinds), "kinds"),
        Binding("list-pane", "2", panes, .moving, .focus(.list), "list"),
        Binding("detail-pane", "3", panes, .moving, .focus(.detail), "detail"),
        Binding("scroll-left", "shift-left", contents, .moving, .scrollSideways(-8), "scroll what is cut to the left"),
        Binding("scroll-right", "shift-right", contents, .moving, .scrollSideways(8), "scroll what is cut to the right"),
    ]

    private static let looking: [Binding] = [
        Binding("describe", "d", panes, .looking, .describe, "conditions of the selected resource"),
        Binding("yaml", "y", panes, .looking, .yaml, "YAML of the selected resource", footer: "YAML"),
        Binding("links", "u", panes, .looking, .links, "what it uses, and what uses it", footer: "links"),
        Binding("policies", "p", panes, .looking, .policies, "which policy wins where, and why", footer: "policies"),
        Binding("next-tab", "]", panes, .looking, .tabNext(1), "next tab of the detail"),
        Binding("previous-tab", "[", panes, .looking, .tabNext(-1), "previous tab of the detail"),
        Binding(
            "filter-prompt", "/", [.kinds, .list, .detail], .looking, .filterPrompt,
            "filter: text, patterns, !not, -l label=value, state:failing and more", footer: "filter"),
        Binding(
            "search-prompt", "/", texts, .looking, .searchPrompt, "search in the YAML, in trees", footer: "search"),
        Binding("next-match", "n", [.yamlSearch, .treeSearch], .looking, .nextMatch(1), "next match", footer: "next"),
        Binding("previous-match", "N", [.yamlSearch, .treeSearch], .looking, .nextMatch(-1), "previous match"),
        Binding("toggle-fold", "tab", KeyContext.yamls, .looking, .toggleFold, "fold what is below, or unfold it", footer: "fold"),
        Binding("toggle-branch", "space", KeyContext.trees, .looking, .turnBranch(.toggle), "open what is below, or shut it", footer: "fold"),
        Binding("open-branch", "l right", KeyContext.trees, .looking, .turnBranch(.open), "open what is below, or go into it"),
        Binding("shut-branch", "h left", KeyContext.trees, .looking, .turnBranch(.shut), "shut it, or go to what it stands under"),
        Binding("toggle-wrap", "\\", KeyContext.yamls, .looking, .toggleWrap, "wrap long lines, or no longer"),
        Binding(
            "toggle-managed-fields", "m", KeyContext.yamls, .looking, .toggleManagedFields,
            "show or hide managedFields", footer: "managedFields"),
        Binding(
            "toggle-secrets", "r", KeyContext.yamls, .looking, .toggleSecrets, "reveal or mask inline tokens",
            footer: "reveal"),
        Binding(
            "command-prompt", ":", panes, .looking, .commandPrompt, "command palette, with completion",
            footer: "command"),
        Binding(
            "namespace-picker", "n", unsearched, .looking, .namespacePicker, "pick a namespace",
            footer: "namespace"),
        Binding("findings", "f", panes, .looking, .show(.findings), "what is wrong", footer: "findings"),
        Binding("overall", "a", panes, .looking, .show(.overall), "all objects of all kinds", footer: "all"),
        Binding("changes", "t", panes, .looking, .show(.changes), "what changed since start", footer: "changes"),
        Binding("all-namespaces", "0", panes, .looking, .allNamespaces, "all namespaces", footer: "all ns"),
        Binding(
            "sort-by-name", "N", unsearched, .looking, .sort(.name),
            "sort by name; again reverses"),
        Binding("sort-by-age", "A", panes, .looking, .sort(.age), "sort by age; again reverses"),
        Binding("sort-by-state", "S", panes, .looking, .sort(.state), "sort by state; again reverses"),
        Binding("grow-detail", "+", panes, .looking, .grow(1), "grow the detail"),
        Binding("shrink-detail", "_", panes, .looking, .grow(-1), "shrink the detail"),
        Binding("copy-name", "w", folders.subtracting(KeyContext.trees), .looking, .copyName, "copy the name"),
        Binding("copy-field", "w", KeyContext.yamls, .looking, .copyName, "copy the field's path, and again its value"),
        Binding("copy-yaml", "W", branchless, .looking, .copyYAML, "copy the YAML"),
        Binding("copy-linked-name", "w", KeyContext.trees, .looking, .copyName, "copy the name of what is under the cursor"),
        Binding("copy-linked-yaml", "W", KeyContext.trees, .looking, .copyYAML, "copy the YAML of what is under the cursor"),
        Binding("explain", "x", panes, .looking, .explain, "explain the field under the cursor, the kind, or the finding"),
        Binding("diff", "D", panes, .looking, .diff, "what differs between two marked, or from the last version"),
        Binding("save", "ctrl-s", panes, .looking, .savePrompt, "save to a file"),
        Binding("mouse", "M", panes, .looking, .toggleMouse, "give the mouse to the terminal, and take it back"),
        Binding("requests", "@", panes, .looking, .requests, "request log"),
        Binding("relist", "ctrl-r", panes, .looking, .relist, "list again"),
        Binding("redraw", "ctrl-l", panes, .looking, .redraw, "draw the screen again"),
        Binding("help", "?", panes, .looking, .help, "this help"),
    ]

    private static let changing: [Binding] = [
        Binding("edit-resource", "e", panes, .changing, .editResource, "edit in $EDITOR, then replace", footer: "edit"),
        Binding("create-resource", "c", panes, .changing, .createResource, "create from a template", footer: "create"),
        Binding("copy-as-new", "C", panes, .changing, .copyAsNew, "copy as new, under another name; of a finding what mends it"),
        // Where there is nothing to delete the key says so, rather than ask about a row that is not looked at.
        Binding(
            "delete-resource", "ctrl-d", [.kinds, .list, .detail], .changing, .deleteResource,
            "delete, asks first; in the list", footer: "delete"),
        Binding("mark", "space", [.list], .changing, .mark, "mark", footer: "mark"),
        Binding("mark-range", "ctrl-space", [.list], .changing, .markRange, "mark a range"),
        Binding("undo", "z", panes, .changing, .undo, "undo the last change", footer: "undo"),
        Binding("redo", "Z", panes, .changing, .redo, "redo it"),
    ]

    private static let answering: [Binding] = [
        Binding("accept", "enter", [.prompt, .picker, .naming], .answering, .accept, "take it", footer: "take"),
        Binding("leave-line", "esc", [.prompt, .picker, .naming], .answering, .cancel, "leave it", footer: "cancel"),
        Binding("send", "y enter", [.preview], .answering, .confirm, "send it", footer: "send"),
        Binding("back-to-editor", "e", [.preview], .answering, .backToEditor, "back to the editor", footer: "edit again"),
        Binding("leave-preview", "esc n q", [.preview], .answering, .cancel, "leave it", footer: "leave it"),
        Binding("interrupt", "ctrl-c", [.prompt, .picker, .naming, .confirm, .dialog, .preview], .answering, .cancel, "leave it"),
        Binding("complete", "tab", [.prompt], .answering, .complete(1), "complete a command; of a file, what is saved", footer: "complete"),
        Binding("complete-back", "shift-tab", [.prompt], .answering, .complete(-1), "previous completion"),
        Binding("recall", "up", [.prompt], .answering, .recall(1), "the text that was typed before"),
        Binding("recall-back", "down", [.prompt], .answering, .recall(-1), "the one after it"),
        Binding("open-draft", "enter", [.drafts], .answering, .accept, "go on with the draft", footer: "go on"),
        Binding("compare-draft", "d", [.drafts], .answering, .compareDraft, "compare it with the object", footer: "compare"),
        Binding("delete-draft", "ctrl-d", [.drafts], .answering, .deleteDraft, "delete it; asks first", footer: "delete"),
        Binding("leave-drafts", "esc q ctrl-c", [.drafts], .answering, .cancel, "leave them", footer: "leave"),
        Binding("draft-down", "j down", [.drafts], .answering, .move(1), "next draft"),
        Binding("draft-up", "k up", [.drafts], .answering, .move(-1), "previous draft"),
        Binding("choice-down", "down", [.picker], .answering, .move(1), "next choice"),
        Binding("choice-up", "up", [.picker], .answering, .move(-1), "previous choice"),
        Binding("move-ten-down", "pagedown", [.picker], .answering, .move(10), "ten choices down"),
        Binding("move-ten-up", "pageup", [.picker], .answering, .move(-10), "ten choices up"),
        Binding("confirm", "y", [.confirm], .answering, .confirm, "do it", footer: "do it"),
        Binding("refuse", "esc enter n q", [.confirm], .answering, .cancel, "leave it", footer: "leave it"),
        Binding("close-page", "esc q enter ? @", [.dialog], .answering, .cancel, "close", footer: "close"),
    ]

    private static let leaving: [Binding] = [
        Binding("suspend", "ctrl-z", panes.union([.dialog]), .leaving, .suspend, "suspend; fg comes back"),
        Binding("quit", "q", [.kinds, .list], .leaving, .quit, "quit", footer: "quit"),
        Binding("quit-at-once", "ctrl-c", panes, .leaving, .quit, "quit"),
    ]

    /// What a key does in a context. Other keys are typed where a line is being typed, and do nothing elsewhere.
    public static func action(for key: Key, in context: KeyContext) -> Action? {
        if let action = lookup[Place(key: key, context: context)] { return action }
        guard [.prompt, .picker, .naming].contains(context) else { return nil }
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
