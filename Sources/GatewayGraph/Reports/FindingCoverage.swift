import KubeModel

/// What a check has looked at, and what not: nobody is to take silence for health.
public struct FindingCoverage: Sendable {
    /// Where the schemas come from that objects were validated by.
    public enum Schemas: String, Sendable { case crds, folder, server, none }

    /// How many objects of each kind.
    public var read: [String: Int] = [:]
    /// How many files; nil for a server.
    public var files: Int?
    /// Kinds of which not everything could be read.
    public var notKnown: Set<String> = []
    public var schemas = Schemas.none
    /// Kinds that objects have and no schema was known for.
    public var withoutSchema: Set<String> = []
    public var rules = GatewayRules.v21
    /// Why these: `taken from --rules`.
    public var rulesCause = ""
    public var settings: PolicySettings
    /// Whether certificates could be looked at: they stand in Secrets.
    public var hasCertificates = true

    public init(_ settings: PolicySettings) { (self.settings, self.rules) = (settings, settings.rules) }

    /// Several sentences for people.
    public var sentence: String {
        let counts = read.sorted { $0.key < $1.key }.map { "\($0.value) \(Self.noun($0.key, $0.value))" }
        var sentences = [
            "Read \(counts.isEmpty ? "no object" : counts.joined(separator: ", "))\(files.map { " from \($0) \($0 == 1 ? "file" : "files")" } ?? "")."
        ]
        if !notKnown.isEmpty { sentences.append("Not known, so nothing of it is said to be missing: \(notKnown.sorted().map { Self.noun($0, 2) }.joined(separator: ", ")).") }
        sentences.append("By the rules of kgateway \(rules.name)\(rulesCause.isEmpty ? "" : ", \(rulesCause)").")
        let assumed = settings.said.filter { $0.from == .byDefault }.map { "\($0.name)=\($0.value)" }
        if !assumed.isEmpty { sentences.append("Assumed of the controller: \(assumed.joined(separator: ", ")).") }
        sentences.append(schemaSentence)
        if !hasCertificates { sentences.append("Certificates were not looked at (--read-secrets).") }
        return sentences.joined(separator: " ")
    }

    private var schemaSentence: String {
        switch schemas {
        case .none: return "Only findings were checked, no fields against schemas\(files == nil ? " (the server hands out none; it checks them when they are written)" : " (--crds DIR)")."
        case .crds, .folder, .server:
            let source = schemas == .crds ? "--crds" : schemas == .folder ? "definitions among the files" : "the server"
            let rest = withoutSchema.isEmpty ? "" : "; none there for \(withoutSchema.sorted().joined(separator: ", "))"
            return "Fields were checked by the schemas of \(source), without CEL\(rest)."
        }
    }

    private static func noun(_ kind: String, _ count: Int) -> String {
        if count == 1 { return kind }
        if kind.hasSuffix("y"), let before = kind.dropLast().last, !"aeiou".contains(before) { return kind.dropLast() + "ies" }
        return kind.hasSuffix("s") ? kind.hasSuffix("ss") ? kind + "es" : kind : kind + "s"
    }

    var document: JSONValue {
        var value: JSONValue = ["read": .object(JSONObject(read.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) }))]
        value["notKnown"] = .array(notKnown.sorted().map { .string($0) })
        value["schemas"] = .string(schemas.rawValue)
        if !withoutSchema.isEmpty { value["withoutSchema"] = .array(withoutSchema.sorted().map { .string($0) }) }
        value["sentence"] = .string(sentence)
        return value
    }
}
