import Foundation
import TestSupport
import Testing

@testable import KubeClient

private func load(_ folder: TemporaryFolder, _ text: String, context: String? = nil) throws -> ClusterEndpoint {
    let file = try folder.write("config", text)
    return try #require(try Kubeconfig.load(path: file, environment: [:], context: context))
}

private func problem(_ text: String) throws -> String {
    let folder = try TemporaryFolder()
    let error = try #require(throws: KubeconfigError.self) { try load(folder, text) }
    return error.description.replacing(folder.path, with: "")
}

@Suite struct FindingAServer {
    @Test func theNamedFileWins() throws {
        let folder = try TemporaryFolder()
        let named = try folder.write("named", kubeconfig())
        let other = try folder.write("other", kubeconfig(context: "other", current: "other"))

        let endpoint = try Kubeconfig.load(path: named, environment: ["KUBECONFIG": other], context: nil)

        #expect(endpoint?.name == "dev")
        #expect(endpoint?.server.absoluteString == "http://127.0.0.1:8080")
        #expect(endpoint?.namespace == "team-a")
        #expect(try endpoint?.credential.read().token == "abc")
    }

    @Test func severalFilesAreReadAsOneAndTheFirstWins() throws {
        let folder = try TemporaryFolder()
        let one = try folder.write("one", kubeconfig(server: "http://localhost:1"))
        let two = try folder.write("two", kubeconfig(server: "http://localhost:2"))
        let three = try folder.write(
            "three", kubeconfig(server: "http://localhost:3", context: "prod", current: "prod"))
        let environment = ["KUBECONFIG": "\(folder.path)/none:\(one)::\(two):\(three)"]

        #expect(try Kubeconfig.load(path: nil, environment: environment, context: nil)?.server.port == 1)
        #expect(try Kubeconfig.load(path: nil, environment: environment, context: "prod")?.server.port == 3)
        #expect(try Kubeconfig.contexts(path: nil, environment: environment) == ["dev", "prod"])
    }

    @Test func aContextMayBePutTogetherFromSeveralFiles() throws {
        let folder = try TemporaryFolder()
        let users = try folder.write("users", "kind: Config\nusers: [{name: u-dev, user: {token: mine}}]")
        let whole = try folder.write("whole", kubeconfig())

        let endpoint = try Kubeconfig.load(
            path: nil, environment: ["KUBECONFIG": "\(users):\(whole)"], context: nil)

        #expect(try endpoint?.credential.read().token == "mine")
    }

    @Test func theHomeFolderIsTheLastPlaceToLook() throws {
        let folder = try TemporaryFolder()
        #expect(try Kubeconfig.load(path: nil, environment: ["HOME": folder.path], context: nil) == nil)

        try folder.write(".kube/config", kubeconfig())

        let endpoint = try Kubeconfig.load(
            path: nil, environment: ["HOME": folder.path, "KUBECONFIG": ""], context: nil)
        #expect(endpoint?.name == "dev")
    }

