import Dashboard
import GatewayGraph
import KubeModel
import KubeRules

/// The graph of manifests.
struct LinkedFiles {
    private(set) var index = ReferenceIndex()
    let problems: [String]
    private let names: KindNames

    init(_ paths: [String], _ settings: PolicySettings) throws {
        index.take(settings.scope)
        let reader = try ManifestPaths.read(paths)
        problems = reader.problems
        var scanners: [ResourceType: ResourceScanner] = [:]
        var types = KindCatalog.all.map(\.type) + ResourceType.kindsOfOtherVersions
        let known = Set(types)
        for type in types {
            index.beginList(of: type)
            index.completeList(of: type, in: nil)
        }
        for object in reader.objects {
            let type = Self.type(of: object, &types)
            // What a folder says of a kind that is not ours is all that there is, once it says anything.
            if !known.contains(type) { index.completeList(of: type, in: nil) }
            var object = object
            if type.isNamespaced, object[path: ["metadata", "namespace"]]?.string == nil { object["metadata"]?["namespace"] = "default" }
            let scanner = scanners[type] ?? ResourceScanner(projection: KindCatalog.kind(for: type).projection)
            scanners[type] = scanner
            if let row = try? scanner.row(JSONWriter.bytes(object)) { index.put(row, type) }
        }
        names = KindNames(types.map { KindNames.Entry(Discovery.Kind(type: $0), isServed: true) })
    }

    private static func type(of object: JSONValue, _ types: inout [ResourceType]) -> ResourceType {
        let version = (object["apiVersion"]?.string ?? "").split(separator: "/").map(String.init), kind = object["kind"]?.string ?? ""
        let group = version.count == 2 ? version[0] : ""
        if let known = types.first(where: { $0.group == group && $0.kind == kind }) { return known }
        let plural = kind.lowercased() + "s", isWide = group.isEmpty && kind == "Namespace"
        let type = ResourceType(group: group, version: version.last ?? "", plural: plural, kind: kind, isNamespaced: !isWide)
        types.append(type)
        return type
    }

    /// - Throws: Wrong usage for a word that means nothing, or several kinds.
    func type(_ word: String) throws -> ResourceType {
        switch names.find(word) {
        case .one(let entry, _): return names.entries[entry].kind.type
        case .several(let names): throw CommandFailure(KindSentence.several(word, names), .wrongUsage)
        case .none(let nearest):
            // Named by something, perhaps, though no file has one.
            if let core = ["service", "secret", "configmap"].first(where: { $0 == word.lowercased() || $0 + "s" == word.lowercased() }) {
                let kind = ["service": "Service", "secret": "Secret", "configmap": "ConfigMap"][core] ?? ""
                return ResourceType(group: "", version: "v1", plural: core + "s", kind: kind)
            }
            throw CommandFailure(KindSentence.none(word, nearest: nearest, names: []), .wrongUsage)
        }
    }
}
