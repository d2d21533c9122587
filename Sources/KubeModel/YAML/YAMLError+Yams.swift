import Yams

extension YAMLError {
    /// Says what the parser found wrong, with the line where that can be told.
    init(_ error: YamlError, text: String) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let sentence = Self.sentence(problem, context)
            self.init(line: mark.line, problem: sentence, beginning: sentence == Self.tooDeep ? nil : context?.mark.line)
        case .reader(let problem, _, _, _):
            self.init(line: Self.lineOfForbiddenCharacter(text), problem: problem)
        case .duplicatedKeysInMapping(let keys, let context):
            let line = Self.lineOfRepetition(of: keys.first ?? "", after: context.mark, in: text)
            self.init(line: line, problem: "duplicate key \(keys.joined(separator: ", "))")
        case .memory: self.init(line: nil, problem: Self.tooDeep)
        default: self.init(line: nil, problem: "not YAML")
        }
    }

    static let tooDeep = "nested deeper than \(YAMLReader.depthLimit) levels"

    /// `did not find expected key, while parsing a block mapping`.
    private static func sentence(_ problem: String, _ context: YamlError.Context?) -> String {
        // The parser's own limit, told by the name of a function in C.
        if problem.contains("nesting level") { return tooDeep }
        guard let context, !context.text.isEmpty else { return problem }
        return "\(problem), \(context.text)"
    }

    /// The parser knows the offset in a unit of its own; what it refuses is easily found again.
    private static func lineOfForbiddenCharacter(_ text: String) -> Int? {
        var line = 1
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A: line += 1
            case 0x09, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...: continue
            default: return line
            }
        }
        return nil
    }

    /// Yams marks the first of two equal keys; the person looks for the second: the next line that begins with the key
    /// in the same column, before the mapping ends. Where that finds none (flow style), the first.
    private static func lineOfRepetition(of key: String, after first: Mark, in text: String) -> Int {
        let column = first.column - 1
        let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated().dropFirst(first.line) {
            let indent = line.prefix { $0 == 0x20 }.count
            let rest = String(Substring(line.dropFirst(column)))
            if indent == column, [key, "\"\(key)\"", "'\(key)'"].contains(where: { rest.hasPrefix($0 + ":") }) {
                return index + 1
            }
            let isBlank = line.allSatisfy { $0 == 0x20 || $0 == 0x0D }
            if indent < column, !isBlank, line.dropFirst(indent).first != UInt8(ascii: "#") { break }
        }
        return first.line
    }
}
