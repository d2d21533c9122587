/// Looks at the anchors and aliases of a text before it is composed.
///
/// Most bombs are harmless until walked, where ``TreeBuilder`` counts. Two are not: an alias inside a key is hashed in
/// full by the composer, and a chain of thousands of anchors is freed recursively, which overflows the stack.
enum AliasCheck {
    /// More anchors that are referred to than any document written by a person has.
    private static let anchorLimit = 200

    /// The problem; nil for nearly every text, after one pass over its bytes.
    static func problem(_ text: String) -> String? {
        let utf8 = text.utf8
        guard utf8.contains(UInt8(ascii: "&")), utf8.contains(UInt8(ascii: "*")) else { return nil }
        // A program or a page inside a value is full of them: only then the scalars are looked through.
        return problem(Array(utf8)).flatMap { _ in problem(YAMLSkeleton(text).bytes) }
    }

    private static func problem(_ bytes: [UInt8]) -> String? {
        var anchors: Set<String> = []
        var aliases: Set<String> = []
        var aliasCount = 0
        var hasComplexKey = false
        var previous = UInt8(ascii: "\n")
        for (index, byte) in bytes.enumerated() {
            defer { previous = byte }
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0x0A
            switch byte {
            case UInt8(ascii: "&") where startsToken(after: previous): anchors.insert(name(bytes, from: index + 1))
            case UInt8(ascii: "*") where startsToken(after: previous):
                let word = name(bytes, from: index + 1)
                aliases.insert(word)
                aliasCount += 1
                hasComplexKey = hasComplexKey || isFollowedByColon(bytes, index + 1 + word.utf8.count)
            case UInt8(ascii: "?") where startsToken(after: previous) && isBlank(next): hasComplexKey = true
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                hasComplexKey = hasComplexKey || isFollowedByColon(bytes, index + 1)
            default: break
            }
        }
        // Text that only looks like aliases (scripts, markup) has none of them as anchors too.
        let shared = anchors.intersection(aliases).count
        if shared > anchorLimit { return "more than \(anchorLimit) anchors" }
        return hasComplexKey && shared >= 3 && aliasCount >= 12 ? "aliases inside a key" : nil
    }

    private static func startsToken(after byte: UInt8) -> Bool { isBlank(byte) || "[{,:-?".utf8.contains(byte) }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    private static func isFollowedByColon(_ bytes: [UInt8], _ start: Int) -> Bool {
        bytes[min(start, bytes.count)...].first { $0 != 0x20 && $0 != 0x09 } == UInt8(ascii: ":")
    }

    private static func name(_ bytes: [UInt8], from start: Int) -> String {
        let word = bytes[min(start, bytes.count)...].prefix {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D
                || $0 == 0x5F
        }
        return String(decoding: word, as: UTF8.self)
    }
}
