import Dashboard
import Foundation
import KubeModel

/// A folder of an edit that was kept, because what is in it may be worth something.
public struct LeftEdit: Equatable, Sendable {
    /// The file that was edited; where it is gone, its folder.
    public let path: String
    /// What the editor put beside it, such as `.cart.yaml.swp`.
    public let leftovers: [String]
    /// Whether an editor or a Gatehouse still has it open.
    public let isOpen: Bool
    /// What the text was made from; nil where that was not kept.
    public var origin: DraftOrigin?

    /// One line for the person: what lies there, and how to get at it.
    public var sentence: String {
        if isOpen { return "\(path) is still open in an editor." }
        guard !leftovers.isEmpty else {
            return "\(path) was left by an edit, and may still be open. Remove it when done."
        }
        return "\(Self.words(leftovers, beside: path)) Remove the folder when done."
    }

    /// What was left beside a file, and how it is recovered.
    static func words(_ leftovers: [String], beside path: String) -> String {
        let names = leftovers.prefix(3).map { SafeText.spelled($0) }.joined(separator: ", ")
        let rest = leftovers.count > 3 ? " and \(leftovers.count - 3) more" : ""
        return "The editor left \(names)\(rest) beside \(path): \(advice(leftovers, path))"
    }

    private static func advice(_ names: [String], _ path: String) -> String {
        let folder = path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)
        if names.contains(where: { EditorTrace.isVimSwap("\(folder)/\($0)") }) {
            return "text that was not saved may be in it, get it with: vim -r \(ShellWord.quoted(path))"
        }
        if names.contains(where: { $0.hasPrefix("#") || $0.hasPrefix(".#") }) {
            return "text that was not saved may be in it, open the file in emacs and use M-x recover-file."
        }
        if names.contains(where: { $0.contains(".save") }) { return "it is what nano saved when it was ended." }
        return "it may hold your text."
    }
}
