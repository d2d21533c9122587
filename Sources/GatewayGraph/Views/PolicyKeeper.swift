import KubeModel

extension PolicyWorld {
    mutating func remove(_ id: GraphID) {
        let namespace = GraphID.isClusterWide(id.group, id.kind) ? "" : id.key.namespace ?? "default"
        remove(id.kind, namespace, id.key.name)
    }
}

/// The world of policies as far as anybody has asked about it, kept object by object, and what it says of one of them or of a request.
public struct PolicyKeeper: Sendable {
    private var world: PolicyWorld
    /// Those that are in it.
    private var known: Set<GraphID> = []
    /// Those of them that have changed since: they are read once somebody asks.
    private var outdated: Set<GraphID> = []
    /// What the last answers were made from.
    private var concerned: Set<GraphID> = []
    /// Counts changes of what they were made from.
    private var version: UInt32 = 0
    /// The object that was asked about last, once what it has to do with was met.
    private var last: (id: GraphID, stamp: UInt32)?
    /// So many objects stay in memory for the next question, beside as many as the last answers were made from.
    private let spare: Int

    public init(_ settings: PolicySettings = PolicySettings(), spare: Int = 1_000) {
        world = PolicyWorld(settings)
        self.spare = spare
    }

    /// The kinds that are read, in any version.
    public static let types: [ResourceType] =
        [.gatewayClass, .gateway, .httpRoute, .grpcRoute, .referenceGrant, .listenerSet, .trialListenerSet, .trafficPolicy, .httpListenerPolicy]
        + [.listenerPolicy, .gatewayExtension, .directResponse, .backend, .service, .secret, .namespace]

    /// The same with those that only findings depend on.
    public static let checkedTypes: [ResourceType] =
        types + [.gatewayParameters, .configMap, .endpointSlice, .backendConfigPolicy] + ResourceType.kindsOfOtherVersions.filter { PolicyWorld.otherKinds.contains($0.kind) }

    /// Whether objects of a kind are read.
    static func reads(_ id: GraphID) -> Bool { PolicyWorld.kinds.contains(id.kind) || PolicyWorld.otherKinds.contains(id.kind) }

    /// Whether an object has a Policies view.
    public static func tells(of kind: String, in group: String) -> Bool {
        switch group {
        case ResourceType.gatewayAPIGroup: ["Gateway", "ListenerSet", "HTTPRoute", "GRPCRoute"].contains(kind)
        case "gateway.networking.x-k8s.io": kind == "XListenerSet"
        case ResourceType.kgatewayGroup: ["TrafficPolicy", "HTTPListenerPolicy", "ListenerPolicy"].contains(kind)
        default: false
        }
    }

    /// Takes in another version of an object, where somebody has asked about it.
    public mutating func note(_ row: ResourceRow?, of id: GraphID) {
        // It may be read no more and still have been asked about.
        if concerned.contains(id) { version &+= 1 }
        guard known.contains(id) else { return }
        if row == nil { remove(id) } else { outdated.insert(id) }
    }

    /// How many objects are in memory.
    public var count: Int { known.count }

    /// Nobody asks any more: what the last answers were made from need not stay.
    public mutating func forgetQuestions() {
        (concerned, last) = ([], nil)
        if known.count > spare { forget() }
    }

    /// Begins anew: what is asked about next is read when it is met.
    private mutating func forget() {
        world = PolicyWorld(world.settings, unread: world.unread)
        (known, outdated) = ([], [])
    }

    private mutating func put(_ object: JSONValue, _ id: GraphID) {
        world.put(object)
        known.insert(id)
        outdated.remove(id)
    }

    private mutating func remove(_ id: GraphID) {
        world.remove(id)
        known.remove(id)
        outdated.remove(id)
    }

    /// Another one means that an answer may be another. Changes of what nobody asked about do not count.
    public func stamp(_ index: ReferenceIndex) -> UInt32 { version &+ index.edgeStamp }

    /// A kind was listed anew: what is not there any more goes.
    public mutating func noteList(of type: ResourceType, _ index: ReferenceIndex) {
        for id in known where id.kind == type.kind && id.group == type.group {
            if index[id] == nil { remove(id) } else { outdated.insert(id) }
        }
        version &+= 1
    }

