/// Why a step of history was not kept. The change itself is made.
public enum HistoryError: Error, Equatable, CustomStringConvertible {
    /// It has so many bytes.
    case tooLarge(Int)
    case cannotKeep(DraftError)

    public var description: String {
        switch self {
        case .tooLarge(let bytes):
            "With \(bytes / 1_048_576) MB the change is more than history keeps: it can be undone until Gatehouse ends, and not afterwards."
        case .cannotKeep(let error): "The change can be undone until Gatehouse ends, and not afterwards. \(error)"
        }
    }
}
