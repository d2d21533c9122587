import KubeModel

/// What a kubeconfig says of a user.
enum UserEntry {
    static func credential(
        _ user: KubeconfigEntry, named userName: String, cluster: ClusterEntry
    ) throws(KubeconfigError) -> Credential {
        var credential = Credential.none
        let token = try user.text("token")
        guard token?.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) != false else {
            throw user.problem("token", "has characters that no token has")
        }
        // A token file wins over a token, as kubectl has it.
        credential.token =
            try user.path("tokenFile").map { .file(path: $0, otherwise: token) } ?? token.map { .text($0) }
        let chain = try user.source(data: "client-certificate-data", file: "client-certificate")
        let key = try user.source(data: "client-key-data", file: "client-key")
        switch (chain, key) {
        case (let chain?, let key?): credential.certificate = .init(chain: chain, key: key)
        case (nil, nil): break
        case (nil, _): throw user.problem("client-key", "has no client-certificate to go with it")
        case (_, nil): throw user.problem("client-certificate", "has no client-key to go with it")
        }
        if let exec = try user.entry("exec") {
            credential.plugin = try ExecPlugin(exec, cluster: try cluster.pluginInfo())
        }
        guard credential.token == nil, credential.plugin == nil else { return credential }
        if let name = try user.text("username") {
            credential.token = .password(user: name, password: try user.text("password") ?? "")
        } else if let provider = try user.entry("auth-provider") {
            guard let name = try provider.text("name") else { throw provider.problem("name", "is missing") }
            guard name == "oidc" else { throw .authProviderGone(name: name, user: userName) }
            credential.token = .oidc(try OIDCToken(try provider.entry("config"), user: userName))
        }
        return credential
    }

    static func impersonation(_ user: KubeconfigEntry) throws(KubeconfigError) -> Impersonation? {
        let name = try user.text("as")
        let uid = try user.text("as-uid")
        let groups = try user.texts("as-groups")
        var extra: [String: [String]] = [:]
        if let entry = try user.entry("as-user-extra") {
            for (key, _) in entry.value.object ?? JSONObject() { extra[key] = try entry.texts(key) }
        }
        guard name != nil || uid != nil || !groups.isEmpty || !extra.isEmpty else { return nil }
        guard let name else { throw .impersonationWithoutUser }
        return Impersonation(user: name, uid: uid, groups: groups, extra: extra)
    }
}
