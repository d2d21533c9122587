import Foundation
import Yams

/// Reads YAML (and JSON, which is YAML) into a ``JSONValue``.
///
/// Plain scalars follow the rules of kubectl's reader (``PlainScalar``).
public enum YAMLReader {
    /// The most nodes one document may hold once aliases are followed: a bomb composes at once and explodes when
    /// walked.
    public static let nodeLimit = 200_000
    /// The most bytes of text one document may hold once aliases are followed.
    public static let textLimit = 64 * 1024 * 1024
    /// How many nodes, and bytes of text, aliases may add to what is written: a text is read several times on its way to the server, and a
    /// bomb of 500 bytes must not take seconds each time.
    static let aliasedNodeLimit = 5_000
    static let aliasedTextLimit = 4 * 1024 * 1024
    public static let depthLimit = 200

    /// A document of a stream, with the line of the stream it begins on.
    public struct Document: Sendable, Equatable {
        public var value: JSONValue
        /// From 1.
        public var line: Int
        /// Line (from 1) of each path that was written: `spec.targetRefs[0].kind`.
        public var lines: [String: Int]
        /// What a person may have meant otherwise than it is read, with the lines, at most ``doubtLimit``: unquoted
        /// words that are sent in another spelling, line ends that not every reader takes for such.
        public var doubts: [YAMLError] = []
    }

    public static let doubtLimit = 20

    /// Reads exactly one document. An empty text, or one of comments only, is `null`.
    public static func parse(_ text: String) throws(YAMLError) -> JSONValue { try document(text).value }

    /// Reads exactly one document, with the lines of its fields.
    public static func document(_ text: String) throws(YAMLError) -> Document {
        let found = try documents(text)
        guard found.count <= 1 else {
            throw YAMLError(line: found[1].line, problem: "more than one document; keep one")
        }
        return found.first ?? Document(value: .null, line: 1, lines: [:])
    }

    /// Reads every document of a stream; empty ones are left out.
    public static func documents(_ text: String) throws(YAMLError) -> [Document] {
        let clean = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        if let problem = AliasCheck.problem(clean) { throw YAMLError(line: nil, problem: problem) }
        do {
            // No rules: what plain scalars are is not asked of Yams, whose usual ones are regular expressions, megabytes of them.
            let parser = try Parser(yaml: clean, resolver: .basic)
            var found: [Document] = []
            let source = ParserLines(clean)
            while let node = try parser.nextRoot() {
                var builder = TreeBuilder(source: source, bytes: clean.utf8.count)
                let value = try builder.build(node, path: "", depth: 0)
                guard !value.isNull else { continue }
                found.append(
                    Document(
                        value: value, line: node.mark?.line ?? 1, lines: builder.lines, doubts: builder.doubts))
            }
            if let first = found.indices.first {
                let doubts = source.doubtfulBreaks + found[first].doubts
                found[first].doubts = Array(doubts.prefix(doubtLimit))
            }
            return found
        } catch let error as YAMLError {
            throw error
        } catch let error as YamlError {
            throw YAMLError(error, text: clean)
        } catch {
            throw YAMLError(line: nil, problem: "not YAML")
        }
    }
}
