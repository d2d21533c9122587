import GatewayGraph
import KubeClient
import KubeModel

/// What a cluster says of its gateways, routes and policies: all that the rules of attachment read, at one moment.
struct LiveObjects: Sendable {
    /// A kind that could not be read.
    struct Unread: Hashable, Sendable {
        var kind: String
        /// `may not list Secrets`.
        var reason: String
    }

    /// By kind, namespace and name. Of Secrets there are facts alone (``SecretFacts``).
    private(set) var objects: [JSONValue] = []
    private(set) var unread: Set<Unread> = []
    /// The controller's settings as its Deployment has them; nil where there is none, or where it may not be read.
    private(set) var environment: [String: String]?
    /// Whether every certificate that listeners name was read.
    var hasCertificates = false
    /// The oldest where the server does not say what it serves.
    private(set) var rules = GatewayRules.v21

    /// What it is read for.
    struct Purpose: Sendable {
        fileprivate var types: [ResourceType]
        /// Kinds of Kubernetes itself that are asked for where something names one.
        fileprivate var named: Set<ResourceType>
        /// Whether the certificates of the Secrets that something names are read. Their keys never are kept.
        fileprivate var readsCertificates = false

        /// Which policy wins.
        static let policies = Purpose(types: LiveObjects.types, named: [.service, .secret])

        /// What is wrong: more kinds than policies depend on.
        static func checks(readsCertificates: Bool) -> Purpose {
            let more = ResourceType.kindsOfOtherVersions.filter { $0.group == ResourceType.gatewayAPIGroup && $0 != .listenerSet }
            return Purpose(
                types: LiveObjects.types + more + [.gatewayParameters], named: [.service, .secret, .configMap],
                readsCertificates: readsCertificates)
        }
    }

    /// Reads everything, at most ten kinds at a time. Services and Secrets are asked for where something names one.
    ///
    /// - Throws: Where the server cannot be reached, or does not know us. What it does not let us read is ``unread``.
    static func read(_ client: KubeClient, for purpose: Purpose = .policies) async throws -> LiveObjects {
        var live = LiveObjects()
        let served = try await live.served(by: client, of: purpose.types)
        // The many by themselves, so that what follows of the others need not wait for them.
        async let policies = part(of: served.filter { $0 == .trafficPolicy }, client)
        async let controllers = part(of: [.deployment], selector: ControllerDeployment.selector, client)
        let others = try await part(of: served.filter { $0 != .trafficPolicy } + [.namespace], client)
        async let early = named(by: [others], except: [], purpose, client)
        let many = try await policies, first = try await early
        let late = try await named(by: [many], except: others.names, purpose, client)
        for part in [others, many, first, late] { live.add(part) }
        let deployments = try await controllers
        live.unread.formUnion(deployments.unread)
        if purpose.readsCertificates { await live.readCertificates(client) }
        live.environment = ControllerDeployment.environment(of: deployments.objects)
        return live
    }

    fileprivate static let types: [ResourceType] = [
        .gatewayClass, .gateway, .trialListenerSet, .listenerSet, .httpRoute, .grpcRoute, .referenceGrant, .trafficPolicy,
        .httpListenerPolicy, .listenerPolicy, .gatewayExtension, .directResponse, .backend, .backendConfigPolicy,
    ]

    /// Those of our kinds that the server has, in the version that it prefers; all of them where it does not say.
    private mutating func served(by client: KubeClient, of types: [ResourceType]) async throws -> [ResourceType] {
        do throws(ClusterError) {
            let discovery = try await client.discover()
            rules = GatewayRules.discovered { group, kind in
                discovery.kinds.contains { $0.type.group == group && $0.type.kind == kind }
            }
            return types.compactMap { discovery.kind(of: $0)?.type }
        } catch {
            switch error {
            case .forbidden, .notFound, .methodNotAllowed: return types
            default: throw CommandFailure(error, doing: "Cannot ask the server for its kinds")
            }
        }
    }

    mutating func setCertificate(_ text: String, at place: Int) { objects[place]["data"]?["tls.crt"] = .string(text) }

    private mutating func add(_ part: Part) {
        objects += part.objects
        unread.formUnion(part.unread)
    }
}

