import Foundation
import KubeClient

/// A command line that is still being typed.
struct TypedLine: Sendable {
    /// The name of the program, then its words; the last one may be empty or half.
    let words: [String]

    init(_ words: [String]) { self.words = words }

    /// - Parameter text: As it stands in the shell, up to the cursor, with its quotes.
    init(text: String) {
        var words: [String] = [], word = "", isInWord = false, quote: Character?
        var letters = Array(text)[...]
        while let letter = letters.popFirst() {
            if letter == "\\", quote != "'", let escaped = letters.popFirst() {
                // Between double quotes a backslash is itself before most letters.
                if quote == "\"", !"\"\\$`".contains(escaped) { word.append(letter) }
                word.append(escaped)
                isInWord = true
            } else if let end = quote {
                if letter == end { quote = nil } else { word.append(letter) }
            } else if letter == "'" || letter == "\"" {
                quote = letter
                isInWord = true
            } else if letter.isWhitespace {
                if isInWord { words.append(word) }
                (word, isInWord) = ("", false)
            } else {
                word.append(letter)
                isInWord = true
            }
        }
        self.words = words + [word]
    }

    /// Whether no cluster of a kubeconfig is meant.
    var isSandbox: Bool { words.contains { $0 == "--sandbox" || $0 == "--manifests" || $0.hasPrefix("--manifests=") } }

    var source: KubeconfigSource {
        let environment = ProcessInfo.processInfo.environment
        return KubeconfigSource(
            path: value(of: "--kubeconfig").map { Self.expanded($0, environment) }, environment: environment)
    }

    /// The word after an option, or behind its `=`; of several the last, as the program takes it.
    func value(of names: String...) -> String? {
        var found: String?
        // The last word is still being typed.
        for (index, word) in words.dropLast().enumerated() {
            for name in names {
                if word == name, index + 1 < words.count - 1 { found = words[index + 1] }
                if word.hasPrefix("\(name)=") {
                    found = String(word.dropFirst(name.count + 1))
                } else if name.count == 2, word.hasPrefix(name), word != name {
                    found = String(word.dropFirst(2))
                }
            }
        }
        return found
    }

    /// The first word after the command that is neither an option nor the value of one.
    var kind: String? {
        var rest = words.dropFirst()
        var plain: [String] = []
        while let word = rest.popFirst() {
            if !word.hasPrefix("-") {
                plain.append(word)
            } else if CommandLineWords.takesValue(word) {
                _ = rest.popFirst()
            }
        }
        return plain.dropFirst().first
    }

    /// What the shell will make of `~/file` and `$NAME/file`.
    private static func expanded(_ path: String, _ environment: [String: String]) -> String {
        let home = environment["HOME"] ?? "~"
        let path = path == "~" || path.hasPrefix("~/") ? home + path.dropFirst() : path
        return path.replacing(/\$(\w+)|\$\{(\w+)\}/) { match in
            let name = String(match.output.1 ?? match.output.2 ?? "")
            return environment[name] ?? ""
        }
    }
}
