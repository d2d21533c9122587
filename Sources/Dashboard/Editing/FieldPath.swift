/// A field as a server names it, looked up among the lines of a text.
enum FieldPath {
    /// The line (from 1) of the field, or of the nearest parent that is written: a field that is required is often
    /// missing.
    ///
    /// - Parameter lines: As ``YAMLReader/Document/lines`` has them.
    /// - Returns: nil where not even a parent is written.
    static func line(of field: String, in lines: [String: Int]) -> Int? {
        var path = Substring(normal(field))
        while !path.isEmpty {
            if let line = lines[String(path)] { return line }
            guard let cut = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { return nil }
            path = path[..<cut]
        }
        return nil
    }

    /// `.spec.labels["a.b/c"]` is `spec.labels.a.b/c` among the lines; only numbers stay in brackets.
    private static func normal(_ field: String) -> String {
        var out = ""
        var rest = Substring(field).drop { $0 == "." }
        while let open = rest.firstIndex(of: "["), let close = rest[open...].firstIndex(of: "]") {
            let inner = rest[rest.index(after: open)..<close]
            out += rest[..<open]
            out += Int(inner) != nil ? "[\(inner)]" : ".\(inner.filter { $0 != "\"" && $0 != "'" })"
            rest = rest[rest.index(after: close)...]
        }
        return out + rest
    }
}
