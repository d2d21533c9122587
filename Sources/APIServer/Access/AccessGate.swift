import KubeModel

/// Finds out who asks. Tokens are never described.
struct AccessGate: Sendable {
    /// The user of the server's own token.
    static let user = "gatehouse-sandbox"

    private let grants: [(token: Token, rules: AccessRules)]

    /// - Parameters:
    ///   - token: Opens everything.
    ///   - grants: Further tokens, and what each of them opens.
    init(token: String, grants: [String: AccessRules]) {
        self.grants =
            [(Token(token), AccessRules.everything(user: Self.user))] + grants.map { (Token($0.key), $0.value) }
    }

    /// The rules for a request, those of another user where the caller may act for others.
    ///
    /// - Throws: 401 without a token that is known, 403 for acting for others without the right to.
    func rules(for request: APIRequest) throws(APIStatus) -> AccessRules {
        guard let caller = grants.first(where: { $0.token.admits(request.authorization) })?.rules else {
            throw .unauthorized
        }
        let user = request.impersonatedUser
        guard !user.isEmpty else {
            guard request.impersonatedGroups.isEmpty else {
                throw APIStatus(
                    code: 500, reason: "InternalError",
                    message:
                        "Internal error occurred: requested \(request.impersonatedGroups) without impersonating a user")
            }
            return caller
        }
        guard caller.isUnbounded else {
            throw AccessAttempt(verb: "impersonate", group: "", resource: "users", name: user)
                .refusal(for: caller.user)
        }
        let groups = request.impersonatedGroups
        if groups.contains("system:masters") { return .everything(user: user, groups: groups) }
        var found = grants.first { $0.rules.user == user }?.rules ?? AccessRules(user: user, rules: [])
        if !groups.isEmpty { found.groups = groups }
        return found
    }
}