    @Test func aPodFindsTheServerOfItsCluster() throws {
        let folder = try TemporaryFolder()
        try folder.write("token", "first")
        try folder.write("namespace", "team-b\n")
        let authorities = try folder.write("ca.crt", "-----BEGIN CERTIFICATE-----")
        var source = KubeconfigSource(
            path: nil,
            environment: [
                "HOME": folder.path, "KUBERNETES_SERVICE_HOST": "fd00::1", "KUBERNETES_SERVICE_PORT": "443",
            ])
        source.serviceAccountFolder = folder.path

        let endpoint = try #require(try Kubeconfig.load(source, context: nil))

        #expect(endpoint.server.absoluteString == "https://[fd00::1]:443")
        #expect(endpoint.namespace == "team-b")
        #expect(endpoint.trust == .authorities(.file(authorities)))
        #expect(try endpoint.credential.read().token == "first")
        try folder.write("token", "second")
        #expect(try endpoint.credential.read().token == "second")

        try FileManager.default.removeItem(atPath: authorities)
        #expect(try Kubeconfig.load(source, context: nil)?.trust == .system)
        source.environment["SSL_CERT_FILE"] = "\(folder.path)/nowhere"
        source.environment["SSL_CERT_DIR"] = folder.path
        #expect(throws: KubeconfigError.badAuthorities(variable: "SSL_CERT_FILE", path: "\(folder.path)/nowhere")) {
            try Kubeconfig.load(source, context: nil)
        }
    }

    @Test func aFileThatIsNamedMustBeThere() throws {
        #expect(throws: KubeconfigError.unreadable(path: "/nowhere/x")) {
            try Kubeconfig.load(path: "/nowhere/x", environment: [:], context: nil)
        }
        #expect(throws: KubeconfigError.unreadable(path: "/nowhere/y")) {
            try Kubeconfig.load(path: nil, environment: ["KUBECONFIG": "/nowhere/y"], context: nil)
        }
    }

    @Test func aContextThatIsMissingNamesThoseThereAre() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("f", kubeconfig(current: ""))

        #expect(throws: KubeconfigError.noSuchContext("x", available: ["dev"])) {
            try Kubeconfig.load(path: file, environment: [:], context: "x")
        }
        #expect(throws: KubeconfigError.noCurrentContext(available: ["dev"])) {
            try Kubeconfig.load(path: file, environment: [:], context: nil)
        }
    }

    @Test func contextsAreListedWithWhatTheyJoin() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("f", kubeconfig())

        let list = try Kubeconfig.list(KubeconfigSource(path: file, environment: [:]))

        #expect(
            list == [ContextEntry(name: "dev", cluster: "c-dev", user: "u-dev", namespace: "team-a", isCurrent: true)])
    }

    @Test func aKubeconfigThatChangesIsReadAgainWhileItNamesTheSameServer() throws {
        let folder = try TemporaryFolder()
        let keeper = EndpointKeeper(try load(folder, kubeconfig(user: "token: old")))

        try folder.write("config", kubeconfig(user: "token: new-one"))
        #expect(try keeper.current.credential.read().token == "new-one")
        try folder.write("config", "kind: Config\ncontexts: []")
        #expect(try keeper.current.credential.read().token == "new-one")
        try folder.write("config", kubeconfig(server: "http://127.0.0.1:9", user: "token: other-server"))
        #expect(try keeper.current.credential.read().token == "new-one")
    }
}

@Suite struct ReadingAKubeconfig {
    @Test func whatIsNoKubeconfigIsSaidToBeNone() throws {
        #expect(try problem("- a\n- b\n") == "/config is not a kubeconfig: it has neither clusters nor contexts.")
        #expect(try problem("clusters: [\n").hasPrefix("The kubeconfig /config is not YAML"))
    }

