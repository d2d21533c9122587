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

    /// - Parameters:
    ///   - namespace: Left out for kinds that have none.
    ///   - servesContract: Whether fields are named as the contract has them, or as kgateway 2.1 does.
    public static func text(for type: ResourceType, namespace: String, servesContract: Bool = true) -> String {
        let name = "new-\(type.singular)"
        var head = "apiVersion: \(type.apiVersion)\nkind: \(type.kind)\nmetadata:\n  name: \(name)\n"
        if type.isNamespaced { head += "  namespace: \(scalar(namespace))\n" }
        let template = KindCatalog.kind(for: type).template
        let spec = servesContract ? template.spec : template.olderSpec ?? template.spec
        return head + "  #labels:\n  #  team: example\n" + spec
    }

    /// As a YAML scalar: a namespace may be called `123` or `on`.
    private static func scalar(_ text: String) -> String {
        String(YAMLWriter.text(.string(text)).dropLast())
    }
}
