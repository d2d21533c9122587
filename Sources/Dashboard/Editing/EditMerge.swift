import KubeModel
import KubeRules

/// The person's text, and what others made of the object since that text was made from it, put together.
struct EditMerge: Equatable, Sendable {
    private let text: String
    private let document: JSONValue
    private let merge: ThreeWayMerge

    /// - Parameters:
    ///   - document: What the text means.
    ///   - base: The object that the text was made from.
    ///   - now: The object as it is on the server.
    ///   - schema: For the keys of lists; nil where nothing is known of the kind.
    init(_ text: String, document: JSONValue, base: JSONValue, now: JSONValue, type: ResourceType, schema: Schema?) {
        (self.text, self.document) = (text, document)
        merge = ThreeWayMerge(
            base: EditBuffer.editable(base, type: type), theirs: EditBuffer.editable(now, type: type), mine: document,
            schema: schema)
    }

    /// What is sent where there is no conflict.
    var merged: JSONValue { merge.merged }
    var conflicts: [MergeConflict] { merge.conflicts }
    /// The fields that others changed and the person did not.
    var takenOver: [String] { ObjectDiff(from: document, to: merged).changes.map(\.path) }

    /// The text with the changes of the others in it, and both sides of conflicts marked.
    ///
    /// - Returns: Also whether it had to be written anew, at least in part, so that the person's layout is gone there.
    func marked() -> (text: String, isRewritten: Bool) {
        let plain = conflicts.isEmpty ? Self.lines(merged) : EditMarks.lines(merge)
        let patched = TextPatch(text).changing(Self.lines(document), to: plain)
        let lines = TextLines(patched.text).lines
        func means(_ value: JSONValue, mine: Bool) -> Bool {
            (try? YAMLReader.parse(EditMarks.choosing(mine: mine, in: lines).joined())) == value
        }
        if means(merged, mine: true), means(merge.alternative, mine: false) { return patched }
        return (plain.map { $0 + "\n" }.joined(), true)
    }

    private static func lines(_ value: JSONValue) -> [String] { YAMLWriter.lines(value).map(\.text) }
}
