import Foundation

/// One request as the request log shows it.
public struct RequestLine: Hashable, Sendable {
    public var time: Date
    public var method: String
    /// Without host and userinfo.
    public var path: String
    /// nil while no answer has come.
    public var status: Int?
    public var milliseconds: Double
    public var bytes: Int
    public var isOpen: Bool
    public var error: String?

    public init(
        time: Date, method: String, path: String, status: Int?, milliseconds: Double, bytes: Int, isOpen: Bool,
        error: String?
    ) {
        self.time = time
        self.method = method
        self.path = path
        self.status = status
        self.milliseconds = milliseconds
        self.bytes = bytes
        self.isOpen = isOpen
        self.error = error
    }
}
