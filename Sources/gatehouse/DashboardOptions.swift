import ArgumentParser
import Dashboard
import DashboardUI
import Foundation
import KubeClient
import KubeModel
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

    /// What of them concerns kubeconfigs.
    var source: KubeconfigSource {
        let whom = impersonated.map { Impersonation(user: $0, groups: impersonatedGroups) }
        return KubeconfigSource(
            path: kubeconfig, environment: ProcessInfo.processInfo.environment, impersonation: whom)
    }

    func validate() throws {
        guard impersonatedGroups.isEmpty || impersonated != nil else {
            throw ValidationError("--as-group needs --as.")
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

    @Flag(name: .long, help: "Refuse every change.")
    var readOnly = false

    @Flag(name: .long, help: "No colours; also where NO_COLOR is set.")
    var noColor = false

    @Flag(name: .long, help: "ASCII glyphs and borders; also where the locale is not UTF-8.")
    var ascii = false

    /// The first state, on the kind that was named.
    func state(kind: String?, on endpoint: ClusterEndpoint) throws -> DashboardState {
        let cluster = ClusterInfo(
            context: endpoint.name, isSandbox: endpoint.isSandbox, isReadOnly: readOnly,
            isUnverified: endpoint.isUnverified, namespace: endpoint.namespace)
        var state = DashboardState(cluster: cluster, namespace: namespaces.namespace, now: Date())
        if let kind {
            let types = state.kinds.map(\.kind.type)
            guard let index = KindName.index(of: kind, in: types) else {
                let names = types.map(\.plural).joined(separator: ", ")
                throw CommandFailure("There is no kind “\(kind)”, or more than one. Kinds: \(names).", .wrongUsage)
            }
            _ = state.update(.selectKind(index))
        }
        return state
    }

    @MainActor
    func services() -> DashboardServices {
        let environment = ProcessInfo.processInfo.environment
        let source = cluster.source
        let drafts = DraftStore(environment: environment)
        drafts.recover(at: Date())
        return DashboardServices(
            drafts: drafts, editorCommand: EditorChoice.command(environment: environment),
            // A kubeconfig that cannot be read just now has nothing to choose from; a name typed by hand says why.
            contexts: { ((try? Kubeconfig.list(source)) ?? []).map(\.name) }
        ) { name in
            guard let endpoint = try Kubeconfig.load(source, context: name) else {
                throw CommandFailure("There is no kubeconfig with a context \(name).")
            }
            return Backend.client(endpoint)
        }
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

/// A kind as people type it.
enum KindName {
    /// nil: none, or several.
    static func index(of word: String, in types: [ResourceType]) -> Int? {
        let found = ResourceType.matches(word, in: types)
        return found.count == 1 ? found[0] : nil
    }
}
