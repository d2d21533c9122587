/// Addresses that begin alike: `10.0.0.0/8`.
struct NetworkRange: Equatable, Sendable {
    var address: NetworkAddress
    /// How many bits count.
    var length: Int

    init(_ address: NetworkAddress, length: Int) {
        self.address = address
        self.length = length
    }

    /// - Returns: nil for what is none; bits behind the length may be set.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = NetworkAddress(String(parts[0])), let length = Int(parts[1]),
            parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            parts[1].count == 1 || parts[1].first != "0", length <= address.bytes.count * 8
        else { return nil }
        self.init(address, length: length)
    }

    var masked: NetworkRange {
        let bytes = address.bytes.enumerated().map { index, byte in
            let bits = min(8, max(0, length - index * 8))
            return bits == 0 ? 0 : byte & (0xFF << UInt8(8 - bits))
        }
        return NetworkRange(NetworkAddress(bytes: bytes), length: length)
    }

    func contains(_ other: NetworkAddress) -> Bool {
        other.bytes.count == address.bytes.count && NetworkRange(other, length: length).masked == masked
    }

    func contains(_ other: NetworkRange) -> Bool { other.length >= length && contains(other.address) }

    var text: String { "\(address.text)/\(length)" }
}
