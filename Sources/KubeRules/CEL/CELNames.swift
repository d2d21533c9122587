/// Names of fields and functions.
enum CELNames {
    /// What stands before a function and is no value.
    static let spaces: Set<String> = ["optional", "format", "math", "sets", "ip", "strings"]

    private static let signs: KeyValuePairs<String, String> = ["__underscores__": "__", "__dot__": ".", "__dash__": "-", "__slash__": "/"]
    private static let words: Set<String> = [
        "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
        "namespace",
        "return", "var", "void", "while",
    ]

    /// The name of the field that an escaped name stands for: `__namespace__` is `namespace`, `a__dot__b` is `a.b`.
    static func unescaped(_ name: String) -> String {
        guard name.contains("__") else { return name }
        if name.hasPrefix("__"), name.hasSuffix("__"), name.count > 4, words.contains(String(name.dropFirst(2).dropLast(2))) {
            return String(name.dropFirst(2).dropLast(2))
        }
        var result = "", rest = Substring(name)
        while !rest.isEmpty {
            if let (escape, sign) = signs.first(where: { rest.hasPrefix($0.key) }) {
                result += sign
                rest = rest.dropFirst(escape.count)
            } else {
                result.append(rest.removeFirst())
            }
        }
        return result
    }
}
