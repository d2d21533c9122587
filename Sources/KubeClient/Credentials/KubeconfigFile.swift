import Foundation
import KubeModel

/// Several kubeconfig files read as one: of entries of the same name, and of current contexts, the first wins.
struct KubeconfigFile {
    typealias Named = (name: String, entry: KubeconfigEntry)

    private(set) var clusters: [Named] = []
    private(set) var users: [Named] = []
    private(set) var contexts: [Named] = []
    private(set) var currentContext: String?

    /// Adds what the file has and those before it did not.
    mutating func add(path: String, pipes: PipeTexts) throws(KubeconfigError) {
        let text = try pipes.text(path)
        let document: YAMLReader.Document
        do throws(YAMLError) {
            document = try YAMLReader.document(text)
        } catch {
            throw .notYAML(path: path, problem: Self.withoutValues(error))
        }
        let value = document.value
        if value.isNull { return }
        guard value["clusters"] != nil || value["contexts"] != nil || value["kind"]?.string == "Config" else {
            throw .notAKubeconfig(path: path)
        }
        let root = KubeconfigEntry(value: value, file: path, place: "", lines: document.lines)
        try Self.add("clusters", "cluster", of: root, to: &clusters)
        try Self.add("users", "user", of: root, to: &users)
        try Self.add("contexts", "context", of: root, to: &contexts)
        if currentContext == nil { currentContext = try root.text("current-context") }
    }

    func cluster(_ name: String) -> KubeconfigEntry? { clusters.first { $0.name == name }?.entry }
    func user(_ name: String) -> KubeconfigEntry? { users.first { $0.name == name }?.entry }
    func context(_ name: String) -> KubeconfigEntry? { contexts.first { $0.name == name }?.entry }

    private static func add(
        _ list: String, _ member: String, of root: KubeconfigEntry, to known: inout [Named]
    ) throws(KubeconfigError) {
        var own: Set<String> = []
        for item in try root.entries(list) {
            guard let name = try item.text("name") else { throw item.problem("name", "is missing") }
            guard own.insert(name).inserted else { throw item.problem("name", "is \(name) a second time") }
            guard !known.contains(where: { $0.name == name }) else { continue }
            let empty = KubeconfigEntry(
                value: .object(JSONObject()), file: root.file, place: "\(item.place).\(member)", lines: root.lines)
            known.append((name, try item.entry(member) ?? empty))
        }
    }

    /// The parser quotes a number that it cannot take, and that may be a token.
    private static func withoutValues(_ error: YAMLError) -> String {
        guard error.problem.contains("cannot be sent") else { return error.description }
        return YAMLError(line: error.line, problem: "a number that cannot be read; put it in quotes").description
    }
}
