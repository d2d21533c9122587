/// One object as compact JSON, with what says which one it is. Nothing of it is built.
public struct IdentifiedObject: Sendable {
    public let bytes: [UInt8]
    public let apiVersion: String
    public let kind: String
    /// As it was written; an empty one is none.
    public let namespace: String?
    public let name: String
    private let places: Places

    private struct Places: Sendable {
        var apiVersion = 0..<0
        /// Behind the brace.
        var metadata = 0
        var hasUID = false
        var resourceVersion: Range<Int>?
    }

    /// - Parameter bytes: One JSON object without blanks between its parts.
    /// - Returns: nil for what lacks apiVersion, kind or name.
    public init?(_ bytes: [UInt8]) {
        var places = Places(), texts: [String?] = [nil, nil, nil, nil]
        bytes.withUnsafeBufferPointer { buffer in
            let cursor = ByteCursor(buffer)
            _ = cursor.members(at: 0) { key, value in
                if cursor.equals(key, "apiVersion") {
                    places.apiVersion = value
                    texts[0] = cursor.string(value)
                } else if cursor.equals(key, "kind") {
                    texts[1] = cursor.string(value)
                } else if cursor.equals(key, "metadata"), buffer[value.lowerBound] == UInt8(ascii: "{") {
                    places.metadata = value.lowerBound + 1
                    cursor.members(at: value.lowerBound) { key, value in
                        if cursor.equals(key, "name") { texts[2] = cursor.string(value) }
                        if cursor.equals(key, "namespace") { texts[3] = cursor.string(value) }
                        if cursor.equals(key, "uid") { places.hasUID = value.count > 2 }
                        if cursor.equals(key, "resourceVersion") { places.resourceVersion = value }
                        return true
                    }
                }
                return true
            }
        }
        guard let apiVersion = texts[0], let kind = texts[1], let name = texts[2], ![apiVersion, kind, name].contains("") else { return nil }
        self.bytes = bytes
        self.places = places
        self.apiVersion = apiVersion
        self.kind = kind
        self.name = name
        namespace = texts[3].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// An item of a list that names apiVersion and kind once for all of them: `ServiceList`.
    public init?(_ bytes: [UInt8], in list: (apiVersion: String, kind: String)) {
        var named = Array("{\"apiVersion\":".utf8)
        named += JSONWriter.bytes(.string(list.apiVersion)) + Array(",\"kind\":".utf8) + JSONWriter.bytes(.string(list.kind))
        self.init(named + [UInt8(ascii: ",")] + bytes.dropFirst())
    }

    /// Empty for the core group.
    public var group: String { apiVersion.split(separator: "/").count == 2 ? String(apiVersion.prefix { $0 != "/" }) : "" }

    public func key(as type: ResourceType) -> ObjectKey {
        ObjectKey(namespace: type.isNamespaced ? namespace ?? "default" : nil, name: name)
    }

    /// The object as a server of this type has it: in that version, in a namespace, with a uid and a resourceVersion; those
    /// that it has it keeps.
    ///
    /// - Parameter version: The resourceVersion that takes the place of its own; nil keeps that, where it is a number.
    public func completed(as type: ResourceType, version: Int? = nil, default defaultVersion: Int = 1) -> [UInt8] {
        guard type.isNamespaced || namespace == nil else { return withoutNamespace(type).completed(as: type, version: version, default: defaultVersion) }
        var head: [UInt8] = []
        func add(_ name: StaticString, _ value: String) {
            head += Array("\"\(name)\":".utf8) + JSONWriter.bytes(.string(value)) + [UInt8(ascii: ",")]
        }
        if type.isNamespaced, namespace == nil { add("namespace", "default") }
        if !places.hasUID { add("uid", Self.uid("\(group)/\(kind)/\(key(as: type))")) }
        var edits = [(places.metadata..<places.metadata, head)]
        if apiVersion != type.apiVersion { edits.append((places.apiVersion, JSONWriter.bytes(.string(type.apiVersion)))) }
        let own = places.resourceVersion.flatMap { Int(String(decoding: bytes[$0].dropFirst().dropLast(), as: UTF8.self)) }
        if version != nil || own == nil {
            let text = Array("\"\(version ?? defaultVersion)\"".utf8)
            if let place = places.resourceVersion {
                edits.append((place, text))
            } else {
                edits[0].1 += Array("\"resourceVersion\":".utf8) + text + [UInt8(ascii: ",")]
            }
        }
        var out: [UInt8] = [], position = 0
        out.reserveCapacity(bytes.count + edits.reduce(0) { $0 + $1.1.count })
        for (range, text) in edits.sorted(by: { $0.0.lowerBound < $1.0.lowerBound }) {
            out += bytes[position..<range.lowerBound]
            out += text
            position = range.upperBound
        }
        return out + bytes[position...]
    }

    /// Objects of kinds that live outside of namespaces name one at times, in vain.
    private func withoutNamespace(_ type: ResourceType) -> IdentifiedObject {
        guard var tree = try? JSONParser.parse(bytes) else { return self }
        tree["metadata"]?["namespace"] = nil
        return IdentifiedObject(JSONWriter.bytes(tree)) ?? self
    }

    /// One that stays the same for the same text, in the form of those that servers give.
    private static func uid(_ text: String) -> String {
        func hash(_ seed: UInt64) -> String {
            let value = text.utf8.reduce(seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
            let digits = String(value, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
        var digits = Array(hash(0xCBF2_9CE4_8422_2325) + hash(0x8422_2325_CBF2_9CE4))
        for place in [20, 16, 12, 8] { digits.insert("-", at: place) }
        return String(digits)
    }
}
