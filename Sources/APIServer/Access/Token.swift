/// The secret that opens the server. It is compared in constant time and never described.
struct Token: Sendable, CustomStringConvertible, CustomReflectable {
    private let secret: [UInt8]

    init(_ secret: String) { self.secret = Array(secret.utf8) }

    var description: String { "Token" }
    var customMirror: Mirror { Mirror(self, children: []) }

    /// Whether an `Authorization` header carries the token: as a bearer, or as the password of anybody.
    func admits(_ header: String) -> Bool {
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { return false }
        switch parts[0].lowercased() {
        case "bearer": return matches(Array(parts[1].utf8))
        case "basic":
            guard let decoded = Base64.decode(String(parts[1])), let colon = decoded.firstIndex(of: UInt8(ascii: ":"))
            else {
                return false
            }
            return matches(Array(decoded[(colon + 1)...]))
        default: return false
        }
    }

    private func matches(_ candidate: [UInt8]) -> Bool {
        guard !secret.isEmpty else { return false }
        var difference = UInt(bitPattern: candidate.count ^ secret.count)
        for index in candidate.indices { difference |= UInt(candidate[index] ^ secret[index % secret.count]) }
        return difference == 0
    }
}
