import Foundation
import Glibc
import TestSupport
import Testing

@testable import KubeClient

/// Whatever wrote a kubeconfig, and wherever it comes from.
@Suite(.timeLimit(.minutes(10))) struct KubeconfigTexts {
    @Test func marksOfUTF8AndUTF16AreUnderstood() throws {
        let wide: [UInt8] = [0xFF, 0xFE, 0x61, 0, 0xE9, 0]

        #expect(try KubeconfigText.decode([0xEF, 0xBB, 0xBF, 0x61], path: "k") == "a")
        #expect(try KubeconfigText.decode(wide, path: "k") == "aé")
        #expect(try KubeconfigText.decode([0xFE, 0xFF, 0, 0x61, 0, 0xE9], path: "k") == "aé")
        #expect(throws: KubeconfigError.badEncoding(path: "k", found: "UTF-16 without a byte order mark")) {
            try KubeconfigText.decode([0x61, 0, 0x62, 0], path: "k")
        }
        #expect(throws: KubeconfigError.badEncoding(path: "k", found: "UTF-16 that is cut off")) {
            try KubeconfigText.decode([0xFF, 0xFE, 0x61], path: "k")
        }
    }

    @Test func aPipeIsReadOnceAndNotAskedAgain() throws {
        let folder = try TemporaryFolder()
        let file = "\(folder.path)/pipe", text = kubeconfig()
        try #require(mkfifo(file, 0o600) == 0)
        Thread.detachNewThread { try? Data(text.utf8).write(to: URL(filePath: file), options: []) }
        let source = KubeconfigSource(path: file, environment: [:])

        let first = try #require(try Kubeconfig.load(source, context: nil))

        #expect(first.name == "dev")
        #expect(try Kubeconfig.list(source).map(\.name) == ["dev"])
        #expect(EndpointKeeper(first).current.name == "dev")
    }

    @Test func aFileWithoutAnEndIsNotReadToItsEnd() throws {
        #expect(throws: KubeconfigError.tooLarge(path: "/dev/zero")) { try KubeconfigText.read("/dev/zero") }
    }
}

@Suite struct AuthProviders {
    private static func token(_ expires: Int) -> String {
        let claims = Data("{\"exp\":\(expires),\"sub\":\"jo\"}".utf8).base64EncodedString()
        return "e30.\(claims.replacing("=", with: "")).c2ln"
    }

    private static func load(_ provider: String) throws -> ClusterEndpoint {
        let folder = try TemporaryFolder()
        let file = try folder.write("config", kubeconfig(server: "https://h", user: "auth-provider: {\(provider)}"))
        return try #require(try Kubeconfig.load(path: file, environment: [:], context: nil))
    }

    @Test func anIDTokenIsSentWhileItIsValid() throws {
        let valid = Self.token(4_000_000_000)
        let endpoint = try Self.load("name: oidc, config: {id-token: \(valid)}")

        #expect(try endpoint.credential.read().token == valid)
        #expect(endpoint.loginMethod == "the id-token of auth-provider oidc")
    }

    @Test func anIDTokenThatHasExpiredSaysWhatToRun() throws {
        let old = Self.token(1_000_000_000)
        let endpoint = try Self.load("name: oidc, config: {id-token: \(old), refresh-token: r}")

        let error = try #require(throws: (any Error).self) { try endpoint.credential.read() }

        #expect(
            "\(error)"
                == "The user u-dev (auth-provider oidc) has an id-token that has expired or is no token. Run kubectl get ns, which refreshes it, or log in with kubectl oidc-login (kubelogin); the kubeconfig is then read again."
        )
    }

    @Test func whatKubectlHasDroppedNamesItsSuccessor() {
        #expect(throws: KubeconfigError.authProviderGone(name: "gcp", user: "u-dev")) {
            try Self.load("name: gcp")
        }
        #expect(
            KubeconfigError.authProviderGone(name: "gcp", user: "u").description.contains("gke-gcloud-auth-plugin"))
        #expect(KubeconfigError.authProviderGone(name: "azure", user: "u").description.contains("kubelogin"))
    }
}
