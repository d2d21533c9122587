import ArgumentParser
import Dashboard
import DashboardUI
import Foundation
import KubeClient
import KubeModel
import NcursesTerminal
import Sandbox

/// Which cluster, and how to reach it.
struct ClusterOptions: ParsableArguments {
    @Flag(name: .long, help: "Use an embedded sandbox with a story of its own.")
    var sandbox = false

    @Option(
        help: ArgumentHelp("The story of the embedded sandbox: shop or hostile.", valueName: "name"))
    var story: StoryName?

    @Option(name: .long, help: ArgumentHelp("The kubeconfig to read.", valueName: "file"), completion: .file())
    var kubeconfig: String?

    @Option(
        name: .long, help: ArgumentHelp("The context of the kubeconfig.", valueName: "name"),
        completion: ServerWords.contexts)
    var context: String?

    @Option(
        name: .customLong("as"), help: ArgumentHelp("Act as this user, where the server allows it.", valueName: "user"))
    var impersonated: String?

    @Option(
        name: .customLong("as-group"),
        help: ArgumentHelp("Act as a member of this group; may be given again.", valueName: "group"))
    var impersonatedGroups: [String] = []

    @Flag(name: .long, help: "Refuse every change; also where GATEHOUSE_READ_ONLY is set.")
    var readOnly = false

    /// Whether nothing may be changed.
    var isReadOnly: Bool { readOnly || Self.isReadOnlyByEnvironment }

    private static var isReadOnlyByEnvironment: Bool {
        let word = ProcessInfo.processInfo.environment["GATEHOUSE_READ_ONLY"] ?? ""
        return !["", "0", "false", "no"].contains(word.lowercased())
    }

    /// What of them concerns kubeconfigs.
    var source: KubeconfigSource {
        let whom = impersonated.map { Impersonation(user: $0, groups: impersonatedGroups) }
        return KubeconfigSource(
            path: kubeconfig, environment: ProcessInfo.processInfo.environment, impersonation: whom)
    }

    /// Complains where a command that changes something was told to change nothing.
    func allowsChanges(to command: String) throws {
        guard !readOnly else {
            throw ValidationError(
                "--read-only refuses every change, and \(command) makes one: leave out one of the two.")
        }
        guard !isReadOnly else {
            throw ValidationError("GATEHOUSE_READ_ONLY refuses every change, and \(command) makes one: unset it.")
        }
    }

    func validate() throws {
        guard impersonatedGroups.isEmpty || impersonated != nil else {
            throw ValidationError("--as-group needs --as.")
        }
        guard !(sandbox && impersonated != nil) else {
            throw ValidationError("--sandbox knows nobody to act --as.")
        }
        guard sandbox || story == nil else { throw ValidationError("--story needs --sandbox.") }
        guard !(sandbox && (kubeconfig != nil || context != nil)) else {
            throw ValidationError("--sandbox goes with neither --kubeconfig nor --context.")
        }
    }
}

/// Which namespace, in kubectl's words.
struct NamespaceOptions: ParsableArguments {
    @Option(
        name: [.customShort("n"), .long], help: ArgumentHelp("The namespace.", valueName: "name"),
        completion: ServerWords.namespaces)
    var namespace: String?

    @Flag(name: [.customShort("A"), .customLong("all-namespaces")], help: "All namespaces.")
    var allNamespaces = false

    func validate() throws {
        guard !(allNamespaces && namespace != nil) else { throw ValidationError("-n and -A exclude each other.") }
    }
}

/// The namespace of one object.
struct OneNamespace: ParsableArguments {
    @Option(
        name: [.customShort("n"), .long], help: ArgumentHelp("The namespace.", valueName: "name"),
        completion: ServerWords.namespaces)
    var namespace: String?
}

