import Foundation
import KubeModel

/// What a Secret has of a certificate, where its content is there. No part of a key is kept or told.
struct CertificateSecret: Sendable {
    enum Problem: Hashable, Sendable {
        /// A field of it, and why it is of no use.
        case unusable(String, String)
        /// The key is that of another certificate, or of a later one of the file.
        case otherKey(later: Int?)
    }

    /// The first of the file, which is what a server shows.
    private(set) var certificate: Certificate?
    private(set) var problem: Problem?

    /// nil where the content is not there: it was not asked for, or was put out of sight.
    init?(_ secret: JSONValue) {
        guard let text = Self.content("tls.crt", secret) else { return nil }
        guard let text = text.decoded else {
            problem = .unusable("tls.crt", "is no base64")
            return
        }
        let blocks = PEMBlock.all(in: text).filter { $0.label == "CERTIFICATE" || $0.label == "TRUSTED CERTIFICATE" }
        let all = blocks.map { Certificate($0.bytes) }
        guard let first = all.first else {
            problem = .unusable("tls.crt", "has no certificate in it")
            return
        }
        guard let certificate = first else {
            problem = .unusable("tls.crt", "has a certificate that cannot be read")
            return
        }
        self.certificate = certificate
        problem = Self.keyProblem(secret, all)
    }

    private static func keyProblem(_ secret: JSONValue, _ certificates: [Certificate?]) -> Problem? {
        guard let text = content("tls.key", secret) else { return nil }
        guard let text = text.decoded else { return .unusable("tls.key", "is no base64") }
        let blocks = PEMBlock.all(in: text).filter { $0.label.hasSuffix("PRIVATE KEY") }
        guard let block = blocks.first else { return .unusable("tls.key", "has no private key in it") }
        // What is encrypted or of a form that is not known here is not judged.
        guard let key = PublicKey(of: block) else { return nil }
        guard let own = certificates.first ?? nil, own.key.fits(key) == false else { return nil }
        return .otherKey(later: certificates.firstIndex { $0?.key.fits(key) == true }.map { $0 + 1 })
    }

    /// - Returns: nil for what is not there, is empty, or stands for something that is put in later.
    private static func content(_ name: String, _ secret: JSONValue) -> (decoded: String?, Void)? {
        if let text = secret["stringData"]?[name]?.string { return isStandIn(text) ? nil : (text, ()) }
        guard let text = secret["data"]?[name]?.string, !isStandIn(text) else { return nil }
        let bare = text.filter { !$0.isWhitespace }
        return (Data(base64Encoded: bare).map { String(decoding: $0, as: UTF8.self) }, ())
    }

    /// What stands in an object under a name: of a ConfigMap as it is written, of a Secret decoded. nil for what is not there or stands for something else.
    static func text(_ name: String, _ object: JSONValue) -> String? {
        guard object["kind"] == "ConfigMap" else { return content(name, object)?.decoded }
        return object["data"]?[name]?.string.flatMap { isStandIn($0) ? nil : $0 }
    }

    private static func isStandIn(_ text: String) -> Bool {
        text.isEmpty || text.contains { "<>${}*•…".contains($0) } || text.uppercased().contains("REDACTED") || text.uppercased() == "REPLACE_ME"
    }
}
