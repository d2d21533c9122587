import Foundation
import KubeModel

/// Several kubeconfig files read as one: of entries of the same name, and of current contexts, the first wins.
struct KubeconfigFile {
    /// An entry with the folder of its file, which relative paths in it start from.
    struct Entry {
        var value: JSONValue
        var folder: String
    }

    private(set) var clusters: [(name: String, entry: Entry)] = []
    private(set) var users: [(name: String, entry: Entry)] = []
    private(set) var contexts: [(name: String, entry: Entry)] = []
    private(set) var currentContext: String?

    /// Adds what the file has and those before it did not.
    mutating func add(path: String) throws(KubeconfigError) {
        guard let data = FileManager.default.contents(atPath: path) else { throw .unreadable(path: path) }
        let value: JSONValue
        do throws(YAMLError) {
            value = try YAMLReader.parse(String(decoding: data, as: UTF8.self))
        } catch { throw .notYAML(path: path, problem: error.description) }
        if value.isNull { return }
        guard value["clusters"] != nil || value["contexts"] != nil || value["kind"]?.string == "Config" else {
            throw .notAKubeconfig(path: path)
        }
        let folder = (path as NSString).deletingLastPathComponent
        clusters = Self.merge(clusters, value["clusters"], "cluster", folder)
        users = Self.merge(users, value["users"], "user", folder)
        contexts = Self.merge(contexts, value["contexts"], "context", folder)
        if currentContext == nil, let name = value["current-context"]?.string, !name.isEmpty { currentContext = name }
    }

    func cluster(_ name: String) -> Entry? { clusters.first { $0.name == name }?.entry }
    func user(_ name: String) -> Entry? { users.first { $0.name == name }?.entry }
    func context(_ name: String) -> Entry? { contexts.first { $0.name == name }?.entry }

    private static func merge(
        _ known: [(name: String, entry: Entry)], _ list: JSONValue?, _ member: String, _ folder: String
    ) -> [(name: String, entry: Entry)] {
        var result = known
        for item in list?.array ?? [] {
            guard let name = item["name"]?.string, !result.contains(where: { $0.name == name }) else { continue }
            result.append((name, Entry(value: item[member] ?? .null, folder: folder)))
        }
        return result
    }
}
