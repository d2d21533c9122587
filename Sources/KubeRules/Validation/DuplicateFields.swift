import KubeModel

/// Finds fields that are written twice in a JSON document; the tree keeps only the last of them.
public struct DuplicateFields {
    /// Enough to be told about; a hostile document could hold half a million.
    private static let limit = 64

    private let bytes: [UInt8]
    private var position = 0
    private var found: [String] = []

    /// - Parameter bytes: A document that has been parsed already: its nesting is bounded and its syntax is right.
    /// - Returns: `spec.status`, each once, in the order of the document.
    public static func paths(in bytes: [UInt8]) -> [String] {
        var finder = DuplicateFields(bytes: bytes)
        finder.value(at: "")
        return finder.found
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func value(at path: String) {
        skipSpace()
        guard position < bytes.count else { return }
        switch bytes[position] {
        case UInt8(ascii: "{"): object(at: path)
        case UInt8(ascii: "["): array(at: path)
        case UInt8(ascii: "\""): _ = string()
        default:
            while position < bytes.count, !",]} \n\r\t".utf8.contains(bytes[position]) { position += 1 }
        }
    }

    private mutating func object(at path: String) {
        var seen: Set<String> = []
        position += 1
        while true {
            skipSpace()
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return close() }
            let key = string()
            let child = path.isEmpty ? key : "\(path).\(key)"
            if !seen.insert(key).inserted, found.count < Self.limit, !found.contains(child) { found.append(child) }
            skipSpace()
            position += 1
            value(at: child)
            guard skipComma() else { return close() }
        }
    }

    private mutating func array(at path: String) {
        var index = 0
        position += 1
        skipSpace()
        if position < bytes.count, bytes[position] == UInt8(ascii: "]") { return close() }
        while true {
            value(at: "\(path)[\(index)]")
            index += 1
            guard skipComma() else { return close() }
        }
    }

    private mutating func close() { position += 1 }

    private mutating func skipComma() -> Bool {
        skipSpace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: ",") else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while position < bytes.count, " \n\r\t".utf8.contains(bytes[position]) { position += 1 }
    }

    private mutating func string() -> String {
        let start = position
        var hasEscape = false
        position += 1
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            if bytes[position] == UInt8(ascii: "\\") {
                hasEscape = true
                position += 1
            }
            position += 1
        }
        position = min(position + 1, bytes.count)
        guard hasEscape else {
            return String(decoding: bytes[(start + 1)..<max(start + 1, position - 1)], as: UTF8.self)
        }
        // The document was parsed before, so this cannot fail; an unread key would merely not be compared.
        return (try? JSONParser.parse(bytes[start..<position]))?.string ?? ""
    }
}
