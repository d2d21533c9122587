/// Why a text could not be put on disk, or read from it.
public enum DraftError: Error, Equatable, CustomStringConvertible {
    case cannotCreate(path: String, reason: String)
    case cannotWrite(path: String, reason: String)
    case cannotRead(path: String, reason: String)

    /// The same of another file.
    func about(_ path: String) -> DraftError {
        switch self {
        case .cannotCreate(_, let reason): .cannotCreate(path: path, reason: reason)
        case .cannotWrite(_, let reason): .cannotWrite(path: path, reason: reason)
        case .cannotRead(_, let reason): .cannotRead(path: path, reason: reason)
        }
    }

    /// What failed, of a file whose place the person named: where our own files lie is not its matter.
    var failure: String {
        switch self {
        case .cannotCreate(let path, let reason): "Cannot create \(path): \(reason)."
        case .cannotWrite(let path, let reason): "Cannot write \(path): \(reason)."
        case .cannotRead(let path, let reason): "Cannot read \(path): \(reason)."
        }
    }

    public var description: String {
        switch self {
        case .cannotCreate: "\(failure) Make the folder writable, or set XDG_STATE_HOME."
        case .cannotWrite: "\(failure) Make room there, or set XDG_STATE_HOME."
        case .cannotRead: failure
        }
    }
}
