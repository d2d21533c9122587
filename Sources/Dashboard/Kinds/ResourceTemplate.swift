import KubeModel

/// The text a new object of a kind begins with: valid as it stands, what else there is below it as comments.
///
/// What follows a `#` in the column of the fields is YAML once the `#` is gone; a `#` at the line's beginning starts a
/// sentence.
public struct ResourceTemplate: Sendable {
    /// What stands below the metadata.
    let spec: String
    /// The same as kgateway 2.1 names the fields, where that differs.
    var olderSpec: String?

    /// For kinds of which nothing is known.
    public static let empty = ResourceTemplate(spec: "spec: {}\n")

    /// - Parameter namespace: Left out for kinds that have none.
    public static func text(for type: ResourceType, namespace: String) -> String {
        head(type, namespace) + KindCatalog.kind(for: type).template.spec
    }

    /// The text of each form that is known of the kind, the newest first.
    static func texts(for type: ResourceType, namespace: String) -> [String] {
        let template = KindCatalog.kind(for: type).template
        return [template.spec, template.olderSpec].compactMap { $0 }.map { head(type, namespace) + $0 }
    }

    static func head(_ type: ResourceType, _ namespace: String) -> String {
        var head = "apiVersion: \(type.apiVersion)\nkind: \(type.kind)\nmetadata:\n  name: \(name(of: type))\n"
        if type.isNamespaced { head += "  namespace: \(scalar(namespace))\n" }
        return head + "  #labels:\n  #  team: example\n"
    }

    static func name(of type: ResourceType) -> String { "new-\(type.singular)" }

    /// As a YAML scalar: a namespace may be called `123` or `on`.
    private static func scalar(_ text: String) -> String {
        String(YAMLWriter.text(.string(text)).dropLast())
    }
}
