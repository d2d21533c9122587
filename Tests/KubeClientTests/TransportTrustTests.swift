import Foundation
import GatewayGraph
import KubeModel
import TestSupport
import Testing

@testable import KubeClient

/// Every way a certificate can be wrong, against a real TLS server. One test, as the certificates take a second to make.
@Suite(.timeLimit(.minutes(10))) struct TransportTrustTests {
    @Test func aServerIsTakenForWhoItsCertificateSaysOnly() async throws {
        guard SecureServer.isAvailable else {
            print("SKIPPED: no /usr/bin/openssl on this machine, so no certificate was tried")
            return
        }
        let authority = try TestAuthority()
        let good = try SecureServer(authority, .good), expired = try SecureServer(authority, .expired)
        let otherName = try SecureServer(authority, .otherName)
        let choosy = try SecureServer(authority, .good, wantsClientOf: authority.path("ca.crt"))
        let plain = try RawServer { _ in [.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")] }
        defer {
            for server in [good, expired, otherName, choosy] { server.stop() }
            plain.stop()
        }
        let ours = "certificate-authority: ca.crt"

        #expect(try await outcome(authority, good.port, ours) == nil)
        #expect(
            try await outcome(authority, good.port, "certificate-authority: stranger.crt")?.contains(
                "not signed by an authority we trust") == true)
        #expect(try await outcome(authority, good.port, "")?.contains("not signed by an authority we trust") == true)
        #expect(try await outcome(authority, expired.port, ours)?.contains("has expired") == true)
        #expect(try await outcome(authority, otherName.port, ours)?.contains("is for another name") == true)
        #expect(try await outcome(authority, otherName.port, "\(ours), tls-server-name: api.example") == nil)
        #expect(
            try await outcome(authority, good.port, "\(ours), tls-server-name: api.example")?.contains(
                "is for another name") == true)
        #expect(try await outcome(authority, Int(plain.port), ours)?.contains("does not speak TLS") == true)
        #expect(try await outcome(authority, expired.port, "insecure-skip-tls-verify: true") == nil)
        #expect(try await outcome(authority, good.port, "certificate-authority: good.key") != nil)

        try authority.folder.write("garbage", "no certificate")
        try authority.folder.write(
            "broken/x",
            "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n" + authority.folder.text("ca.crt"))
        try authority.folder.write(
            "many",
            "# one\nIssuer: é\n" + authority.folder.text("stranger.crt") + "# two\n" + authority.folder.text("ca.crt"))
        func named(_ file: String?, _ folders: String?) async throws -> String? {
            var variables: [String: String] = [:]
            if let file { variables["SSL_CERT_FILE"] = file.isEmpty ? "" : authority.path(file) }
            if let folders { variables["SSL_CERT_DIR"] = folders }
            return try await outcome(authority, good.port, "", environment: variables)
        }
        let here = authority.path("broken"), nowhere = authority.path("nowhere")
        for (file, folders) in [
            ("ca.crt", nil), ("many", nil), ("broken/x", nil), (nil, here), (nil, "\(nowhere):\(here)"),
            ("nowhere", here),
            ("garbage", here), ("stranger.crt", here), ("ca.crt", nowhere), ("", here),
        ] {
            #expect(try await named(file, folders) == nil, "\(file ?? "-") \(folders ?? "-")")
        }
        #expect(
            try await named("nowhere", nil)?.contains(
                "nowhere, where no certificate can be read) and the folders of this system") == true)
        #expect(try await named("stranger.crt", nil)?.contains("not signed by an authority we trust") == true)
        #expect(try await named("", "")?.contains("Check certificate-authority") == true)
        #expect(throws: KubeconfigError.badAuthorities(variable: "SSL_CERT_FILE", path: authority.path("garbage"))) {
            try SystemAuthorities.trust(
                in: ["SSL_CERT_FILE": authority.path("garbage"), "SSL_CERT_DIR": nowhere])
        }

        let six = try SecureServer(authority, .six)
        defer { six.stop() }
        #expect(try await outcome(authority, six.port, ours, host: "[::1]") == nil)

        let client = "client-certificate: client.crt, client-key: client.key"
        #expect(try await outcome(authority, choosy.port, ours, user: client) == nil)
        #expect(try await outcome(authority, choosy.port, ours)?.contains("wants a client certificate") == true)
        let stranger = "client-certificate: stranger.crt, client-key: stranger.key"
        #expect(
            try await outcome(authority, choosy.port, ours, user: stranger)?.contains("refuses our client certificate")
                == true)
        let mixed = "client-certificate: client.crt, client-key: good.key"
        #expect(try await outcome(authority, choosy.port, ours, user: mixed)?.contains("cannot be used") == true)
    }

    /// The sentence of what went wrong; nil where the server was reached and believed.
    private func outcome(
        _ authority: TestAuthority, _ port: Int, _ cluster: String, user: String = "token: s3cret",
        host: String = "127.0.0.1", environment: [String: String] = [:]
    ) async throws -> String? {
        let file = try authority.folder.write(
            "config", kubeconfig(server: "https://\(host):\(port)", cluster: cluster, user: user))
        let endpoint = try #require(try Kubeconfig.load(path: file, environment: environment, context: nil))
        let client = KubeClient.patient(endpoint)
        do throws(ClusterError) {
            _ = try await client.transport.send(HTTPRequest(path: "/version"))
            return nil
        } catch {
            #expect(!"\(error) \(client.log.snapshot())".contains("s3cret"))
            return error.description
        }
    }
}
