import APIServer
import GatewayGraph
import KubeModel

/// The objects of many files as those of one cluster: of one kind, namespace and name the last one counts.
struct FileObjects {
    /// Under which type the objects of a group and kind are served; the first version that was seen stays.
    private struct Name: Hashable {
        var group: String
        var kind: String
    }

    private var types: [Name: ResourceType] = [:]
    private var ranks: [String: Int] = [:]
    private var files: [String: [ObjectID: IdentifiedObject]] = [:]
    /// The files an object stands in, by their ranks.
    private var holders: [ObjectID: [String]] = [:]
    /// Objects that stood in one file several times, when it was read last.
    private var repeated: [String: [ObjectID]] = [:]

    var count: Int { holders.count }

    /// Those that stand in several places: the last one counts.
    var duplicates: [(id: ObjectID, files: [String])] {
        let inSeveral = holders.filter { $0.value.count > 1 }.map { (id: $0.key, files: $0.value) }
        let inOne = repeated.flatMap { path, ids in ids.map { (id: $0, files: [path]) } }
        return (inSeveral + inOne).sorted { $0.id < $1.id }
    }

    /// Takes in the order in which files count.
    mutating func rank(_ paths: [String]) {
        ranks = Dictionary(paths.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    mutating func learn(_ kinds: [ServedKind]) {
        for kind in kinds {
            let name = Name(group: kind.type.group, kind: kind.type.kind)
            if types[name] == nil { types[name] = kind.type }
        }
    }

    func knows(_ object: IdentifiedObject) -> Bool { types[Name(group: object.group, kind: object.kind)] != nil }

    func type(of object: IdentifiedObject) -> ResourceType? { types[Name(group: object.group, kind: object.kind)] }

    private func id(of object: IdentifiedObject) -> ObjectID? { type(of: object).map { ObjectID($0, object.key(as: $0)) } }

    /// What a file holds now.
    ///
    /// - Parameter keepsOthers: Whether what it held before and holds no more stays, as where a part of it cannot be read.
    mutating func replace(_ path: String, with objects: [IdentifiedObject], keepsOthers: Bool = false) {
        let old = files[path] ?? [:]
        var new: [ObjectID: IdentifiedObject] = [:], twice: [ObjectID] = []
        new.reserveCapacity(objects.count)
        for object in objects {
            guard let id = id(of: object) else { continue }
            if new.updateValue(object, forKey: id) != nil { twice.append(id) }
        }
        if keepsOthers { new.merge(old) { first, _ in first } }
        files[path] = new.isEmpty ? nil : new
        repeated[path] = twice.isEmpty ? nil : twice
        for id in old.keys where new[id] == nil {
            holders[id]?.removeAll { $0 == path }
            if holders[id]?.isEmpty == true { holders[id] = nil }
        }
        for id in new.keys where old[id] == nil {
            var paths = holders[id] ?? []
            let rank = ranks[path] ?? .max
            paths.insert(path, at: paths.firstIndex { ranks[$0] ?? .max > rank } ?? paths.count)
            holders[id] = paths
        }
    }

    /// The objects of a file, by what they are.
    func ids(in path: String) -> Set<ObjectID> { Set((files[path] ?? [:]).keys) }

    func ids(of objects: [IdentifiedObject]) -> Set<ObjectID> { Set(objects.compactMap(id)) }

    /// The object that counts; nil where none is left.
    func winner(_ id: ObjectID) -> IdentifiedObject? { holders[id]?.last.flatMap { files[$0]?[id] } }

    /// All that count.
    var winners: [(id: ObjectID, object: IdentifiedObject)] { holders.keys.compactMap { id in winner(id).map { (id, $0) } } }
}

extension ServedKind {
    /// The kinds that every version of kgateway has, and what gateways refer to: of these a folder that names none has none.
    static let ofEveryCluster: [ServedKind] = {
        let types: [ResourceType] = [
            .trafficPolicy, .backend, .directResponse, .gatewayExtension, .gatewayParameters, .backendConfigPolicy, .gateway, .httpRoute,
            .grpcRoute, .gatewayClass, .referenceGrant, .service, .secret, .configMap,
        ]
        return types.compactMap { type in KindSchemas.cluster.first { $0.type == type } }.map(\.withoutSchema)
    }()

    /// The same kind taking any object: what a cluster has stored is shown as it is.
    fileprivate var withoutSchema: ServedKind {
        ServedKind(type: type, shortNames: shortNames, categories: categories, tableColumns: tableColumns, hasStatus: hasStatus)
    }
}
