import Foundation
import KubeModel
import KubeRules
import Testing

@testable import GatewayGraph

/// Certificates and keys, also broken ones.
@Suite struct CertificateTests {
    private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("FindingCases/certificateInvalid/corrected.yaml")

    private func secret() throws -> JSONValue {
        var reader = ManifestReader()
        reader.read(try String(contentsOf: Self.file, encoding: .utf8), file: "corrected.yaml")
        return try #require(reader.objects.first { $0["kind"] == "Secret" })
    }

    private func block(_ name: String) throws -> PEMBlock {
        let text = try #require(try secret()["data"]?[name]?.string), data = try #require(Data(base64Encoded: text))
        return try #require(PEMBlock.all(in: String(decoding: data, as: UTF8.self)).first)
    }

    @Test func aCertificateSaysItsNamesAndDates() throws {
        let certificate = try #require(Certificate(block("tls.crt").bytes))

        #expect(certificate.hosts == ["www.shop.example"])
        #expect(certificate.commonName == "good")
        #expect(certificate.notBefore == KubeTime.parse("2025-01-01T00:00:00Z"))
        #expect(certificate.notAfter == KubeTime.parse("2030-01-01T00:00:00Z"))
        #expect(certificate.takes("www.shop.example") && certificate.takes("WWW.shop.example") && !certificate.takes("shop.example"))
    }

    @Test func itsKeyFitsAndAnotherDoesNot() throws {
        let certificate = try #require(Certificate(block("tls.crt").bytes)), key = try #require(PublicKey(of: block("tls.key")))

        #expect(certificate.key.fits(key) == true)
        #expect(certificate.key.fits(.rsa(modulus: [1])) == false)
        #expect(certificate.key.fits(.elliptic(point: nil)) == nil)
    }

    @Test func whatIsCutOffIsNoCertificate() throws {
        let bytes = try block("tls.crt").bytes

        for length in 0..<bytes.count { #expect(Certificate(bytes.prefix(length)) == nil) }
    }

    @Test func noBrokenByteIsTooMuch() throws {
        let certificate = try block("tls.crt"), key = try block("tls.key")

        for value in [0x00, 0x30, 0x7F, 0x80, 0x84, 0xFF] as [UInt8] {
            for place in certificate.bytes.indices {
                var bytes = certificate.bytes
                bytes[place] = value
                _ = Certificate(bytes)
            }
            for place in key.bytes.indices {
                for label in ["PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY"] {
                    var bytes = key.bytes
                    bytes[place] = value
                    _ = PublicKey(of: PEMBlock(label: label, bytes: bytes))
                }
            }
        }
        #expect(Certificate([0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF]) == nil)
    }

    @Test func whatStandsForAContentIsNotJudged() throws {
        for text in ["", "<tls.crt>", "${CRT}", "UkVEQUNURUQ=REDACTED", "***"] {
            var secret = try secret()
            secret["data"]?["tls.crt"] = .string(text)
            #expect(CertificateSecret(secret) == nil)
        }
    }

    @Test func noPartOfAKeyIsTold() throws {
        let triggers = Self.file.deletingLastPathComponent().appendingPathComponent("triggers.yaml")
        var reader = ManifestReader()
        reader.read(try String(contentsOf: triggers, encoding: .utf8), file: "triggers.yaml")
        let keys = reader.objects.compactMap { $0[path: ["data", "tls.key"]]?.string }.filter { $0.count > 40 }

        let told = PolicyPlan(reader.objects).findings().map { "\($0)" }.joined()

        #expect(!keys.isEmpty && keys.allSatisfy { !told.contains($0.dropFirst(20).prefix(12)) })
    }
}
