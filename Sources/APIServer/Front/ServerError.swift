/// Why the server could not start.
public enum ServerError: Error, Equatable, CustomStringConvertible {
    case portTaken(UInt16)
    case alreadyStarted
    case cannotListen(String)

    public var description: String {
        switch self {
        case .portTaken(let port): "Port \(port) is taken. Choose another with --port, or leave it out."
        case .alreadyStarted: "This server has been started before. Make a new one."
        case .cannotListen(let why): "The embedded API server cannot listen on 127.0.0.1: \(why)."
        }
    }
}
