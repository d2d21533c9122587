import Foundation
import GatewayGraph
import KubeModel
import KubeRules

/// Everything that is checked together: objects of files, of a server, or of both laid over each other.
struct CheckedWorld: Sendable {
    /// Those of the server first.
    private(set) var objects: [JSONValue] = []
    private(set) var manifests: ManifestSet?
    /// Kinds of which not everything is known.
    private(set) var unread: Set<String> = []
    /// What is wrong with the files themselves.
    private var faults: [PlacedFinding] = []
    /// Names of files, as they are told.
    private var isLive = false
    /// Objects of the files that replaced one of the server, or were not there: nobody has written a status of them yet.
    private var fresh: Set<String> = []

    /// Of a server.
    init(_ live: LiveObjects) {
        objects = live.objects
        unread = Set(live.unread.map(\.kind))
        isLive = true
    }

    /// Of files and folders.
    ///
    /// - Parameter namespace: Where objects go that name none; nil leaves them as they are.
    init(files paths: [String], namespace: String?) async throws {
        let (files, unreadable) = try ManifestPaths.files(paths)
        let set = await ManifestSet.read(files)
        manifests = set
        objects = set.manifests.map { Self.placed($0.object, in: namespace) }
        faults = unreadable.map { name, error in
            PlacedFinding(
                Finding(.fileUnreadable, .error, "", "", "the file is \(error)"), file: name, place: TextPlace(line: 1, column: 1))
        }
        for fault in set.faults {
            let torn = TornManifest(fault.text, namespace: namespace)
            faults.append(
                PlacedFinding(
                    Finding(.fileUnreadable, .error, torn.identity, "", "cannot be read: \(fault.problem)"), file: set.files[fault.file].name,
                    place: fault.place))
            // What could not be read may be what something else needs.
            if !torn.kind.isEmpty { unread.insert(torn.kind) }
        }
        unread.formUnion(Self.elsewhere(objects))
    }

    /// Kinds that objects name and of which the files have not one: these are kept elsewhere, and nobody can say what of them is missing.
    private static func elsewhere(_ objects: [JSONValue]) -> Set<String> {
        var absent: Set<String> = ["Secret", "Service", "ConfigMap"]
        for object in objects { if let identity = ObjectIdentity(object), identity.group.isEmpty { absent.remove(identity.kind) } }
        var named: Set<String> = []
        for object in objects where named != absent {
            guard let identity = ObjectIdentity(object) else { continue }
            let type = ResourceType(group: identity.group, version: "", plural: "", kind: identity.kind)
            for reference in ObjectReference.all(in: object, type) where reference.group.isEmpty && absent.contains(reference.kind) { named.insert(reference.kind) }
        }
        return named
    }

    private static func placed(_ object: JSONValue, in namespace: String?) -> JSONValue {
        guard let namespace, let identity = ObjectIdentity(object), identity.namespace == nil else { return object }
        var object = object
        object["metadata"]?["namespace"] = .string(namespace)
        return object
    }

    /// The same with files laid over it. An object of the files keeps the age of the one that it replaces; a new one is of this moment.
    func laid(over server: CheckedWorld, now: Date) -> CheckedWorld {
        var world = self
        var replaced: [String: JSONValue] = [:]
        let own = Set(objects.compactMap { ObjectIdentity($0)?.text })
        world.fresh = own
        var kept: [JSONValue] = []
        for object in server.objects {
            if let identity = ObjectIdentity(object)?.text, own.contains(identity) { replaced[identity] = object } else { kept.append(object) }
        }
        world.objects = kept + objects.map { object in
            guard object[path: ["metadata", "creationTimestamp"]]?.string == nil else { return object }
            let old = ObjectIdentity(object).flatMap { replaced[$0.text] }
            var object = object
            object["metadata"]?["creationTimestamp"] =
                old?[path: ["metadata", "creationTimestamp"]] ?? .string(KubeTime.text(now))
            return object
        }
        world.unread.formUnion(server.unread)
        world.isLive = true
        return world
    }

    /// Whether there was nothing to read, not even something that cannot be read.
    var isEmpty: Bool { objects.isEmpty && faults.isEmpty }

    var counts: [String: Int] {
        objects.reduce(into: [:]) { $0[$1["kind"]?.string ?? "", default: 0] += 1 }
    }
}

extension CheckedWorld {
    private static let ofStatus: Set<FindingCode> = [.statusMissing, .statusDisagrees, .statusStale, .statusOrphan]