    @Test func aWrongFieldIsNamedWithItsFileAndLineAndWithoutItsValue() throws {
        #expect(
            try problem(kubeconfig(user: "token: 12345"))
                == "The kubeconfig /config, line 9: users[0].user.token must be a text: put it in quotes.")
        #expect(
            try problem(kubeconfig(cluster: "insecure-skip-tls-verify: maybe"))
                == "The kubeconfig /config, line 6: clusters[0].cluster.insecure-skip-tls-verify must be true or false."
        )
        #expect(
            try problem(kubeconfig(server: "https://h", cluster: "certificate-authority-data: '%%%'"))
                .hasSuffix("clusters[0].cluster.certificate-authority-data is not base64."))
        #expect(
            try problem(kubeconfig(server: "https://h", cluster: "certificate-authority-data: YWJj"))
                .hasSuffix("certificate-authority-data holds no PEM once its base64 is decoded."))
        #expect(
            try problem(kubeconfig(server: "https://h", user: "client-certificate: c.pem"))
                .hasSuffix("users[0].user.client-certificate has no client-key to go with it."))
        #expect(try problem(kubeconfig(server: "ftp://x")).contains("cluster.server is no address"))
        #expect(
            try problem(kubeconfig() + "\nusers: 5").contains("is not YAML: line 11: duplicate key users"))
    }

    @Test func aNameTwiceInOneFileIsAMistake() throws {
        let text = "kind: Config\nusers:\n- {name: a, user: {token: x}}\n- {name: a, user: {token: y}}\n"
        #expect(try problem(text) == "The kubeconfig /config, line 4: users[1].name is a a second time.")
    }

    @Test func aNumberThatNoServerTakesIsNotRepeated() throws {
        let words = try problem("kind: Config\nusers: [{name: a, user: {token: .inf}}]")
        #expect(!words.contains(".inf"))
    }

    @Test func aTokenTravelsInTheClearOnThisMachineOnly() throws {
        let folder = try TemporaryFolder()
        #expect(throws: KubeconfigError.tokenInTheClear(host: "api.example:80")) {
            try load(folder, kubeconfig(server: "http://api.example:80"))
        }
        #expect(throws: KubeconfigError.tokenInTheClear(host: "10.0.0.1")) {
            try load(folder, kubeconfig(server: "http://10.0.0.1", user: "tokenFile: t"))
        }
        for host in ["127.0.0.1:1", "localhost:1", "[::1]:1"] {
            #expect(try load(folder, kubeconfig(server: "http://\(host)")).credential.token != nil)
        }
        #expect(try load(folder, kubeconfig(server: "http://api.example", user: "")).credential == .none)
    }

    @Test func aUserAndAPasswordAreSentAndNotShown() throws {
        for text in [
            kubeconfig(server: "https://h", user: "username: a, password: s3cret"),
            kubeconfig(server: "https://a:s3cret@h", user: ""),
        ] {
            let endpoint = try load(try TemporaryFolder(), text)
            #expect(try endpoint.credential.read().basic == "YTpzM2NyZXQ=")
            #expect(endpoint.loginMethod == "a user and a password")
            #expect(!"\(endpoint)".contains("s3cret"))
        }
        #expect(throws: KubeconfigError.tokenInTheClear(host: "10.0.0.1")) {
            try load(try TemporaryFolder(), kubeconfig(server: "http://10.0.0.1", user: "username: a, password: b"))
        }
        let folder = try TemporaryFolder()
        // A sandbox writes both, for kubectl, which sends no token over plain http.
        let endpoint = try load(folder, kubeconfig(server: "http://gatehouse:TOKEN@127.0.0.1:1"))
        #expect(try endpoint.credential.read().token == "abc")
    }

    @Test func anAuthorityAndNoVerificationExcludeEachOther() throws {
        let words = try problem(
            kubeconfig(server: "https://h", cluster: "insecure-skip-tls-verify: true, certificate-authority: ca.pem"))
        #expect(words.contains("exclude each other"))
    }

    @Test func whatVerifiesTheServerIsSaid() throws {
        let folder = try TemporaryFolder()
        func verification(_ server: String, _ cluster: String) throws -> String {
            try load(folder, kubeconfig(server: server, cluster: cluster)).verification
        }
        #expect(try verification("https://h", "") == "the authorities of this system")
        #expect(
            try verification("https://h", "certificate-authority: ca.pem, tls-server-name: x")
                == "the authorities in \(folder.path)/ca.pem only, for the name x")
        #expect(try verification("https://h", "insecure-skip-tls-verify: true").hasPrefix("NOTHING"))
        #expect(try verification("http://127.0.0.1", "") == "nothing: plain http")
    }

    @Test func impersonationIsReadAndTheCommandLineWins() throws {
        let folder = try TemporaryFolder()
        let text = kubeconfig(user: "token: abc, as: jane, as-uid: '7', as-groups: [a, b], as-user-extra: {k: [v]}")

        let endpoint = try load(folder, text)
        let other = try Kubeconfig.load(
            KubeconfigSource(
                path: "\(folder.path)/config", environment: [:], impersonation: Impersonation(user: "joe")),
            context: nil)

        #expect(
            endpoint.impersonation == Impersonation(user: "jane", uid: "7", groups: ["a", "b"], extra: ["k": ["v"]]))
        #expect(other?.impersonation == Impersonation(user: "joe"))
        #expect(throws: KubeconfigError.impersonationWithoutUser) {
            try load(folder, kubeconfig(user: "token: abc, as-groups: [a]"))
        }
    }
}
