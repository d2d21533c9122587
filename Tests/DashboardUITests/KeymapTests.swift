import Dashboard
import KubeModel
import TerminalUI
import TestSupport
import Testing

@testable import DashboardUI

@Suite struct KeymapTests {
    private struct Place: Hashable {
        var key: Key
        var context: KeyContext
    }

    @Test func noKeyMeansTwoThingsInOneContext() {
        var owners: [Place: String] = [:]
        for binding in Keymap.bindings {
            for key in binding.keys {
                for context in binding.contexts {
                    let place = Place(key: key, context: context)
                    #expect(
                        owners[place] == nil,
                        "\(key.name) in \(context): “\(owners[place] ?? "")” and “\(binding.does)”")
                    owners[place] = binding.does
                }
            }
        }
    }

    @Test func everyNameOfAKeyIsOne() {
        for binding in Keymap.bindings {
            #expect(binding.keys.count == binding.written, "of the keys of “\(binding.does)” some do not exist")
            #expect(!binding.keys.isEmpty && !binding.contexts.isEmpty)
        }
    }

    @Test func everyBindingHasANameOfItsOwn() {
        let ids = Keymap.bindings.map(\.id)

        #expect(Set(ids).count == ids.count)
        for id in ids { #expect(id.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil, "\(id)") }
    }

    private static let reading: Set = ["describe", "yaml", "links", "policies", "copy-name", "copy-field", "copy-yaml", "copy-linked-name", "copy-linked-yaml", "save", "open", "zoom", "zoom-anywhere", "explain"]
    private static let changing: Set = [
        "edit-resource", "create-resource", "copy-as-new", "delete-resource", "mark", "mark-range", "undo", "redo",
    ]

    @Test func aKeyThatCanDoNothingSaysWhy() {
        let empty = DashboardState.sample(), readOnly = DashboardState.sample(isReadOnly: true)
        var full = DashboardState.sample()
        full.list([Sample.policy("shop/cart")])
        func disabled(_ state: DashboardState) -> Set<String> {
            Set(Keymap.bindings.filter { $0.disabledReason(state) != nil }.map(\.id))
        }
        let texts: Set = [
            "toggle-secrets", "toggle-managed-fields", "diff", "jump", "jump-back", "toggle-branch", "open-branch", "shut-branch", "next-match", "previous-match",
            "back-to-editor",
        ]

        #expect(disabled(readOnly) == Self.reading.union(Self.changing).union(texts))
        #expect(disabled(empty) == Self.reading.union(Self.changing).union(texts).subtracting(["create-resource"]))
        #expect(disabled(full) == texts.union(["undo", "redo"]))
        for state in [empty, readOnly, full] {
            for binding in Keymap.bindings {
                let reason = binding.disabledReason(state)
                #expect(reason?.hasSuffix(".") ?? true, "\(binding.id): \(reason ?? "")")
            }
        }
    }

    @Test func everyContextHasAWayOut() {
        for context in KeyContext.allCases {
            guard case .cancel? = Keymap.action(for: .escape, in: context) else {
                Issue.record("esc does nothing in \(context)")
                continue
            }
        }
        for context in KeyContext.panes {
            guard case .quit? = Keymap.action(for: .control("c"), in: context) else {
                Issue.record("ctrl-c does not quit from \(context)")
                continue
            }
        }
    }

    @Test func qQuitsFromTheListAndTheKindsOnly() {
        let quits = KeyContext.allCases.filter {
            if case .quit? = Keymap.action(for: .character("q"), in: $0) { true } else { false }
        }
        let closes = KeyContext.allCases.filter {
            if case .cancel? = Keymap.action(for: .character("q"), in: $0) { true } else { false }
        }

        #expect(quits == [.kinds, .list])
        #expect(closes == [.detail, .yaml, .yamlSearch, .tree, .treeSearch, .dialog, .drafts, .confirm, .preview])
    }

    @Test func aQuestionIsAnsweredByYAlone() {
        let keys: [Key] = [
            .enter, .escape, .control("c"), .control("d"), .character(" "), .character("Y"), .character("n"),
            .character("q"), .tab,
        ]
        for key in keys {
            #expect(!doesIt(key), "\(key.name)")
        }
        #expect(doesIt(.character("y")))
    }

    private func doesIt(_ key: Key) -> Bool {
        if case .confirm? = Keymap.action(for: key, in: .confirm) { true } else { false }
    }

    @Test func ctrlDNeverDeletesFromTheYAML() {
        for context in [KeyContext.yaml, .yamlSearch, .tree, .treeSearch] {
            guard case .halfPage(1)? = Keymap.action(for: .control("d"), in: context),
                case .halfPage(-1)? = Keymap.action(for: .control("u"), in: context)
            else {
                Issue.record("no half pages in \(context)")
                continue
            }
        }
    }

    @Test(arguments: ["q", "j", "?", ":", "/", "é", "字"] as [Character])
    func lettersAreTypedWhereALineIsTyped(letter: Character) {
        for context in [KeyContext.prompt, .picker] {
            guard case .edit(.insert(String(letter)))? = Keymap.action(for: .character(letter), in: context) else {
                Issue.record("\(letter) is not typed in \(context)")
                continue
            }
        }
    }

    @Test func aKeyWithoutAMeaningDoesNothing() {
        #expect(Keymap.action(for: .function(12), in: .list) == nil)
        #expect(Keymap.action(for: .character("e"), in: .confirm) == nil)
    }

    @Test func theTableNamesEveryKeyOnceAGroup() {
        let table = KeyTable.markdown

        #expect(table.hasPrefix("| key | does |\n| --- | --- |\n| **Moving** | |\n"))
        #expect(table.contains("| `ctrl-d` | delete, asks first; in the list |"))
        for line in table.split(separator: "\n") {
            #expect(line.split(separator: "|", omittingEmptySubsequences: false).count == 4, "\(line)")
        }
    }

    @Test func theContextFollowsTheState() {
        var state = DashboardState.sample()
        state.list([Sample.policy("a/x")])
        #expect(KeyContext(state) == .list)
        state.perform(.yaml)
        #expect(KeyContext(state) == .yaml)
        state.perform(.searchPrompt)
        #expect(KeyContext(state) == .prompt)
        state.type("x")
        state.perform(.accept)
        #expect(KeyContext(state) == .yamlSearch)
        state.perform(.links)
        #expect(KeyContext(state) == .tree)
        state.perform(.searchPrompt)
        state.type("x")
        state.perform(.accept)
        #expect(KeyContext(state) == .treeSearch)
        state.perform(.help)
        #expect(KeyContext(state) == .dialog)
        state.perform(.cancel, .focus(.list), .deleteResource)
        #expect(KeyContext(state) == .confirm)
        state.perform(.cancel, .namespacePicker)
        #expect(KeyContext(state) == .picker)
    }
}

extension Binding {
    /// How many keys its line in the keymap writes.
    var written: Int { source.split(separator: " ").count }
}
