/// A sentence that names lines of the person's text: `"Line \(line: 3): …"`. With our lines in it the text has others, so that the numbers
/// are filled in by whoever knows where each line is shown.
struct PlacedWords: Equatable, Sendable, ExpressibleByStringInterpolation {
    fileprivate enum Piece: Equatable, Sendable {
        case words(String)
        /// Of the person's text, from 1.
        case line(Int)
    }

    private var pieces: [Piece]

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var pieces: [Piece] = []

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: String) { pieces.append(.words(literal)) }
        mutating func appendInterpolation(_ words: some CustomStringConvertible) { pieces.append(.words(words.description)) }
        mutating func appendInterpolation(_ words: PlacedWords) { pieces += words.pieces }
        mutating func appendInterpolation(line: Int) { pieces.append(.line(line)) }
    }

    init(_ words: String) { pieces = [.words(words)] }
    init(stringLiteral words: String) { self.init(words) }
    init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

    /// - Parameter shown: Where a line of the person's text is shown.
    func text(_ shown: (Int) -> Int) -> String {
        pieces.map { piece in
            switch piece {
            case .words(let words): words
            case .line(let line): "\(shown(line))"
            }
        }.joined()
    }

    /// Several, with something between them.
    static func joined(_ parts: [PlacedWords], by separator: String) -> PlacedWords {
        var whole = PlacedWords("")
        whole.pieces = Array(parts.map(\.pieces).joined(separator: [.words(separator)]))
        return whole
    }
}
