import Foundation
import TestSupport
import Glibc

/// A TLS server with certificates of its own: `openssl s_server`, which answers GETs with files of its folder.
struct SecureServer {
    /// Whose certificate it shows.
    enum Certificate: String { case good, expired, otherName = "other-name", six }

    let port: Int
    private let process: Process

    static let isAvailable = FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")

    /// - Parameter wantsClientOf: A file of authorities whose clients alone are let in.
    init(_ authority: TestAuthority, _ certificate: Certificate, wantsClientOf: String? = nil) throws {
        process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.currentDirectoryURL = URL(filePath: authority.folder.path + "/www")
        let base = "\(authority.folder.path)/\(certificate.rawValue)"
        process.arguments =
            [
                "s_server", "-accept", certificate == .six ? "[::1]:0" : "127.0.0.1:0", "-cert", "\(base).crt", "-key",
                "\(base).key", "-WWW",
            ]
            + (wantsClientOf.map { ["-CAfile", $0, "-Verify", "1", "-verify_return_error"] } ?? [])
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        // It names the port it was given before it accepts: "ACCEPT 127.0.0.1:40001".
        var text = ""
        while !text.contains("ACCEPT "), let data = try output.fileHandleForReading.read(upToCount: 1) {
            text += String(decoding: data, as: UTF8.self)
        }
        while text.last?.isNewline != true, let data = try output.fileHandleForReading.read(upToCount: 1) {
            text += String(decoding: data, as: UTF8.self)
        }
        port = text.split { $0 == ":" || $0.isWhitespace }.last.flatMap { Int($0) } ?? 0
    }

    func stop() {
        // Foundation's children inherit the blocked signals of its threads: a polite one would never arrive.
        kill(process.processIdentifier, SIGKILL)
    }
}

/// An authority that lives as long as a test, with the certificates it signed.
struct TestAuthority {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("www/version", "{}")
        try Self.openssl(
            "req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -subj /CN=test -days 2", folder.path)
        try Self.openssl(
            "req -x509 -newkey rsa:2048 -nodes -keyout stranger.key -out stranger.crt -subj /CN=stranger -days 2",
            folder.path)
        try sign("good", "IP:127.0.0.1", days: 2)
        try sign("expired", "IP:127.0.0.1", days: -1)
        try sign("other-name", "DNS:api.example", days: 2)
        try sign("six", "IP:::1", days: 2)
        try sign("client", "DNS:client", days: 2, key: "ec -pkeyopt ec_paramgen_curve:prime256v1")
    }

    func path(_ name: String) -> String { "\(folder.path)/\(name)" }

    private func sign(_ name: String, _ subject: String, days: Int, key: String = "rsa:2048") throws {
        try folder.write("\(name).ext", "subjectAltName=\(subject)")
        try Self.openssl(
            "req -newkey \(key) -nodes -keyout \(name).key -out \(name).csr -subj /CN=\(name)", folder.path)
        try Self.openssl(
            "x509 -req -in \(name).csr -CA ca.crt -CAkey ca.key -CAcreateserial -out \(name).crt -days \(days) -extfile \(name).ext",
            folder.path)
    }

    private static func openssl(_ words: String, _ folder: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.currentDirectoryURL = URL(filePath: folder)
        process.arguments = words.split(separator: " ").map(String.init)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    }
}
