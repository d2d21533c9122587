import Dashboard
import Foundation

/// Where somebody was in each context: `$XDG_STATE_HOME/gatehouse/places.json`, for its owner only.
///
/// It is a convenience: what cannot be read is as if it were not there, and what cannot be written is not said.
public struct PlaceStore: Sendable {
    /// Contexts beyond this are forgotten, those left longest ago first.
    static let limit = 50
    private static let mostBytes = 1 << 20

    private struct Contents: Codable {
        struct Entry: Codable {
            var context: String
            var last: LastPlace
        }

        var version = 1
        /// The one that was left last is the last.
        var entries: [Entry] = []
    }

    private let path: String

    /// - Parameter folder: Need not exist.
    public init(folder: String) { path = folder + "/places.json" }

    public func last(in context: String) -> LastPlace? { contents.entries.last { $0.context == context }?.last }

    public func keep(_ last: LastPlace, of context: String) {
        var contents = contents
        contents.entries.removeAll { $0.context == context }
        contents.entries.append(Contents.Entry(context: context, last: last))
        contents.entries = Array(contents.entries.suffix(Self.limit))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        guard let data = try? encoder.encode(contents) else { return }
        let folder = String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex))
        try? PrivateFile.makeFolder(folder)
        try? PrivateFile.replace(path, by: path + ".new", bytes: Array(data))
    }

    private var contents: Contents {
        guard let bytes = try? PrivateFile.read(path), bytes.count <= Self.mostBytes,
            let contents = try? JSONDecoder().decode(Contents.self, from: Data(bytes)), contents.version == 1
        else { return Contents() }
        return contents
    }
}
