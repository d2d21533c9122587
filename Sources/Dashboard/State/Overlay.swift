import Foundation
import GatewayGraph
import KubeModel

/// What lies over the panes. One at a time; `q` and Esc close it first.
public enum Overlay: Sendable, Equatable {
    case help(scroll: Int)
    case requests(scroll: Int)
    case prompt(Prompt)
    case picker(Picker)
    case confirm(Confirmation)
    /// What a write would do, before it is sent.
    case preview(WritePreview, PreviewDeed)
    /// What differs between two objects.
    case diff(title: String, changes: [ObjectDiff.Change], scroll: Int)
    /// What serves a request; nil until the graph has answered.
    case answer(to: RouteRequest, lines: [AnswerLine]?, scroll: Int)
    /// A longer answer: drafts, the refusal of a deletion.
    case page(title: String, lines: [String], scroll: Int)
}

/// A line that is being typed at the bottom of the screen.
public struct Prompt: Sendable, Equatable {
    public enum Purpose: Sendable, Hashable {
        case filter, command, search
        /// The name of a copy, and its namespace.
        case copy
        /// The file that something is saved to.
        case file
    }

    public var purpose: Purpose
    public var input: LineInput
    /// What Esc goes back to.
    public var former: String
    /// How many texts back the one is that was recalled; 0: none was.
    var recalled = 0
    /// Of a file: whether all is saved as it is, and not what can be applied elsewhere.
    public var savesAll = false
    public var completions: [String] = []
    public var completionIndex: Int?
}

/// A list to choose from, narrowed by typing.
public struct Picker: Sendable, Equatable {
    public enum Purpose: Sendable, Equatable {
        /// The first choice is all of them.
        case namespace
        case context
        /// What was done here, by the names of the steps.
        case history([HistoryStep.ID])
        /// What a new policy is attached to; the first choice is nothing yet.
        case target(ResourceType, namespace: String, [GraphID])
        /// Typing does not narrow them: its letters are keys.
        case drafts(DraftList)
    }

    static let noTarget = "what the template has"

    public var purpose: Purpose
    public var choices: [String]
    public var input = LineInput("")
    /// Of a row.
    public var index = 0

    public var title: String {
        switch purpose {
        case .namespace: "Namespace"
        case .context: "Context"
        case .history: "History"
        case .target(let type, _, _): "New \(type.kind) for"
        case .drafts(let list): list.target.map { "Drafts of \(SafeText.spelled("\($0.key)"))" } ?? "Drafts"
        }
    }

    /// Whether typing narrows it.
    public var narrows: Bool { if case .drafts = purpose { false } else { true } }

    /// What typing does.
    public var hint: String {
        switch purpose {
        case .namespace: "type to narrow, or a name"
        case .context: "type to narrow"
        case .history: "enter takes it back, or makes it again"
        case .target: "type to narrow"
        case .drafts: "enter goes on, d compares, ctrl-d deletes"
        }
    }

    public var matching: [String] {
        let wanted = input.text.lowercased()
        guard !wanted.isEmpty else { return choices }
        return choices.filter { $0.utf8.count >= wanted.utf8.count && $0.lowercased().contains(wanted) }
    }

    /// What was typed, where it may be a namespace that the list does not name: not everybody may list them.
    public var typed: String? {
        let text = input.text
        guard purpose == .namespace, Self.isNamespace(text), !choices.contains(text) else { return nil }
        return text
    }

    /// Whether a namespace may have this name (RFC 1123: at most 63 small letters, digits and dashes).
    static func isNamespace(_ text: String) -> Bool {
        guard !text.isEmpty, text.utf8.count <= 63, !text.hasPrefix("-"), !text.hasSuffix("-") else { return false }
        return text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }

    /// What can be chosen: the choices that match, then what was typed.
    public var rows: [String] { matching + [typed].compactMap { $0 } }
}

/// What is done once the person has seen what it does.
public enum PreviewDeed: Sendable, Equatable {
    /// An edit goes on: it is told what the person said.
    case edit
    case job(WriteJob)
}

/// A question that names what will be done.
public struct Confirmation: Sendable, Equatable {
    public enum Deed: Sendable, Equatable {
        case delete([DeleteTarget])
        /// Undo or redo that deletes objects.
        case job(WriteJob)
        case quit
    }

    public var question: String
    public var deed: Deed
    /// What would no longer work; empty while nobody knows of anything.
    public var consequences: [String] = []
    /// What it does to routes, policies and findings; nil: nobody has said so.
    public var effect: [AnswerLine]?
    /// What has to be typed before it is done; nil: `y` will do.
    public var wanted: String?
    public var input = LineInput("")
    /// The first line shown of what scrolls.
    public var scroll = 0

    public init(question: String, deed: Deed) { (self.question, self.deed) = (question, deed) }

    /// Whether nothing has to be typed, or what has to be is.
    var isAnswered: Bool { wanted.map { input.text == $0 } ?? true }

    /// What would be gone.
    var foreseen: [ForeseenChange] {
        switch deed {
        case .delete(let targets): targets.map { ForeseenChange(id: GraphID($0.type, $0.key), value: nil) }
        case .job(let job): job.records.map(\.foreseen)
        case .quit: []
        }
    }
}
