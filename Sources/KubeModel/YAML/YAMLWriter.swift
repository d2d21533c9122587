/// Writes a ``JSONValue`` as block YAML, keys in their own order, every string so that it reads back as a string.
///
/// Looks like `kubectl get -o yaml`: two spaces a level, lists at the level of their key. Texts of several lines keep
/// their lines; no line is ever folded.
public struct YAMLWriter {
    /// One line, and the innermost value that begins on it, or goes on.
    public struct Line: Sendable, Equatable {
        public var text: String
        public var path: FieldSteps
        /// Whether it goes on with the text of the line before.
        public var isText: Bool
    }

    /// - Returns: The text, ending in a newline.
    public static func text(_ value: JSONValue) -> String {
        var writer = YAMLWriter(isNoting: false)
        writer.whole(value)
        return writer.out
    }

    /// The lines of the text, each with the path of what stands on it.
    public static func lines(_ value: JSONValue) -> [Line] {
        var writer = YAMLWriter(isNoting: true)
        writer.whole(value)
        let texts = writer.out.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
        return zip(texts, writer.notes).map { Line(text: String(Substring($0)), path: $1.path, isText: $1.isText) }
    }

    private var out = ""
    private let isNoting: Bool
    /// One for each line that has ended, and for the one that has begun.
    private var notes: [(path: FieldSteps, isText: Bool)] = []
    private var path = FieldSteps()
    /// How many lines have ended.
    private var ended = 0

    private init(isNoting: Bool) { self.isNoting = isNoting }

    private mutating func whole(_ value: JSONValue) {
        note()
        switch value {
        case .object(let members) where !members.isEmpty: object(members, indent: 0)
        case .array(let elements) where !elements.isEmpty: array(elements, indent: 0)
        default: end(Self.scalar(value))
        }
    }

    /// One line: a scalar, or an empty list or mapping.
    static func scalar(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .number(let text): text
        case .string(let text): YAMLString.inline(text)
        case .array: "[]"
        case .object: "{}"
        }
    }

    /// The first key is written where the line stands: after the indentation, or after the dash of a list.
    private mutating func object(_ members: JSONObject, indent: Int) {
        for (index, (key, value)) in members.enumerated() {
            if index > 0 { pad(indent) }
            step(.key(key)) { writer in
                let name = YAMLString.inline(key)
                if name.unicodeScalars.count > YAMLString.simpleKeyLimit {
                    writer.end("? \(name)")
                    writer.pad(indent)
                    writer.out += ":"
                } else {
                    writer.out += name + ":"
                }
                writer.member(value, indent: indent)
            }
        }
    }

    /// What stands after `key:`.
    private mutating func member(_ value: JSONValue, indent: Int) {
        switch value {
        case .object(let members) where !members.isEmpty:
            end("")
            pad(indent + 2)
            object(members, indent: indent + 2)
        case .array(let elements) where !elements.isEmpty:
            end("")
            pad(indent)
            array(elements, indent: indent)
        case .string(let text):
            out += " "
            string(text, indent: indent + 2)
        case .null, .bool, .number, .array, .object: end(" \(Self.scalar(value))")
        }
    }

    private mutating func array(_ elements: [JSONValue], indent: Int) {
        for (index, element) in elements.enumerated() {
            if index > 0 { pad(indent) }
            step(.index(index)) { writer in
                writer.out += "- "
                switch element {
                case .object(let members) where !members.isEmpty: writer.object(members, indent: indent + 2)
                case .array(let inner) where !inner.isEmpty: writer.array(inner, indent: indent + 2)
                case .string(let text): writer.string(text, indent: indent + 2)
                case .null, .bool, .number, .array, .object: writer.end(Self.scalar(element))
                }
            }
        }
    }

    /// - Parameter indent: Of the lines that follow the one it begins on.
    private mutating func string(_ text: String, indent: Int) {
        switch YAMLString.block(text) {
        case nil: end(YAMLString.inline(text))
        case .literal(let isIndented): literal(text, isIndented: isIndented, indent: indent)
        case .quoted:
            for (index, line) in YAMLString.quotedLines(text).enumerated() {
                if index > 0 { pad(indent, isText: true) }
                end(line)
            }
        }
    }

    /// `|` and the lines as they are; `|-` where the text ends without a newline, `|+` where it ends in several. `|2`
    /// says that two columns of the first line are indentation and the blanks after them text.
    private mutating func literal(_ text: String, isIndented: Bool, indent: Int) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let endsInNewline = lines.last == ""
        if endsInNewline { lines.removeLast() }
        end("|" + (isIndented ? "2" : "") + (!endsInNewline ? "-" : lines.last == "" ? "+" : ""))
        for line in lines {
            pad(line.isEmpty ? 0 : indent, isText: true)
            end(String(line))
        }
    }

    // MARK: Lines

    /// Ends a line.
    private mutating func end(_ rest: String) {
        out += rest
        out += "\n"
        ended += 1
    }

    /// Begins one.
    private mutating func pad(_ count: Int, isText: Bool = false) {
        if isNoting, notes.count == ended { notes.append((path, isText)) }
        for _ in 0..<count { out.append(" ") }
    }

    /// What begins on a line is what it is about; of several the innermost.
    private mutating func note() {
        guard isNoting else { return }
        if notes.count == ended { notes.append((path, false)) } else { notes[notes.count - 1].path = path }
    }

    private mutating func step(_ step: FieldSteps.Step, _ body: (inout YAMLWriter) -> Void) {
        guard isNoting else { return body(&self) }
        path.steps.append(step)
        note()
        body(&self)
        path.steps.removeLast()
    }
}
