import KubeModel

/// The answer that tells everything a server serves at once.
enum AggregatedDiscovery {
    /// Servers from 1.26 on know one of the first two; all others answer with the list of their groups.
    static let accept =
        ["v2", "v2beta1"].map { "application/json;g=apidiscovery.k8s.io;v=\($0);as=APIGroupDiscoveryList," }.joined()
        + "application/json"

    /// The kinds of some groups, each in the first version that has it; nil where it is another kind of answer.
    ///
    /// Costs a walk over the bytes: on a large cluster they are a megabyte, of which few groups matter.
    ///
    /// - Parameter names: The groups, in the order wanted; nil takes all, in the order of the server.
    static func kinds(in answer: RawJSON, of names: [String]?) -> [Discovery.Kind]? {
        guard answer["kind"]?.string == "APIGroupDiscoveryList" else { return nil }
        let groups = (answer["items"]?.elements ?? []).map { ($0["metadata"]?["name"]?.string ?? "", $0) }
        guard let names else { return groups.flatMap { kinds(of: $0.0, $0.1) } }
        return names.flatMap { name in groups.first { $0.0 == name }.map { kinds(of: name, $0.1) } ?? [] }
    }

    private static func kinds(of group: String, _ description: RawJSON) -> [Discovery.Kind] {
        var found: [String: Discovery.Kind] = [:]
        for entry in description["versions"]?.elements ?? [] {
            guard let version = entry["version"]?.string else { continue }
            for resource in entry["resources"]?.elements ?? [] {
                guard let plural = resource["resource"]?.string,
                    let kind = resource["responseKind"]?["kind"]?.string, !kind.isEmpty
                else { continue }
                guard found[plural] == nil else {
                    found[plural]?.versions.append(version)
                    continue
                }
                let type = ResourceType(
                    group: group, version: version, plural: plural, kind: kind,
                    isNamespaced: resource["scope"]?.string != "Cluster")
                found[plural] = Discovery.Kind(
                    type: type, singularName: resource["singularResource"]?.string ?? "",
                    shortNames: (resource["shortNames"]?.elements ?? []).compactMap(\.string),
                    categories: (resource["categories"]?.elements ?? []).compactMap(\.string),
                    verbs: Set((resource["verbs"]?.elements ?? []).compactMap(\.string)))
            }
        }
        return found.values.sorted { $0.type.plural < $1.type.plural }
    }
}
