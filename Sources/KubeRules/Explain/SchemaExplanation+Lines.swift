import KubeModel

extension SchemaExplanation {
    /// As `kubectl explain` writes it, with the default, the bounds and the rules of the field in sections of their own.
    ///
    /// - Parameters:
    ///   - width: Of the longest line, where a single word is not longer.
    ///   - isRecursive: Whether the fields are a tree of all that is below, without their descriptions.
    public func lines(width: Int = 80, isRecursive: Bool = false) -> [String] {
        let parts = apiVersion.split(separator: "/").map(String.init)
        var lines = parts.count == 2 ? ["GROUP:      \(parts[0])"] : []
        lines += ["KIND:       \(kind)", "VERSION:    \(parts.last ?? "")", ""]
        if let name = path.last { lines += ["FIELD: \(name) <\(type)>\(isRequired ? " -required-" : "")"] }
        if !allowed.isEmpty { lines += ["ENUM:"] + allowed.map { "    \(Self.shown($0))" } }
        if !path.isEmpty { lines += allowed.isEmpty ? ["", ""] : [""] }
        lines += section("DESCRIPTION:", documentation.isEmpty ? ["<empty>"] : [documentation], width)
        if let fallback { lines += section("DEFAULT:", [JSONWriter.text(fallback)], width) }
        if !bounds.isEmpty { lines += section("LIMITS:", bounds, width) }
        if !rules.isEmpty {
            lines += section("RULES:", rules.map { $0.message.isEmpty ? $0.expression : "\($0.message)\n  \($0.expression)" }, width)
        }
        guard !fields.isEmpty else { return lines }
        lines.append("FIELDS:")
        for field in fields {
            lines +=
                isRecursive
                ? Self.tree(field, indent: 2)
                : Self.head(field, indent: 2) + Self.wrapped(field.documentation.isEmpty ? "<no description>" : field.documentation, indent: 4, width)
                    + [""]
        }
        return lines
    }

    private func section(_ title: String, _ texts: [String], _ width: Int) -> [String] {
        [title] + texts.flatMap { Self.wrapped($0, indent: 4, width) } + [""]
    }

    private static func shown(_ value: String) -> String { value.isEmpty ? "\"\"" : value }

    private static func head(_ field: Field, indent: Int) -> [String] {
        let margin = String(repeating: " ", count: indent)
        let line = "\(margin)\(field.name)\t<\(field.type)>\(field.isRequired ? " -required-" : "")"
        guard !field.allowed.isEmpty else { return [line] }
        let values = field.allowed.prefix(4).map(shown) + (field.allowed.count > 4 ? ["...."] : [])
        return [line, "\(margin)enum: \(values.joined(separator: ", "))"]
    }

    private static func tree(_ field: Field, indent: Int) -> [String] {
        head(field, indent: indent) + field.fields.flatMap { tree($0, indent: indent + 2) }
    }

    /// Lines stay lines; those that are too long are broken between words.
    private static func wrapped(_ text: String, indent: Int, _ width: Int) -> [String] {
        guard !text.isEmpty else { return [] }
        return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line -> [String] in
            let blanks = line.prefix { $0 == " " || $0 == "\t" }, margin = String(repeating: " ", count: indent) + blanks
            // What fits stays as it is: examples are set with blanks.
            if indent + line.count <= width { return [line.count == blanks.count ? "" : margin + line.dropFirst(blanks.count)] }
            var lines: [String] = [], current = ""
            for word in line.split(separator: " ") {
                if !current.isEmpty, margin.count + current.count + 1 + word.count > width {
                    lines.append(margin + current)
                    current = ""
                }
                current += (current.isEmpty ? "" : " ") + word
            }
            return lines + [current.isEmpty ? "" : margin + current]
        }
    }
}