extension LiveObjects {
    /// What some kinds brought.
    private struct Part: Sendable {
        var objects: [JSONValue] = []
        var unread: Set<Unread> = []
        /// Which of Services, Secrets and ConfigMaps something in it names.
        var names: Set<ResourceType> = []

        static func + (left: Part, right: Part) -> Part {
            Part(
                objects: left.objects + right.objects, unread: left.unread.union(right.unread),
                names: left.names.union(right.names))
        }
    }

    private static func part(
        of types: [ResourceType], selector: String? = nil, _ client: KubeClient
    ) async throws -> Part {
        try await withThrowingTaskGroup(of: (Int, Part).self) { group in
            for (place, type) in types.enumerated() {
                group.addTask { (place, try await part(of: type, selector: selector, client)) }
            }
            var parts = [Part](repeating: Part(), count: types.count)
            for try await (place, part) in group { parts[place] = part }
            return parts.reduce(Part(), +)
        }
    }

    private static func part(of type: ResourceType, selector: String?, _ client: KubeClient) async throws -> Part {
        switch await client.reading(of: type, selector: selector) {
        case .found(let rows): await decoded(rows.sorted { $0.key < $1.key }, type)
        case .notServed: Part()
        case .forbidden: unread(type)
        case .failed(let error): try unread(type, because: error)
        }
    }

    /// Services, Secrets and what else of Kubernetes itself is wanted, where objects name some; of Services their endpoints as well.
    private static func named(
        by parts: [Part], except known: Set<ResourceType>, _ purpose: Purpose, _ client: KubeClient
    ) async throws -> Part {
        let names = parts.reduce(into: Set<ResourceType>()) { $0.formUnion($1.names) }.subtracting(known).intersection(purpose.named)
        var types = [ResourceType.service, .configMap].filter(names.contains)
        if purpose.named.contains(.configMap), names.contains(.service) { types.append(.endpointSlice) }
        async let secrets = names.contains(.secret) ? secrets(client) : Part()
        return try await part(of: types, client) + secrets
    }

    private static func secrets(_ client: KubeClient) async throws -> Part {
        switch await client.secrets() {
        case .found(let facts): Part(objects: facts.sorted { $0.key < $1.key }.map(\.object))
        case .notServed: Part()
        case .forbidden: unread(.secret)
        case .failed(let error): try unread(.secret, because: error)
        }
    }

    private static func unread(_ type: ResourceType) -> Part {
        Part(unread: [Unread(kind: type.kind, reason: "may not list \(type.kind.pluralOfKind)")])
    }

    /// A server that fails for one kind may do for the others; one that is not there does for none.
    private static func unread(_ type: ResourceType, because error: ClusterError) throws -> Part {
        let failure = CommandFailure(error, doing: "Cannot read \(type.plural)")
        guard failure.status != .cannotConnect else { throw failure }
        return Part(unread: [Unread(kind: type.kind, reason: error.description)])
    }

    /// Trees of rows, made on all cores.
    private static func decoded(_ rows: [ResourceRow], _ type: ResourceType) async -> Part {
        let size = 256
        return await withTaskGroup(of: (Int, Part).self) { group in
            let starts = Array(stride(from: 0, to: rows.count, by: size))
            for (place, start) in starts.enumerated() {
                group.addTask {
                    var part = Part()
                    for row in rows[start..<min(start + size, rows.count)] {
                        let object = row.value
                        part.objects.append(object)
                        guard part.names.count < 3 else { continue }
                        for reference in ObjectReference.all(in: object, type) where reference.group.isEmpty {
                            if reference.kind == "Service" { part.names.insert(.service) }
                            if reference.kind == "Secret" { part.names.insert(.secret) }
                            if reference.kind == "ConfigMap" { part.names.insert(.configMap) }
                        }
                    }
                    return (place, part)
                }
            }
            var parts = [Part](repeating: Part(), count: starts.count)
            for await (place, part) in group { parts[place] = part }
            var whole = Part()
            whole.objects.reserveCapacity(rows.count)
            for part in parts {
                whole.objects += part.objects
                whole.names.formUnion(part.names)
            }
            return whole
        }
    }
}
