import KubeModel

/// Takes the Kubernetes objects out of texts, one document at a time, so that one bad document spoils no other.
public struct ManifestReader {
    /// In the order they were read; lists are unrolled.
    public private(set) var objects: [JSONValue] = []
    public private(set) var problems: [String] = []
    public private(set) var skipped = 0

    public init() {}

    public mutating func reject(_ problem: String) {
        problems.append(problem)
        skipped += 1
    }

    public mutating func read(_ text: String, file: String) {
        if file.lowercased().hasSuffix(".json"), let value = try? JSONParser.parse(Array(text.utf8)) {
            // What is no JSON is read as YAML below, whose errors have lines.
            take(value)
            return
        }
        for part in Self.documents(in: text) {
            do {
                for document in try YAMLReader.documents(part.text) { take(document.value) }
            } catch {
                reject("\(file):\(part.line + (error.line ?? 1) - 1): \(error.problem)")
            }
        }
    }

    private mutating func take(_ value: JSONValue) {
        guard let kind = value["kind"]?.string, value["apiVersion"]?.string?.isEmpty == false else {
            skipped += 1
            return
        }
        if kind.hasSuffix("List"), let items = value["items"]?.array {
            items.forEach { take($0) }
        } else if !kind.isEmpty, value[path: ["metadata", "name"]]?.string?.isEmpty == false {
            objects.append(value)
        } else {
            skipped += 1
        }
    }

    /// The documents of a stream, each with the line it begins on, from 1. A line that begins with `---` can be nothing
    /// else: YAML forbids it inside of a text.
    public static func documents(in text: String) -> [(line: Int, text: String)] {
        var parts: [(line: Int, lines: [Substring])] = [(1, [])]
        let clean = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
        let lines = clean.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        for (index, line) in lines.enumerated() {
            if line == "---" || line.hasPrefix("--- ") || line.hasPrefix("---\t") { parts.append((index + 1, [])) }
            parts[parts.count - 1].lines.append(line)
        }
        return parts.filter { $0.lines.contains(where: hasContent) }
            .map { ($0.line, $0.lines.joined(separator: "\n") + "\n") }
    }

    /// Neither blank, nor a comment, a directive or a bare marker.
    private static func hasContent(_ line: Substring) -> Bool {
        guard let first = line.first(where: { !$0.isWhitespace }) else { return false }
        return first != "#" && !line.hasPrefix("%") && line != "---" && !line.hasPrefix("--- #")
    }
}
