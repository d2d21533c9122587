import KubeModel

/// The words of Go's JSON decoder, which clients see in refusals.
enum GoDecoding {
    /// What it says about a body that is no JSON.
    static func message(_ error: JSONError, in body: [UInt8]) -> String {
        let text = error.description
        let isCut = isUnfinished(body)
        return isCut ? "unexpected end of JSON input" : text
    }

    /// Whether a document breaks off: inside of a text, or with brackets open.
    private static func isUnfinished(_ body: [UInt8]) -> Bool {
        var depth = 0
        var isText = false
        var isEscaped = false
        for byte in body {
            if isText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte
                    == UInt8(ascii: "\"")
                {
                    isText = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isText = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
        }
        return isText || depth > 0 || body.allSatisfy { $0 <= 0x20 }
    }
}
