import Foundation
import KubeModel

/// What lies over the panes. One at a time; `q` and Esc close it first.
public enum Overlay: Sendable, Equatable {
    case help(scroll: Int)
    case requests(scroll: Int)
    case prompt(Prompt)
    case picker(Picker)
    case confirm(Confirmation)
    /// A longer answer: drafts, the refusal of a deletion.
    case page(title: String, lines: [String], scroll: Int)
}

/// A line that is being typed at the bottom of the screen.
public struct Prompt: Sendable, Equatable {
    public enum Purpose: Sendable, Equatable { case filter, command, search }

    public var purpose: Purpose
    public var input: LineInput
    /// What Esc goes back to.
    public var former: String
    public var completions: [String] = []
    public var completionIndex: Int?
}

/// A list to choose from, narrowed by typing.
public struct Picker: Sendable, Equatable {
    public enum Purpose: Sendable, Equatable {
        /// The first choice is all of them.
        case namespace
        case context
    }

    public var purpose: Purpose
    public var choices: [String]
    public var input = LineInput("")
    /// Of a row.
    public var index = 0

    public var title: String {
        switch purpose {
        case .namespace: "Namespace"
        case .context: "Context"
        }
    }

    /// What typing does.
    public var hint: String {
        switch purpose {
        case .namespace: "type to narrow, or a name"
        case .context: "type to narrow"
        }
    }

    public var matching: [String] {
        guard !input.text.isEmpty else { return choices }
        return choices.filter { $0.lowercased().contains(input.text.lowercased()) }
    }

    /// What was typed, where it may be a namespace that the list does not name: not everybody may list them.
    public var typed: String? {
        let text = input.text
        guard purpose == .namespace, !text.isEmpty, text.utf8.count <= 63, !choices.contains(text) else { return nil }
        let isName = text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
        return isName && !text.hasPrefix("-") && !text.hasSuffix("-") ? text : nil
    }

    /// What can be chosen: the choices that match, then what was typed.
    public var rows: [String] { matching + [typed].compactMap { $0 } }
}

/// A question that names what will be done.
public struct Confirmation: Sendable, Equatable {
    public enum Deed: Sendable, Equatable {
        case delete(ResourceType, [DeleteTarget])
        /// Undo or redo that deletes an object.
        case revert(ChangeRecord, current: JSONValue?, isRedo: Bool)
        case quit
    }

    public var question: String
    public var deed: Deed
}

/// An object as it was when its deletion was asked for; the uid keeps a successor of the same name alive.
public struct DeleteTarget: Sendable, Equatable {
    public var key: ObjectKey
    public var uid: String
    /// The object's bytes, so that undo can create it again.
    public var body: [UInt8]
}

/// A line of text with a cursor, edited by ``LineEdit``.
public struct LineInput: Sendable, Equatable {
    public private(set) var text: String
    /// In characters, 0 to the length of the text.
    public private(set) var cursor: Int

    public init(_ text: String) {
        self.text = text
        cursor = text.count
    }

    public mutating func apply(_ edit: LineEdit) {
        var characters = Array(text)
        switch edit {
        case .insert(let addition):
            let clean = addition.map { $0.isNewline || $0 == "\t" ? " " : $0 }
            characters.insert(contentsOf: clean, at: cursor)
            cursor += clean.count
        case .backspace:
            guard cursor > 0 else { return }
            characters.remove(at: cursor - 1)
            cursor -= 1
        case .delete:
            guard cursor < characters.count else { return }
            characters.remove(at: cursor)
        case .left: cursor = max(0, cursor - 1)
        case .right: cursor = min(characters.count, cursor + 1)
        case .home: cursor = 0
        case .end: cursor = characters.count
        case .killToStart:
            characters.removeFirst(cursor)
            cursor = 0
        case .killToEnd: characters.removeLast(characters.count - cursor)
        case .killWord:
            var start = cursor
            while start > 0, characters[start - 1] == " " { start -= 1 }
            while start > 0, characters[start - 1] != " " { start -= 1 }
            characters.removeSubrange(start..<cursor)
            cursor = start
        }
        text = String(characters)
        cursor = min(cursor, text.count)
    }
}

/// What a key does to a line of text.
public enum LineEdit: Sendable, Equatable {
    case insert(String), backspace, delete, left, right, home, end, killToStart, killToEnd, killWord
}
