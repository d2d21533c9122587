import DashboardUI
import Foundation
import GatewayGraph
import KubeClient
import KubeModel
import KubeRules

/// One run of `gatehouse check`: what is read, what is compared with what, and what is left out.
struct Check {
    private let command: CheckCommand
    private let now: Date
    private let options: FindingOptions

    init(_ command: CheckCommand, now: Date) {
        (self.command, self.now) = (command, now)
        options = FindingOptions(requiresAuth: command.requireAuth, now: now)
    }

    /// Of files, by themselves or against older ones.
    func files() async throws -> FindingReport {
        let namespace = command.namespaces.namespace
        let world = try await CheckedWorld(files: command.paths, namespace: namespace)
        try refuseNothing(world)
        let (book, source) = try await schemas(beside: world)
        var settings = PolicySettings(command.controller.environment)
        let cause: String
        if command.version.rules != "auto" {
            (settings.rules, cause) = named
        } else if let needed = GatewayRules.needed(by: world.objects) {
            (settings.rules, cause) = (needed.rules, "the first that reads \(needed.kind)")
        } else {
            (settings.rules, cause) = (.v21, "as nothing in the files needs a later one")
        }
        var coverage = coverage(of: world, settings, cause)
        coverage.schemas = source
        coverage.files = world.manifests?.files.count ?? 0
        guard let against = command.against else { return try await report(world, nil, book, coverage, in: namespace) }
        let old = try await CheckedWorld(files: [against], namespace: namespace)
        return try await report(world, old, book, coverage, in: namespace)
    }

    /// Of a cluster, by itself or with files laid over it.
    @MainActor
    func live(_ session: Session) async throws -> FindingReport {
        let live = try await LiveObjects.read(session.client, for: .checks(readsCertificates: command.readSecrets))
        for part in live.unread.sorted(by: { $0.kind < $1.kind }) { CommandEnd.complain("Not known: \(part.kind) (\(part.reason)).") }
        var settings = PolicySettings(live.environment ?? [:], from: .deployment, rules: live.rules)
        settings.add(command.controller.environment, from: .flag)
        var cause = "as the kinds of the server tell"
        if command.version.rules != "auto" { (settings.rules, cause) = named }
        let server = CheckedWorld(live)
        guard !command.paths.isEmpty else {
            let (book, source) = try await schemas(beside: nil, orOf: session.client, for: server)
            var coverage = coverage(of: server, settings, cause)
            (coverage.schemas, coverage.hasCertificates) = (source, live.hasCertificates)
            let namespace = command.namespaces.allNamespaces ? nil : session.namespace(command.namespaces)
            return try await report(server, nil, book, coverage, in: namespace)
        }
        let files = try await CheckedWorld(files: command.paths, namespace: session.namespace(command.namespaces))
        try refuseNothing(files)
        let (book, source) = try await schemas(beside: files, orOf: session.client, for: files)
        let world = files.laid(over: server, now: now)
        var coverage = coverage(of: world, settings, cause)
        (coverage.schemas, coverage.hasCertificates, coverage.files) = (source, live.hasCertificates, files.manifests?.files.count ?? 0)
        return try await report(world, server, book, coverage, in: command.namespaces.namespace)
    }

    /// A check of nothing would end well, and whoever mistyped a folder would believe it.
    private func refuseNothing(_ world: CheckedWorld) throws {
        guard world.isEmpty else { return }
        let names = command.paths.map { $0 == "-" ? "standard input" : $0 }.joined(separator: ", ")
        throw CommandFailure("There is no manifest in \(names): nothing was checked. Files end in .yaml, .yml or .json.", .cannotConnect)
    }

    private var named: (GatewayRules, String) {
        let word = command.version.rules, rules = GatewayRules(word) ?? .newest
        let isOlder = word != "main" && !(word.hasPrefix("v") ? String(word.dropFirst()) : word).hasPrefix(rules.name)
        return (rules, isOlder ? "the newest that is known, for --rules \(word)" : "as --rules says")
    }

