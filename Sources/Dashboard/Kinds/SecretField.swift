/// A field that may hold a token or a password as it is, by its name and that of the object around it.
public struct SecretField: Hashable, Sendable {
    let parent: String
    let name: String
    /// Whether an object in its place is made of secrets too; else one refers to them, and is looked into.
    var hidesObjects = false

    static let inlineToken = SecretField(parent: "authToken", name: "inline")
    static let basicAuthUsers = SecretField(parent: "basicAuth", name: "users", hidesObjects: true)
    static let basicAuthInline = SecretField(parent: "basicAuth", name: "inline")

    /// Of kinds without an entry of their own: agentgateway writes its keys and users under other names.
    static let ofOtherKinds: [SecretField] = [
        SecretField(parent: "auth", name: "inline"), SecretField(parent: "auth", name: "key"),
        SecretField(parent: "basicAuthentication", name: "users", hidesObjects: true),
    ]
}