    /// - Returns: false where objects are read otherwise under these settings: everything has to be asked for anew.
    public mutating func take(_ settings: PolicySettings) -> Bool {
        guard settings.rules == world.settings.rules, settings.isStrict == world.settings.isStrict else { return false }
        world.settings = settings
        last = nil
        version &+= 1
        return true
    }

    /// The Policies view of an object. Cost: follows what it has to do with; an object is read when it is first met.
    public mutating func tree(_ query: LinkQuery, _ index: ReferenceIndex) -> LinkTree {
        let branches = plan(for: query.id, index).branches(of: query.id)
        return LinkTree(query, branches, stamp: stamp(index))
    }

    /// In a line: where a policy wins; nil for other kinds, and where it comes to nothing.
    public mutating func summary(of id: GraphID, _ index: ReferenceIndex) -> String? {
        guard id.kind.hasSuffix("Policy") else { return nil }
        return PolicyOutcome(plan: plan(for: id, index), id: id).summary
    }

    private mutating func plan(for id: GraphID, _ index: ReferenceIndex) -> PolicyPlan {
        // As long as nothing names anything else the same objects have a say.
        if last.map({ $0 != (id, index.edgeStamp) }) ?? true {
            concerned = PolicyNeighbourhood(of: id, in: index).ids
            last = (id, index.edgeStamp)
        }
        meet(concerned, index)
        readCoverage(index)
        return PolicyPlan(world, for: .object(kind: id.kind, namespace: id.key.namespace ?? "", name: id.key.name))
    }

    /// Reads what is new among them.
    ///
    /// Others that were met stay, so that the next question finds them. Where they become more than what was asked about, all are
    /// forgotten and what is needed is read again: memory follows the question, not the time.
    private mutating func meet(_ ids: some Sequence<GraphID>, _ index: ReferenceIndex) {
        if known.count > concerned.count + max(spare, concerned.count) { forget() }
        for id in ids where !known.contains(id) || outdated.contains(id) { if let row = index[id] { put(row.value, id) } }
    }

    // MARK: Everything

    /// All that findings are made from, kind by kind and by name: what is told must not depend on the order in which objects came.
    func rows(_ index: ReferenceIndex) -> [ResourceRow] {
        Self.checkedTypes.flatMap { index.rows(ofGroup: $0.group, kind: $0.kind).sorted { $0.key < $1.key } }
    }

    var settings: PolicySettings { world.settings }

    /// A plan of a few objects among others.
    mutating func plan(ofPart ids: Set<GraphID>, _ index: ReferenceIndex) -> PolicyPlan { PolicyPlan(world(ofPart: ids, index)) }

    /// A few objects, and that there are others beside them: what is not here then is missing.
    mutating func world(ofPart ids: Set<GraphID>, _ index: ReferenceIndex) -> PolicyWorld {
        var world = world(ofNothingBut: ids, index)
        for type in PolicyWorld.keptElsewhere where index.count(ofGroup: type.group, kind: type.kind) > 0 { world.noteOthers(of: type.kind) }
        return world
    }

    /// A few objects by themselves.
    mutating func world(ofNothingBut ids: Set<GraphID>, _ index: ReferenceIndex) -> PolicyWorld {
        meet(ids, index)
        readCoverage(index)
        return world.only(ids)
    }

    private mutating func readCoverage(_ index: ReferenceIndex) { world.unread = unread(index) }

    /// Kinds of which not everything is known.
    func unread(_ index: ReferenceIndex) -> Set<String> {
        Set(
            Self.checkedTypes.filter { type in
                switch index.coverage(of: type) {
                case .complete, .notServed: false
                // What nothing names is missing nowhere.
                case .notListed: index.knows(of: type)
                case .listing, .forbidden: true
                }
            }.map(\.kind))
    }

    /// What serves a request, Gateway by Gateway, in lines. Cost: follows the cluster.
    public mutating func answer(to request: RouteRequest, _ index: ReferenceIndex) -> [[AnswerLine]] {
        let all = Self.types.flatMap { type in index.rows(ofGroup: type.group, kind: type.kind).lazy.map { GraphID(type, $0.key) } }
        (concerned, last) = (Set(all), nil)
        meet(all, index)
        readCoverage(index)
        let plan = PolicyPlan(world), answers = plan.answers(to: request).map(plan.lines)
        guard answers.isEmpty else { return answers }
        return [[AnswerLine("", plan.notKnown ?? "There is no Gateway that kgateway serves.", .warning)]]
    }
}
