import KubeModel
import KubeRules

extension EditNotice {
    /// Problems named in a last sentence; the rest is counted.
    private static let namedProblems = 3

    /// What a text is refused for before it is sent, at the fields that it is about.
    init(_ problems: [FieldProblem], type: ResourceType, text: String) {
        let places = FieldPlaces(text)
        let lines = problems.map { "\($0.field.isEmpty ? "" : "\($0.field): ")\($0.message)" }
        let named = zip(problems, lines).prefix(Self.namedProblems).map { problem, line -> PlacedWords in
            let words = SafeText.short(line, 200)
            return places.of(problem.field).map { "line \(line: $0.line), column \($0.column): \(words)" } ?? PlacedWords(words)
        }
        let more = problems.count > named.count ? "; and \(problems.count - named.count) more" : ""
        let isEnded = more.isEmpty && lines.last.map { EditWords.ended($0) == $0 } == true
        self.init(
            ["The text does not fit what this server says of a \(type.kind). Nothing was sent."] + lines + [EditWords.correct],
            remarks: zip(problems, lines).map { Remark(.field($0.0.field), $0.1) },
            reason: "The text does not fit what this server says of a \(type.kind): \(PlacedWords.joined(named, by: "; "))\(more)\(isEnded ? "" : ".")",
            cure: "Correct it and edit again.")
    }
}

extension EditNotice {
    /// The same with the place of its first field in the last sentence, or the beginning of the text.
    func placed(in text: String) -> EditNotice {
        var notice = self
        let fields = remarks.compactMap { if case .field(let field) = $0.place { field } else { nil } }
        let place = fields.first.flatMap { FieldPlaces(text).of($0) } ?? (1, 1)
        notice.reason = "Line \(line: place.line), column \(place.column): \(reason)"
        return notice
    }
}

/// Where the fields of a text stand, as a person counts.
struct FieldPlaces {
    private let lines: [Substring]
    private let fields: [String: Int]

    /// - Parameter text: One YAML document; of any other text nothing is known.
    init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        fields = (try? YAMLReader.document(text))?.lines ?? [:]
    }

    /// The line and column, from 1, of a field, or of the nearest parent that is written.
    func of(_ field: String) -> (line: Int, column: Int)? {
        guard let line = FieldPath.line(of: field, in: fields), lines.indices.contains(line - 1) else { return nil }
        return (line, Self.column(of: field, in: lines[line - 1]))
    }

    /// The column, from 1, at which a line of a text begins; 1 for a line that it does not have.
    static func column(ofLine number: Int, in text: String) -> Int {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.indices.contains(number - 1) ? lines[number - 1].prefix { $0 == " " || $0 == "\t" }.count + 1 : 1
    }

    /// The first thing in a line that is no blank and no dash of a list, or the field's own name, where it stands there.
    private static func column(of field: String, in line: Substring) -> Int {
        let name = field.split(whereSeparator: { ".[]".contains($0) }).last { Int($0) == nil } ?? ""
        if !name.isEmpty, let place = line.firstRange(of: "\(name):") { return line.distance(from: line.startIndex, to: place.lowerBound) + 1 }
        return line.prefix { $0 == " " || $0 == "-" }.count + 1
    }
}
