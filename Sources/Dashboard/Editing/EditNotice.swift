/// What the person is told inside the text they edit: lines for the top, and remarks for the fields they are about.
public struct EditNotice: Equatable, Sendable {
    public enum Place: Hashable, Sendable {
        /// A field as the server names it: `spec.targetRefs[0].kind`.
        case field(String)
        /// A line of the person's text, from 1.
        case line(Int)
    }

    public struct Remark: Equatable, Sendable {
        public var place: Place
        public var text: String

        public init(_ place: Place, _ text: String) {
            self.place = place
            self.text = text
        }
    }

    public var lines: [String]
    public var remarks: [Remark]
    /// Why, in a sentence or two on one bounded line, for the last word when the person gives up. Empty where there is
    /// nothing to add.
    var reason: PlacedWords
    /// What to do after that, in a sentence.
    var cure: String
    /// Whether the change may have been made all the same.
    var isUncertain = false

    init(_ lines: [String], remarks: [Remark] = [], reason: PlacedWords = "", cure: String = "") {
        self.lines = lines
        self.remarks = remarks
        self.reason = reason
        self.cure = cure
    }
}