/// The options of the dashboard, and of the snapshot, which draws the same.
struct DashboardOptions: ParsableArguments {
    @OptionGroup var cluster: ClusterOptions
    @OptionGroup var namespaces: NamespaceOptions
    @OptionGroup var sending: SendingOptions

    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp(
            "Show a file or a folder of YAML or JSON instead of a cluster, read-only, and follow it; may be repeated.", valueName: "path"),
        completion: .file())
    var manifests: [String] = []

    @Flag(name: .long, help: "No colours; also where NO_COLOR is set.")
    var noColor = false

    @Flag(name: .long, help: "ASCII glyphs and borders; also where the locale is not UTF-8.")
    var ascii = false

    func validate() throws {
        guard !manifests.isEmpty else { return }
        guard cluster.kubeconfig == nil, cluster.context == nil, cluster.impersonated == nil, !cluster.sandbox else {
            throw ValidationError("--manifests takes the place of a cluster: it goes with neither --kubeconfig, --context, --as nor --sandbox.")
        }
        guard !manifests.contains("-") else {
            throw ValidationError("--manifests wants files or folders here: the dashboard reads keys from standard input.")
        }
        guard !manifests.contains("") else { throw ValidationError("--manifests wants a file or a folder.") }
    }

    /// The server that is asked for: files, a cluster, or a sandbox.
    func open(isQuiet: Bool) async throws -> Backend {
        guard manifests.isEmpty else { return try await Backend.open(files: manifests, cluster) }
        return try await Backend.open(cluster, isQuiet: isQuiet, without: .sandbox)
    }

    /// The first state, on the kind that was named.
    ///
    /// A word that is the name of no kind we list is asked about at the server first. Where that does not answer soon, the
    /// dashboard opens without knowing, and goes there or complains once it knows.
    ///
    /// - Throws: Wrong usage, where the word means nothing.
    ///
    /// - Parameter places: Where somebody was last; nil: it begins afresh.
    func state(
        kind: String?, on backend: Backend, _ client: KubeClient, places: PlaceStore? = nil
    ) async throws -> DashboardState {
        let endpoint = backend.endpoint
        let cluster = ClusterInfo(
            context: endpoint.name, isSandbox: endpoint.isSandbox, isReadOnly: self.cluster.isReadOnly || backend.files != nil,
            isFiles: backend.files != nil,
            isUnverified: endpoint.isUnverified, namespace: endpoint.namespace, plugin: endpoint.plugin,
            manners: sending.manners)
        let namespace = namespaces.namespace.flatMap { $0.isEmpty ? nil : $0 }
        var state = DashboardState(cluster: cluster, namespace: namespace, now: Date())
        if let last = places?.last(in: endpoint.name) {
            let keepsNamespace = namespace != nil || namespaces.allNamespaces
            _ = state.update(.restored(last, keepsKind: kind != nil, keepsNamespace: keepsNamespace))
        }
        if let excuse = backend.excuse {
            _ = state.update(.announced("\(excuse): this is the embedded sandbox, no cluster of yours."))
        }
        if let kind {
            _ = state.update(.beginning(withKind: kind))
            if state.awaitsKind { try await KindQuestion.check(kind, client) }
        }
        return state
    }

    /// - Parameter backend: The first one. What its source has of a pipe is there once, and all that follow are as
    ///   read-only as it is.
    @MainActor
    func services(_ backend: Backend, places: PlaceStore? = nil) -> DashboardServices {
        let source = backend.source, isReadOnly = backend.isReadOnly
        let environment = ProcessInfo.processInfo.environment
        let drafts = DraftStore(environment: environment)
        var services = DashboardServices(
            files: drafts, draftNotice: drafts.notice(at: Date()), places: places,
            editorCommand: EditorChoice.command(environment: environment), giveBackMemory: Memory.giveBack, giveBackCode: CodePages.giveBack,
            // A kubeconfig that cannot be read just now has nothing to choose from; a name typed by hand says why.
            contexts: { ((try? Kubeconfig.list(source)) ?? []).map(\.name) }
        ) { name in
            guard let endpoint = try Kubeconfig.load(source, context: name) else {
                throw CommandFailure("There is no kubeconfig with a context \(name).")
            }
            return Backend.client(endpoint, isReadOnly: isReadOnly)
        }
        services.history = HistoryStore(environment: environment)
        if let reports = backend.files?.reports {
            let (sources, continuation) = AsyncStream<SourceReport>.makeStream()
            let passing = Task {
                for await report in reports { continuation.yield(SourceReport(notice: report.notice, lines: report.lines)) }
                continuation.finish()
            }
            continuation.onTermination = { _ in passing.cancel() }
            services.sources = sources
        }
        return services
    }

    /// Where somebody was in each context: beside the drafts.
    var places: PlaceStore {
        let drafts = DraftStore(environment: ProcessInfo.processInfo.environment).folder
        return PlaceStore(folder: URL(fileURLWithPath: drafts).deletingLastPathComponent().path)
    }

    /// Where a crash is reported to: beside the drafts.
    var crashReportPath: String? {
        let folder = DraftStore(environment: ProcessInfo.processInfo.environment).folder
        let parent = URL(fileURLWithPath: folder).deletingLastPathComponent().path
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
        // Without the folder a crash is reported on the terminal.
        try? FileManager.default.createDirectory(
            atPath: parent, withIntermediateDirectories: true, attributes: attributes)
        return FileManager.default.fileExists(atPath: parent) ? "\(parent)/crash.txt" : nil
    }
}