    private func coverage(of world: CheckedWorld, _ settings: PolicySettings, _ cause: String) -> FindingCoverage {
        var coverage = FindingCoverage(settings)
        (coverage.read, coverage.notKnown, coverage.rulesCause) = (world.counts, world.unread, cause)
        return coverage
    }

    /// - Parameter old: What it is compared with; nil: everything is told.
    private func report(
        _ world: CheckedWorld, _ old: CheckedWorld?, _ book: SchemaBook, _ coverage: FindingCoverage, in namespace: String?
    ) async throws -> FindingReport {
        let settings = coverage.settings, options = options
        async let before = old?.findings(settings, options, SchemaBook.of(book, for: old))
        let after = await world.findings(settings, options, book)
        let suppressions = try suppressions()
        let (marked, unused) = suppressions.apply(to: after.findings)
        var findings = marked, mended: [PlacedFinding] = []
        if let earlier = await before, let old {
            let compared = PlacedFinding.comparing(earlier.findings, marked)
            findings = compared.filter { $0.change == .introduced }
            mended = await old.placed(narrowed(compared.filter { $0.change == .mended }, to: namespace), earlier)
        }
        findings = await world.placed(narrowed(findings, to: namespace), after) + unused + mended
        var coverage = coverage
        coverage.withoutSchema = after.withoutSchema
        return FindingReport(findings, coverage, failAt: command.failOn, showAt: command.show, version: Version.text)
    }

    /// Those about objects of a namespace, and those about nothing that is in one.
    private func narrowed(_ findings: [PlacedFinding], to namespace: String?) -> [PlacedFinding] {
        guard let namespace, !command.namespaces.allNamespaces else { return findings }
        return findings.filter { $0.finding.namespace.isEmpty || $0.finding.namespace == namespace }
    }

    private func suppressions() throws -> FindingSuppressions {
        var suppressions = FindingSuppressions()
        for flag in command.suppress { _ = suppressions.add(flag: flag) }
        guard let baseline = command.baseline else { return suppressions }
        guard let data = FileManager.default.contents(atPath: baseline) else { throw CommandFailure("Cannot read \(baseline).", .cannotConnect) }
        if let problem = suppressions.add(baseline: [UInt8](data), file: baseline) { throw CommandFailure(CommandEnd.sentence(problem), .cannotConnect) }
        return suppressions
    }

    /// The same, and else from the server: only the kinds of these objects.
    private func schemas(
        beside files: CheckedWorld?, orOf client: KubeClient, for world: CheckedWorld
    ) async throws -> (SchemaBook, FindingCoverage.Schemas) {
        let (book, source) = try await schemas(beside: files)
        guard book.isEmpty else { return (book, source) }
        let own = try await Self.schemas(of: client, for: world)
        return (own, own.isEmpty ? .none : .server)
    }

    /// From `--crds`, else from definitions among the files.
    private func schemas(beside world: CheckedWorld?) async throws -> (SchemaBook, FindingCoverage.Schemas) {
        var book = SchemaBook()
        if !command.crds.isEmpty {
            let set = await ManifestSet.read(try ManifestPaths.files(command.crds).files)
            for manifest in set.manifests { book.add(definition: manifest.object) }
            guard !book.isEmpty else {
                throw CommandFailure("There is no CustomResourceDefinition in \(command.crds.joined(separator: ", ")).", .cannotConnect)
            }
            return (book, .crds)
        }
        for object in world?.objects ?? [] { book.add(definition: object) }
        return (book, book.isEmpty ? .none : .folder)
    }

    /// Of the versions that the objects are written in; of Kubernetes' own kinds none are asked for.
    private static func schemas(of client: KubeClient, for world: CheckedWorld) async throws -> SchemaBook {
        let versions = Set(world.objects.compactMap { $0["apiVersion"]?.string })
        return try await SchemaDocuments(of: client).book(of: versions.filter { $0.contains(".") && $0.contains("/") })
    }
}

extension SchemaBook {
    /// A server's objects were validated by it when they were written.
    fileprivate static func of(_ book: SchemaBook, for world: CheckedWorld?) -> SchemaBook { world?.manifests == nil ? SchemaBook() : book }
}
