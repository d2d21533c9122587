/// Why a text could not be put on disk, or read from it.
public enum DraftError: Error, Equatable, CustomStringConvertible {
    case cannotCreate(path: String, reason: String)
    case cannotWrite(path: String, reason: String)
    case cannotRead(path: String, reason: String)

    public var description: String {
        switch self {
        case .cannotCreate(let path, let reason):
            "Cannot create \(path): \(reason). Make the folder writable, or set XDG_STATE_HOME."
        case .cannotWrite(let path, let reason):
            "Cannot write \(path): \(reason). Make room there, or set XDG_STATE_HOME."
        case .cannotRead(let path, let reason): "Cannot read \(path): \(reason)."
        }
    }
}
