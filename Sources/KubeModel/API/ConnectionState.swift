/// How the list and watch of one kind are doing.
public enum ConnectionState: Hashable, Sendable {
    /// Nothing has arrived yet.
    case connecting
    /// The first list, or a new one after the server forgot our version, is arriving: rows so far.
    case listing(count: Int)
    /// The list is complete and changes arrive as they happen.
    case live
    /// We may list but not watch: the list is read again every so many seconds.
    case polling(everySeconds: Double)
    /// Rows on screen are of the past; the next attempt comes in so many seconds, or sooner once the server answers.
    case retrying(ClusterError, inSeconds: Double)
    /// The server does not serve this kind. Asked again now and then.
    case notInstalled
    /// We may not list or watch this kind here.
    case forbidden(ClusterError)
    /// The credentials were good once, or never; tried again by itself.
    case credentialsExpired(ClusterError)

    /// Why it is not live; nil while nothing is wrong.
    public var error: ClusterError? {
        switch self {
        case .connecting, .listing, .live, .polling, .notInstalled: nil
        case .retrying(let error, _), .forbidden(let error), .credentialsExpired(let error): error
        }
    }
}
