import KubeModel

/// How much a body may hold, whatever it means: the tree of a body takes up to a hundred times its bytes.
enum BodyBounds {
    /// Values, keys not counted. The largest object that a real server stores, 1.5 MiB, has fewer than this unless it is
    /// made of next to nothing but numbers.
    static let valueLimit = 100_000
    /// Bytes of an object as it is stored, as etcd has it.
    static let storedLimit = 1_572_864

    /// - Throws: 413. Cost: a walk over the bytes, of large bodies only.
    static func check(_ request: APIRequest) throws(APIStatus) {
        // Each value takes two bytes: itself, and what divides it from the next.
        guard request.body.count >= valueLimit else { return }
        let isYAML = MediaType(request.contentType).name.hasSuffix("yaml")
        let count = request.body.withUnsafeBufferPointer { isYAML ? marks($0) : values($0) }
        guard count <= valueLimit else {
            throw APIStatus(
                code: 413, reason: "RequestEntityTooLarge",
                message: "Request entity too large: limit is \(valueLimit) values")
        }
    }

    /// Values of a JSON document: what follows a bracket or a comma outside of texts. Never fewer than there are.
    private static func values(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var count = 1
        var isText = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if isText {
                if byte == UInt8(ascii: "\\") { index += 1 } else if byte == UInt8(ascii: "\"") { isText = false }
            } else if byte == UInt8(ascii: "\"") {
                isText = true
            } else if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
                count += 1
            }
            index += 1
        }
        return count
    }

    /// What may divide the values of a YAML document. Texts of many lines count as well: where they end only reading tells.
    private static func marks(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        bytes.reduce(1) { count, byte in
            let isMark =
                byte == UInt8(ascii: "\n") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "[")
                || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "\r")
            return isMark ? count + 1 : count
        }
    }
}
