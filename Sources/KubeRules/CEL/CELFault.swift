/// Why an expression has no value.
public enum CELFault: Error, Equatable, Sendable {
    /// What every reader of CEL says of these values, in the words of the reference implementation: `no such key: port`.
    case failed(String)
    /// It is not understood here; others may. Says what.
    case unread(String)
    /// It takes more steps than it was given.
    case tooLong
}

extension CELFault: CustomStringConvertible {
    /// Values of types that an operator does not take. A server refuses rules in which it could have been told beforehand.
    static let noOverload = "no such overload"

    public var description: String {
        switch self {
        case .failed(let text): text
        case .unread(let text): text
        case .tooLong: "it takes too many steps"
        }
    }
}