    /// What is wrong here, with places where files have them. The heaviest piece of work: it is done beside everything else.
    ///
    /// - Parameter book: Schemas that objects of the files are validated by, and of the server where there are no files.
    nonisolated func findings(_ settings: PolicySettings, _ options: FindingOptions, _ book: SchemaBook) async -> Checked {
        async let violated = violations(book)
        let plan = PolicyPlan(objects, settings: settings, unread: unread)
        let found = plan.findings(options).filter { !(Self.ofStatus.contains($0.code) && fresh.contains($0.object)) }
        let (broken, withoutSchema) = await violated, told = Dictionary(grouping: found.filter { $0.code.isOfSchemasToo }, by: \.object)
        let violations = broken.filter { !$0.finding.isTold(by: told[$0.finding.object] ?? []) }
        var suppressions = FindingSuppressions()
        for object in objects { suppressions.add(annotationsOf: object) }
        let all = faults + found.map { PlacedFinding($0) } + violations.map { PlacedFinding($0.finding) }
        let (marked, unused) = suppressions.apply(to: all)
        let manifests = Dictionary(violations.compactMap { found in found.manifest.map { (found.finding, $0) } }, uniquingKeysWith: { $1 })
        return Checked(findings: marked + unused, manifests: manifests, withoutSchema: withoutSchema)
    }

    struct Checked: Sendable {
        var findings: [PlacedFinding]
        /// Which object of the files a violation of a schema is about.
        fileprivate var manifests: [Finding: Int]
        var withoutSchema: Set<String>
    }

    private struct Violation: Sendable {
        var finding: Finding
        /// Among those of the files.
        var manifest: Int?
    }

    private func violations(_ book: SchemaBook) async -> ([Violation], withoutSchema: Set<String>) {
        let isOfFiles = manifests != nil, validated = manifests?.manifests.map(\.object) ?? objects, duplicates = manifests?.manifests ?? []
        let offset = objects.count - validated.count
        return await withTaskGroup(of: (Int, [Violation], Set<String>).self) { group in
            for start in stride(from: 0, to: validated.count, by: 256) {
                group.addTask {
                    var found: [Violation] = [], without: Set<String> = []
                    for index in start..<min(start + 256, validated.count) {
                        let object = validated[index]
                        guard let identity = ObjectIdentity(objects[offset + index]), identity.kind != "CustomResourceDefinition" else { continue }
                        var problems = isOfFiles ? duplicates[index].duplicates.map { ($0, "the field stands twice; the last one counts") } : []
                        if let violations = book.isEmpty ? [] : book.problems(of: object) {
                            problems += violations.map { ($0.field, $0.message) }
                        } else {
                            without.insert(identity.kind)
                        }
                        found += problems.map { field, message in
                            let text = field.isEmpty || message.contains(field) ? message : "\(field): \(message)"
                            return Violation(
                                finding: Finding(.schemaInvalid, .error, identity.text, field, text), manifest: isOfFiles ? index : nil)
                        }
                    }
                    return (start, found, without)
                }
            }
            let parts = await group.reduce(into: [(Int, [Violation], Set<String>)]()) { $0.append($1) }.sorted { $0.0 < $1.0 }
            return (parts.flatMap(\.1), parts.reduce(into: Set<String>()) { $0.formUnion($1.2) })
        }
    }

    /// Adds where findings stand in the files. Only texts that something was found in are marked.
    nonisolated func placed(_ findings: [PlacedFinding], _ checked: Checked) async -> [PlacedFinding] {
        guard let manifests else { return findings }
        let offset = objects.count - manifests.manifests.count
        var places: [String: Int] = [:]
        let wanted = Set(findings.map(\.finding.object))
        for index in manifests.manifests.indices {
            guard let identity = ObjectIdentity(objects[offset + index])?.text, wanted.contains(identity) else { continue }
            places[identity] = index
        }
        var findings = findings, fields: [(manifest: Int, path: String)] = [], targets: [Int] = []
        for (index, placed) in findings.enumerated() where placed.file == nil {
            guard let manifest = checked.manifests[placed.finding] ?? places[placed.finding.object] else { continue }
            fields.append((manifest, placed.finding.path))
            targets.append(index)
        }
        let marks = await manifests.places(of: fields)
        for (number, index) in targets.enumerated() {
            findings[index].file = manifests.files[manifests.manifests[fields[number].manifest].file].name
            findings[index].place = marks[number]
        }
        return findings
    }
}

extension Finding {
    /// Whether a violation of a schema is the fault that another finding about the object tells of more exactly.
    fileprivate func isTold(by findings: [Finding]) -> Bool {
        findings.contains { other in
            guard other.severity == .error else { return false }
            return other.path == path || other.path.hasPrefix("\(path).") || other.path.hasPrefix("\(path)[")
        }
    }
}

extension FindingCode {
    /// Whether schemas have a rule for the same.
    fileprivate var isOfSchemasToo: Bool {
        switch self {
        case .certificateCount, .listenerConflict, .rewriteInvalid, .versionUnsupported, .directResponseConflict: true
        default: false
        }
    }
}
