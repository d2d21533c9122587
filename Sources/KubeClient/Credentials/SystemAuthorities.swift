import Foundation

/// The authorities of the system where `SSL_CERT_FILE` or `SSL_CERT_DIR` name others than libcurl's: the rules are Go's,
/// where each takes the place of its default and the default of the other stays.
enum SystemAuthorities {
    private static let files = [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
        "/etc/pki/tls/cacert.pem", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/cert.pem",
    ]
    private static let folders = ["/etc/ssl/certs", "/etc/pki/tls/certs"]
    /// Bytes of one file, and of all together.
    private static let limit = 8 << 20

    /// Costs reading every file of the folders.
    ///
    /// - Returns: nil where the environment names none.
    /// - Throws: `badAuthorities` for a file that is named and holds no certificate.
    static func named(in environment: [String: String]) throws(KubeconfigError) -> PEMSource? {
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let file = variable("SSL_CERT_FILE"), folder = variable("SSL_CERT_DIR")
        guard file != nil || folder != nil else { return nil }
        var found: [String] = [], seen: Set<String> = []
        func add(_ more: [String]) { for one in more where seen.insert(one).inserted { found.append(one) } }
        if let file {
            let own = certificates(at: file)
            guard !own.isEmpty else { throw .badAuthorities(variable: "SSL_CERT_FILE", path: file) }
            add(own)
        } else if let standard = files.first(where: { FileManager.default.isReadableFile(atPath: $0) }) {
            add(certificates(at: standard))
        }
        var size = 0
        for name in folder?.split(separator: ":").map(String.init) ?? folders {
            for entry in ((try? FileManager.default.contentsOfDirectory(atPath: name)) ?? []).sorted() {
                let more = certificates(at: "\(name)/\(entry)")
                size += more.reduce(0) { $0 + $1.utf8.count }
                guard size <= limit else { break }
                add(more)
            }
        }
        guard !found.isEmpty else { throw .badAuthorities(variable: "SSL_CERT_DIR", path: folder ?? "") }
        let names = [file.map { "SSL_CERT_FILE (\($0))" }, folder.map { "SSL_CERT_DIR (\($0))" }]
        return .text(found.joined(separator: "\n") + "\n", field: names.compactMap(\.self).joined(separator: " and "))
    }

    /// The certificates of a PEM file, without all else: one that cannot be read would spoil the others for OpenSSL.
    private static func certificates(at path: String) -> [String] {
        var info = stat()
        guard stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFREG, info.st_size <= limit,
            let data = FileManager.default.contents(atPath: path)
        else { return [] }
        let begin = "-----BEGIN CERTIFICATE-----", end = "-----END CERTIFICATE-----"
        return String(decoding: data, as: UTF8.self).components(separatedBy: begin).dropFirst().compactMap { part in
            guard let stop = part.range(of: end) else { return nil }
            let body = String(part[..<stop.lowerBound])
            let der = Data(base64Encoded: body, options: .ignoreUnknownCharacters)
            // Every certificate is a sequence.
            guard der?.first == 0x30, body.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
            return begin + body + end
        }
    }
}
