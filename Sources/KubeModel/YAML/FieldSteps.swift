/// The way to a value inside an object.
public struct FieldSteps: Hashable, Sendable, CustomStringConvertible {
    public enum Step: Hashable, Sendable {
        case key(String)
        case index(Int)
    }

    public var steps: [Step] = []

    public init() {}

    public init(_ steps: [Step]) { self.steps = steps }

    /// `spec.rules[0].matches[0].path.value`, `metadata.labels["app.kubernetes.io/name"]`; empty for the whole object.
    public var description: String {
        var text = ""
        for step in steps {
            switch step {
            case .index(let index): text += "[\(index)]"
            case .key(let key) where Self.isPlain(key): text += text.isEmpty ? key : "." + key
            case .key(let key): text += "[\"\(key)\"]"
            }
        }
        return text
    }

    private static func isPlain(_ key: String) -> Bool {
        !key.isEmpty
            && key.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x5F
            }
    }

    /// Whether it is another path, or lies below it.
    public func begins(with other: FieldSteps) -> Bool { steps.starts(with: other.steps) }
}

extension JSONValue {
    /// The value at the end of a way; nil where it leads nowhere.
    public subscript(steps: FieldSteps) -> JSONValue? {
        steps.steps.reduce(Optional(self)) { value, step in
            switch step {
            case .key(let key): value?[key]
            case .index(let index): value?.array.flatMap { $0.indices.contains(index) ? $0[index] : nil }
            }
        }
    }
}
