import KubeModel

/// Hides inline tokens and passwords of a resource until a key reveals them.
public enum SecretMask {
    public static let text = "••••••"

    static func masked(_ value: JSONValue, _ isMasked: inout Bool, parent: String = "") -> JSONValue {
        switch value {
        case .object(let members):
            return .object(
                members.compactMapValues { name, member in
                    if !member.isNull, hides(member, of: name, under: parent) {
                        isMasked = true
                        return .string(text)
                    }
                    if holdsCopy(name, under: parent), let hidden = maskedText(member) {
                        isMasked = true
                        return hidden
                    }
                    return masked(member, &isMasked, parent: name)
                })
        case .array(let elements): return .array(elements.map { masked($0, &isMasked, parent: parent) })
        case .null, .bool, .number, .string: return value
        }
    }

    /// A sentence from elsewhere (servers quote what they refuse) without the texts that are masked in objects.
    public static func hiding(_ objects: [JSONValue], in sentence: String) -> String {
        var secrets: Set<String> = []
        for object in objects { collect(object, parent: "", to: &secrets) }
        // The longest first: one may be a part of another.
        return secrets.sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }.reduce(sentence) { words, secret in
            [secret, String(JSONWriter.text(.string(secret)).dropFirst().dropLast()), SafeText.spelled(secret)].reduce(
                words
            ) {
                $0.replacing($1, with: text)
            }
        }
    }

    /// A secret shorter than this would take half the sentence away.
    private static let shortestHidden = 4

    private static func collect(_ value: JSONValue, parent: String, to secrets: inout Set<String>) {
        switch value {
        case .object(let members):
            for (name, member) in members {
                if hides(member, of: name, under: parent) {
                    texts(of: member, to: &secrets)
                } else if holdsCopy(name, under: parent), let text = member.string,
                    let inner = try? JSONParser.parse(text)
                {
                    collect(inner, parent: "", to: &secrets)
                } else {
                    collect(member, parent: name, to: &secrets)
                }
            }
        case .array(let elements): for element in elements { collect(element, parent: parent, to: &secrets) }
        case .null, .bool, .number, .string: return
        }
    }

    private static func texts(of value: JSONValue, to secrets: inout Set<String>) {
        switch value {
        case .string(let text), .number(let text):
            // Of `user:hash` and of a text of several lines a server may quote a part.
            for part in [text] + text.split(whereSeparator: \.isNewline).map(String.init)
            where part.count >= shortestHidden {
                secrets.insert(part)
            }
        case .array(let elements): for element in elements { texts(of: element, to: &secrets) }
        case .object(let members): for element in members.values { texts(of: element, to: &secrets) }
        case .null, .bool: return
        }
    }

    /// kubectl apply keeps the whole object as JSON text in an annotation, tokens included, and it is not alone in that.
    private static func holdsCopy(_ name: String, under parent: String) -> Bool {
        parent == "annotations" || name == "kubectl.kubernetes.io/last-applied-configuration"
    }

    private static func maskedText(_ value: JSONValue) -> JSONValue? {
        guard let text = value.string, text.utf8.contains(UInt8(ascii: "{")), let inner = try? JSONParser.parse(text)
        else { return nil }
        var isMasked = false
        let hidden = masked(inner, &isMasked)
        return isMasked ? .string(JSONWriter.text(hidden) + "\n") : nil
    }

    /// Whether a field of this name may hold a secret.
    static func hides(_ name: String, under parent: String) -> Bool { field(name, under: parent) != nil }

    private static func hides(_ value: JSONValue, of name: String, under parent: String) -> Bool {
        guard let field = field(name, under: parent) else { return false }
        return value.object == nil || field.hidesObjects
    }

    private static func field(_ name: String, under parent: String) -> SecretField? {
        fields[name]?.first { $0.parent == parent }
    }

    private static let fields = Dictionary(grouping: KindCatalog.secretFields, by: \.name)
}
