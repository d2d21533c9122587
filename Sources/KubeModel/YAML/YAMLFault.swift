import Yams

/// What is wrong with a text that should be YAML, and where.
public struct YAMLFault: Error, Equatable, Sendable {
    public var place: TextPlace
    public var problem: String
}

extension YAMLReader {
    /// The values of a stream's documents, empty ones left out, without the lines of their fields: what only wants the values is faster so.
    public static func values(_ text: String) throws(YAMLFault) -> [JSONValue] {
        if let problem = AliasCheck.problem(text) { throw YAMLFault(place: TextPlace(line: 1, column: 1), problem: problem) }
        do {
            let parser = try Parser(yaml: text)
            var found: [JSONValue] = []
            while let node = try parser.nextRoot() {
                var builder = TreeBuilder(source: ParserLines(text), bytes: text.utf8.count)
                let value = try builder.build(node, path: nil, depth: 0)
                if !value.isNull { found.append(value) }
            }
            return found
        } catch let error as YAMLError {
            throw YAMLFault(error, column: nil, in: text)
        } catch let error as YamlError {
            throw YAMLFault(error, in: text)
        } catch {
            throw YAMLFault(place: TextPlace(line: 1, column: 1), problem: "not YAML")
        }
    }
}

extension YAMLFault {
    fileprivate init(_ error: YamlError, in text: String) {
        let plain = YAMLError(error, text: text)
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            // What never ends is looked for where it begins.
            if let context, problem.contains("unexpected end") || problem.contains("unexpected document") {
                self.init(plain, column: context.mark.column, in: text)
                place = TextPlace(line: context.mark.line, column: context.mark.column)
            } else if let quote = Self.openQuote(in: text, upTo: mark.line) {
                self.init(place: quote, problem: "a quote that is not closed in its line: \(plain.problem)")
            } else {
                self.init(plain, column: mark.column, in: text)
            }
        case .duplicatedKeysInMapping(_, let context): self.init(plain, column: context.mark.column, in: text)
        default: self.init(plain, column: nil, in: text)
        }
    }

    /// - Parameter column: nil for the first letter of the line.
    fileprivate init(_ error: YAMLError, column: Int?, in text: String) {
        let line = error.line ?? 1
        let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
        let blanks = lines.indices.contains(line - 1) ? lines[line - 1].prefix { $0 == 0x20 }.count : 0
        self.init(place: TextPlace(line: line, column: column ?? blanks + 1), problem: error.problem)
    }

    /// The line with a value that begins with a quote and does not end in one: the parser takes what follows for its text, and complains
    /// where the next quote stands.
    private static func openQuote(in text: String, upTo last: Int) -> TextPlace? {
        for (index, line) in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).prefix(last).enumerated().reversed().prefix(3) {
            let words = Array(line)
            guard let colon = words.indices.first(where: { words[$0] == 0x3A && $0 + 2 < words.count && words[$0 + 1] == 0x20 }),
                let start = words.indices.first(where: { $0 > colon && words[$0] != 0x20 }), words[start] == 0x22 || words[start] == 0x27
            else { continue }
            let count = words[start...].count { $0 == words[start] }
            if !count.isMultiple(of: 2), !words.contains(0x5C) { return TextPlace(line: index + 1, column: start + 1) }
        }
        return nil
    }
}
