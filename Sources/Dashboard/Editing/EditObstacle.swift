/// Why an object cannot be edited at all; a sentence to follow `Cannot open TrafficPolicy team-a/cart-cors:`.
public enum EditObstacle: Error, Equatable, CustomStringConvertible {
    case notAnObject
    /// Bytes that are not UTF-8, or half a surrogate pair.
    case notUnicode

    public var description: String {
        switch self {
        case .notAnObject: "the server's answer is no JSON object. Check the server address and any proxy."
        case .notUnicode:
            "it holds a text that is no Unicode, which an edit would change everywhere. Replace it with what wrote it."
        }
    }
}
