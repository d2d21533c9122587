import Foundation
import KubeModel

/// What checks look at of an X.509 certificate. Signatures are not looked at.
struct Certificate: Hashable, Sendable {
    var notBefore: Date
    var notAfter: Date
    /// Of the subject; empty where it has none.
    var commonName = ""
    /// Alternative names: of hosts as they are written, and addresses.
    var hosts: [String] = []
    var addresses: [String] = []
    var key: PublicKey

    /// nil for what is no certificate.
    init?(_ bytes: some Sequence<UInt8>) {
        var outer = DERReader(bytes)
        guard var certificate = outer.enter(), var body = certificate.enter() else { return nil }
        if body.tag == 0xA0 { _ = body.next() }
        guard body.number() != nil, body.next(DERReader.Tag.sequence) != nil, body.next(DERReader.Tag.sequence) != nil,
            var validity = body.enter(), let from = Self.time(&validity), let to = Self.time(&validity), var subject = body.enter(),
            let key = PublicKey(info: &body)
        else { return nil }
        (notBefore, notAfter, self.key) = (from, to, key)
        commonName = Self.commonName(&subject)
        while let tag = body.tag, let content = body.next() {
            guard tag == 0xA3 else { continue }
            var reader = DERReader(content)
            if var extensions = reader.enter() { takeNames(&extensions) }
        }
    }

    /// Years of two digits are 1950 to 2049.
    private static func time(_ reader: inout DERReader) -> Date? {
        let isShort = reader.tag == DERReader.Tag.utcTime
        guard isShort || reader.tag == DERReader.Tag.generalizedTime, let content = reader.next() else { return nil }
        var text = String(decoding: content, as: UTF8.self)
        guard text.hasSuffix("Z"), text.utf8.dropLast().allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        if isShort { text = (text < "50" ? "20" : "19") + text }
        guard text.utf8.count == 15 else { return nil }
        let parts = [4, 2, 2, 2, 2, 2].reduce(into: (parts: [Substring](), rest: text[...])) { taken, count in
            taken.parts.append(taken.rest.prefix(count))
            taken.rest = taken.rest.dropFirst(count)
        }
        .parts
        return KubeTime.parse("\(parts[0])-\(parts[1])-\(parts[2])T\(parts[3]):\(parts[4]):\(parts[5])Z")
    }

    private static func commonName(_ subject: inout DERReader) -> String {
        while var part = subject.enter(DERReader.Tag.set) {
            while var pair = part.enter() {
                guard let identifier = pair.next(DERReader.Tag.identifier), Array(identifier) == [0x55, 0x04, 0x03], let value = pair.next() else {
                    continue
                }
                return String(decoding: value, as: UTF8.self)
            }
        }
        return ""
    }

    private mutating func takeNames(_ extensions: inout DERReader) {
        while var entry = extensions.enter() {
            guard let identifier = entry.next(DERReader.Tag.identifier), Array(identifier) == [0x55, 0x1D, 0x11] else { continue }
            if entry.tag == 0x01 { _ = entry.next() }
            guard let octets = entry.next(DERReader.Tag.octetString) else { continue }
            var outer = DERReader(octets)
            guard var names = outer.enter() else { continue }
            while let tag = names.tag, let name = names.next() {
                switch tag {
                case 0x82: hosts.append(String(decoding: name, as: UTF8.self))
                case 0x87: addresses.append(Self.address(name))
                default: continue
                }
            }
        }
    }

    private static func address(_ bytes: ArraySlice<UInt8>) -> String {
        guard bytes.count != 4 else { return bytes.map(String.init).joined(separator: ".") }
        let all = Array(bytes)
        return stride(from: 0, to: all.count - 1, by: 2).map { String(Int(all[$0]) << 8 | Int(all[$0 + 1]), radix: 16) }.joined(separator: ":")
    }

    /// Whether it is good for a hostname of a listener or a route. A wildcard of a certificate stands for one label; of a wildcard of a route
    /// any name below is enough, as the others may belong to nobody.
    func takes(_ host: String) -> Bool {
        let host = host.lowercased()
        return hosts.contains { name in
            let name = name.lowercased()
            if name == host || name == "*" { return true }
            if host.hasPrefix("*.") { return name.hasSuffix(host.dropFirst()) }
            return name.hasPrefix("*.") && host.drop { $0 != "." } == name.dropFirst()
        }
    }

    /// `www.a.com, 10.0.0.1`.
    var names: String { (hosts + addresses).joined(separator: ", ") }
}
