import CTLSHook
import Foundation

/// The authorities of the system where `SSL_CERT_FILE` or `SSL_CERT_DIR` name others than libcurl's: the rules are Go's,
/// where each takes the place of its default, the default of the other stays, and what cannot be read is passed over.
enum SystemAuthorities {
    private static let files = [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
        "/etc/pki/tls/cacert.pem", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/cert.pem",
    ]
    private static let folders = ["/etc/ssl/certs", "/etc/pki/tls/certs"]
    /// Bytes of one file, and of all together.
    private static let limit = 8 << 20

    /// What vouches where nothing is named.
    ///
    /// - Throws: `badAuthorities` where the environment names some, and neither these nor what stays of the defaults has any.
    static func trust(in environment: [String: String]) throws(KubeconfigError) -> ServerTrust {
        try named(in: environment).map { .authorities($0) } ?? .system
    }

    /// Costs reading every file of the folders. What cannot be read is passed over, and so said beside its name.
    ///
    /// - Returns: nil where the environment names none.
    private static func named(in environment: [String: String]) throws(KubeconfigError) -> PEMSource? {
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let file = variable("SSL_CERT_FILE"), folder = variable("SSL_CERT_DIR")
        guard file != nil || folder != nil else { return nil }
        var found: [String] = [], seen: Set<String> = [], names: [String] = []
        func add(_ more: [String]) { for one in more where seen.insert(one).inserted { found.append(one) } }
        if let file = file ?? files.first(where: { FileManager.default.isReadableFile(atPath: $0) }) {
            add(certificates(at: file))
        }
        names.append(name("SSL_CERT_FILE", file, isEmpty: found.isEmpty, otherwise: "the file of this system"))
        var size = 0
        let before = found.count
        for name in folder?.split(separator: ":").map(String.init) ?? folders {
            for entry in ((try? FileManager.default.contentsOfDirectory(atPath: name)) ?? []).sorted() {
                let more = certificates(at: "\(name)/\(entry)")
                size += more.reduce(0) { $0 + $1.utf8.count }
                guard size <= limit else { break }
                add(more)
            }
        }
        let isEmpty = found.count == before && size == 0
        names.append(name("SSL_CERT_DIR", folder, isEmpty: isEmpty, otherwise: "the folders of this system"))
        guard !found.isEmpty else {
            throw .badAuthorities(
                variable: file == nil ? "SSL_CERT_DIR" : "SSL_CERT_FILE", path: file ?? folder ?? "")
        }
        return .text(found.joined(separator: "\n") + "\n", field: names.joined(separator: " and "))
    }

    private static func name(_ variable: String, _ value: String?, isEmpty: Bool, otherwise: String) -> String {
        guard let value else { return otherwise }
        return "\(variable) (\(value)\(isEmpty ? ", where no certificate can be read" : ""))"
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
            let body = part[..<stop.lowerBound].filter { !$0.isWhitespace }
            guard let der = Data(base64Encoded: body), isCertificate(der) else { return nil }
            // Written anew: lines of any length are read by us, not by OpenSSL.
            return
                "\(begin)\n\(der.base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed]))\n\(end)"
        }
    }

    private static func isCertificate(_ der: Data) -> Bool {
        der.withUnsafeBytes { bytes in
            gatehouse_is_certificate(bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count) != 0
        }
    }
}
