/// What is public of a key, as far as a certificate and a key can be compared by it.
enum PublicKey: Hashable, Sendable {
    case rsa(modulus: [UInt8])
    /// Also where the point itself is not written: only that it is one.
    case elliptic(point: [UInt8]?)
    /// Of another kind, by its identifier.
    case other([UInt8])

    private static let rsaIdentifier: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]
    private static let ellipticIdentifier: [UInt8] = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]

    /// SubjectPublicKeyInfo.
    init?(info: inout DERReader) {
        guard var key = info.enter(), var algorithm = key.enter(), let identifier = algorithm.next(DERReader.Tag.identifier),
            let bits = key.bits()
        else { return nil }
        switch Array(identifier) {
        case Self.rsaIdentifier:
            var outer = DERReader(bits)
            guard var inner = outer.enter(), let modulus = inner.number() else { return nil }
            self = .rsa(modulus: modulus)
        case Self.ellipticIdentifier: self = .elliptic(point: Array(bits))
        default: self = .other(Array(identifier))
        }
    }

    /// The public half of a private key; nil where there is no key in it that can be read.
    ///
    /// - Parameter block: `RSA PRIVATE KEY`, `EC PRIVATE KEY` or `PRIVATE KEY`. Nothing else of it is kept.
    init?(of block: PEMBlock) {
        var outer = DERReader(block.bytes)
        guard var key = outer.enter() else { return nil }
        switch block.label {
        case "RSA PRIVATE KEY": self.init(rsa: &key)
        case "EC PRIVATE KEY": self.init(elliptic: &key)
        case "PRIVATE KEY":
            guard key.number() != nil, var algorithm = key.enter(), let identifier = algorithm.next(DERReader.Tag.identifier),
                let octets = key.next(DERReader.Tag.octetString)
            else { return nil }
            var outer = DERReader(octets)
            switch Array(identifier) {
            case Self.rsaIdentifier:
                guard var inner = outer.enter() else { return nil }
                self.init(rsa: &inner)
            case Self.ellipticIdentifier:
                guard var inner = outer.enter() else { return nil }
                self.init(elliptic: &inner)
            default: self = .other(Array(identifier))
            }
        default: return nil
        }
    }

    private init?(rsa key: inout DERReader) {
        guard key.number() != nil, let modulus = key.number(), !modulus.isEmpty else { return nil }
        self = .rsa(modulus: modulus)
    }

    private init?(elliptic key: inout DERReader) {
        guard key.number() != nil, key.next(DERReader.Tag.octetString) != nil else { return nil }
        if key.tag == 0xA0 { _ = key.next() }
        var named = key.enter(0xA1)
        self = .elliptic(point: named?.bits().map { Array($0) })
    }

    /// Whether two are of one pair; nil where that cannot be told.
    func fits(_ other: PublicKey) -> Bool? {
        switch (self, other) {
        case (.rsa(let one), .rsa(let other)): one == other
        case (.elliptic(let one?), .elliptic(let other?)): one == other
        case (.elliptic, .elliptic): nil
        case (.other(let one), .other(let other)): one == other ? nil : false
        default: false
        }
    }
}
