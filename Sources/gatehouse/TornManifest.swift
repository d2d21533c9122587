import Foundation

/// What a text that cannot be read seems to be, by the lines that usually say so.
struct TornManifest {
    /// Empty where no line says it.
    private(set) var kind = ""
    /// As findings name objects; empty where too little is known.
    private(set) var identity = ""

    /// - Parameter namespace: Where objects go that name none.
    init(_ text: String, namespace: String?) {
        func first(_ pattern: Regex<(Substring, Substring)>) -> String? { text.firstMatch(of: pattern).map { String($0.output.1) } }
        // At the left edge. Else anywhere in the braces of JSON, or below the dash of a list: where other fields of an object stand at the left edge it has
        // none, and those further in are of what it names.
        let isPlain = text.contains(/(?m)^(?:apiVersion|metadata|spec):/)
        guard let kind = first(/(?m)^"?kind"?:\s*["']?([A-Z][A-Za-z]*)/) ?? (isPlain ? nil : first(/[\s{,]"?kind"?:\s*["']?([A-Z][A-Za-z]*)/)) else { return }
        self.kind = kind
        let version = first(/(?m)(?:^|[\s{,])"?apiVersion"?:\s*["']?([A-Za-z0-9.\/]+)/) ?? ""
        let group = version.contains("/") ? String(version.prefix { $0 != "/" }) : ""
        // What stands below metadata, or behind it in braces, up to the spec.
        let head = text.components(separatedBy: "metadata").dropFirst().first?.components(separatedBy: "spec").first ?? ""
        func named(_ word: String) -> String? {
            let pattern = try? Regex<(Substring, Substring)>(#"(?m)(?:^|[\s{,"])"# + word + #""?:\s*["']?([a-z0-9][a-z0-9.-]*)"#)
            return pattern.flatMap { head.firstMatch(of: $0) }.map { String($0.output.1) }
        }
        guard let name = named("name") else { return }
        identity = "\(group)/\(kind)/\(named("namespace") ?? namespace ?? "default")/\(name)"
    }
}
