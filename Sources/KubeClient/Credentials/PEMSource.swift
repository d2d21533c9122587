import Foundation
import KubeModel

/// Certificates or a key, in place or in a file that its owner may replace at any time.
enum PEMSource: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    case text(String, field: String)
    case file(String)

    /// The PEM text. Costs one small file read for a file.
    ///
    /// - Parameter what: What it is, for the complaint: `client key`.
    func read(_ what: String) throws(ClusterError) -> String {
        switch self {
        case .text(let text, _): return text
        case .file(let path):
            guard let data = FileManager.default.contents(atPath: path) else {
                throw .loginFailed("The \(what) \(path) cannot be read. Check the path and its permissions.")
            }
            let text = String(decoding: data, as: UTF8.self)
            guard text.contains("-----BEGIN ") else {
                throw .loginFailed("The \(what) \(path) is no PEM file: it has no line that begins with -----BEGIN.")
            }
            return text
        }
    }

    /// Where it comes from, without what it holds.
    var description: String {
        switch self {
        case .text(_, let field): field
        case .file(let path): path
        }
    }

    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: []) }
}
