import KubeModel

/// Reads the questions of access as kubectl asks them: in protobuf, in the envelope that Kubernetes puts around it.
///
/// Everything else is JSON and YAML; answers are JSON, which kubectl reads just as well.
enum ReviewProtobuf {
    static let mediaType = "application/vnd.kubernetes.protobuf"

    /// The messages that come up, field by field: a text, or a message.
    private indirect enum Message {
        case text
        case fields([UInt64: (name: String, message: Message)])
    }

    private static let resourceAttributes = Message.fields([
        1: ("namespace", .text), 2: ("verb", .text), 3: ("group", .text), 4: ("version", .text), 5: ("resource", .text),
        6: ("subresource", .text), 7: ("name", .text),
    ])

    private static let review = Message.fields([
        2: (
            "spec",
            .fields([
                1: ("resourceAttributes", resourceAttributes),
                2: ("nonResourceAttributes", .fields([1: ("path", .text), 2: ("verb", .text)])),
            ])
        )
    ])

    private static let rulesReview = Message.fields([2: ("spec", .fields([1: ("namespace", .text)]))])

    private static let envelope = Message.fields([
        1: ("type", .fields([1: ("apiVersion", .text), 2: ("kind", .text)]))
    ])

    /// nil for bytes that are no such question.
    static func read(_ body: [UInt8]) -> JSONValue? {
        guard body.starts(with: [0x6B, 0x38, 0x73, 0x00]) else { return nil }
        let bytes = body[4...]
        guard let type = decode(bytes, envelope)?["type"], let kind = type["kind"]?.string,
            let raw = fields(bytes)?.first(where: { $0.number == 2 })?.content
        else { return nil }
        let message = kind == "SelfSubjectRulesReview" ? rulesReview : review
        guard var object = kind == "SelfSubjectReview" ? [:] : decode(raw, message) else { return nil }
        object["apiVersion"] = type["apiVersion"]
        object["kind"] = type["kind"]
        return object
    }

    private static func decode(_ bytes: ArraySlice<UInt8>, _ message: Message) -> JSONValue? {
        guard case .fields(let known) = message else { return .string(String(decoding: bytes, as: UTF8.self)) }
        var object: JSONValue = [:]
        guard let found = fields(bytes) else { return nil }
        for field in found {
            guard let (name, message) = known[field.number], let content = field.content else { continue }
            guard let value = decode(content, message) else { return nil }
            object[name] = value
        }
        return object
    }

    /// The fields of a message; numbers have no content. nil for what breaks off.
    private static func fields(_ bytes: ArraySlice<UInt8>) -> [(number: UInt64, content: ArraySlice<UInt8>?)]? {
        var rest = bytes
        var found: [(number: UInt64, content: ArraySlice<UInt8>?)] = []
        while !rest.isEmpty {
            guard let key = varint(&rest) else { return nil }
            switch key & 7 {
            case 0:
                guard varint(&rest) != nil else { return nil }
                found.append((key >> 3, nil))
            case 1, 5:
                let size = key & 7 == 1 ? 8 : 4
                guard rest.count >= size else { return nil }
                rest = rest.dropFirst(size)
            case 2:
                guard let size = varint(&rest), size <= UInt64(rest.count) else { return nil }
                found.append((key >> 3, rest.prefix(Int(size))))
                rest = rest.dropFirst(Int(size))
            default: return nil
            }
        }
        return found
    }

    private static func varint(_ bytes: inout ArraySlice<UInt8>) -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard let byte = bytes.popFirst() else { return nil }
            value |= UInt64(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return value }
        }
        return nil
    }
}
