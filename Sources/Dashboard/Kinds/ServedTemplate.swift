import GatewayGraph
import KubeModel
import KubeRules

/// The text a new object of a kind begins with, in the form that its server takes.
public enum ServedTemplate {
    /// - Parameters:
    ///   - book: What the server says of the kind; nil: nothing is known, and the newest form is offered.
    ///   - target: What a new policy is attached to; nil: what the template has there.
    /// - Returns: Valid as it stands, as far as it can be told; what else there is below it as comments.
    public static func text(for type: ResourceType, namespace: String, book: SchemaBook?, target: GraphID? = nil) -> String {
        let texts = ResourceTemplate.texts(for: type, namespace: namespace)
        var text = texts[0]
        if let book {
            let fitting = texts.first { fits($0, book) }
            text = fitting.map { offering($0, book, type) } ?? skeleton(type, namespace, book) ?? text
        }
        return target.map { attached(text, to: $0) } ?? text
    }

    private static func fits(_ text: String, _ book: SchemaBook) -> Bool {
        guard let object = try? YAMLReader.parse(text) else { return false }
        return book.verdict(on: object)?.problems.isEmpty == true
    }

    /// The smallest object that the schema allows, with the fields that could be added as comments.
    private static func skeleton(_ type: ResourceType, _ namespace: String, _ book: SchemaBook) -> String? {
        let name = ResourceTemplate.name(of: type)
        guard
            let object = book.template(
                apiVersion: type.apiVersion, kind: type.kind, name: name, namespace: type.isNamespaced ? namespace : nil)
        else { return nil }
        return offering(YAMLWriter.text(object), book, type)
    }

    /// Takes out of the comments what the server does not know, and names what else it does.
    private static func offering(_ text: String, _ book: SchemaBook, _ type: ResourceType) -> String {
        let spec = (try? book.explanation(apiVersion: type.apiVersion, kind: type.kind, path: "spec"))??.fields ?? []
        guard !spec.isEmpty else { return text }
        let known = Set(spec.map(\.name))
        var kept: [Substring] = [], sentences: [Substring] = [], isOffered = true, named: Set<String> = []
        var isInSpec = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if !line.hasPrefix(" "), !line.hasPrefix("#"), !line.isEmpty { isInSpec = line.hasPrefix("spec:") }
            if isInSpec, line.hasPrefix("#") {
                // A sentence belongs to the field that follows it.
                if !isOffered { sentences = [] }
                sentences.append(line)
                isOffered = true
                continue
            }
            if isInSpec, let field = field(in: line) {
                isOffered = known.contains(field)
                named.insert(field)
                if !isOffered { sentences = [] }
            }
            guard isOffered || !line.hasPrefix("  #") else { continue }
            isOffered = true
            kept += sentences + [line]
            sentences = []
        }
        kept += sentences
        var result = kept.joined(separator: "\n")
        let others = spec.filter { !named.contains($0.name) }.map(\.name)
        guard !others.isEmpty else { return result }
        if !result.hasSuffix("\n") { result += "\n" }
        return result + "# Below spec this server also knows: \(others.joined(separator: ", ")).\n"
    }

    /// The field of the spec that a line begins, as a comment or not: `  #timeout:`.
    private static func field(in line: Substring) -> String? {
        guard line.hasPrefix("  ") else { return nil }
        var rest = line.dropFirst(2)
        if rest.first == "#" { rest = rest.dropFirst() }
        guard let first = rest.first, first.isLetter, let colon = rest.firstIndex(of: ":") else { return nil }
        return String(rest[..<colon])
    }

    /// The first target of a text is another one.
    private static func attached(_ text: String, to target: GraphID) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let start = lines.firstIndex(where: { $0.trimmingPrefix(while: { $0 == " " }).hasPrefix("targetRefs:") }) else { return text }
        let values = ["group": target.group, "kind": target.kind, "name": target.key.name]
        var left = values
        for index in lines.indices.dropFirst(start + 1) where !left.isEmpty {
            for (name, value) in left {
                guard let place = lines[index].firstRange(of: "\(name): "), lines[index][..<place.lowerBound].allSatisfy({ " -".contains($0) }) else { continue }
                lines[index] = String(lines[index][..<place.upperBound] + YAMLWriter.text(.string(value)).dropLast())
                left[name] = nil
            }
        }
        return lines.joined(separator: "\n")
    }
}
