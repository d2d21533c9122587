import ArgumentParser
import Dashboard
import Foundation
import KubeClient
import KubeModel

/// `gatehouse get`: lists and objects on standard output, in kubectl's habits.
struct GetCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case table, wide, json, yaml, name }

    static let configuration = CommandConfiguration(
        commandName: "get", _superCommandName: "gatehouse", abstract: "Print resources, with their true health.")

    @Argument(
        help: "The kind: plural, singular, short name or a unique beginning.", completion: ServerWords.kinds)
    var kind: String
    @Argument(help: "One object; without it, all.", completion: ServerWords.names) var name: String?
    @Option(name: .shortAndLong, help: "table, wide (every condition of every ancestor), json, yaml or name.")
    var output = Format.table
    @Option(
        name: [.customShort("l"), .long], help: ArgumentHelp("Only what these labels select.", valueName: "selector"))
    var selector: String?
    @Flag(name: .shortAndLong, help: "Go on printing changes as they happen.") var watch = false
    @OptionGroup var namespaces: NamespaceOptions
    @OptionGroup var cluster: ClusterOptions

    func validate() throws {
        guard !(name != nil && namespaces.allNamespaces) else {
            throw ValidationError("A name and -A exclude each other: an object stands in one namespace.")
        }
        guard !(name != nil && selector != nil) else { throw ValidationError("A name and -l exclude each other.") }
        if let selector {
            do throws(LabelSelector.ParseError) { _ = try LabelSelector(parsing: selector) } catch {
                throw ValidationError("-l: \(error)")
            }
        }
    }

    func run() async throws {
        try await Session.run(cluster) { session in try await print(session) }
    }

    private func print(_ session: Session) async throws {
        let type = try await session.type(kind), kind = KindCatalog.kind(for: type)
        let namespace = namespaces.allNamespaces || !type.isNamespaced ? nil : session.namespace(namespaces)
        let printer = ResourcePrinter(kind: kind, format: output, showsNamespace: namespaces.allNamespaces)
        if watch { return try await follow(session, type, kind, namespace, printer) }
        do throws(ClusterError) {
            if let name {
                let bytes = try await session.client.get(type, ObjectKey(namespace: namespace, name: name))
                guard let row = try? ResourceScanner(projection: kind.projection).row(bytes) else { throw .notJSON }
                return Output.write(printer.one(row))
            }
            let rows = try await session.client.list(
                type, namespace: namespace, selector: selector, projection: kind.projection)
            if rows.isEmpty, output == .table || output == .wide || output == .name {
                let place = namespace.map { " in \($0) namespace" } ?? ""
                return CommandEnd.complain("No resources found\(place).")
            }
            Output.write(printer.all(rows.sorted { $0.key < $1.key }))
        } catch {
            throw CommandFailure(error, doing: "Cannot get \(type.plural)")
        }
    }

    /// Prints what is there, then every version that comes.
    private func follow(
        _ session: Session, _ type: ResourceType, _ kind: Kind, _ namespace: String?, _ printer: ResourcePrinter
    ) async throws {
        if let name {
            do throws(ClusterError) {
                _ = try await session.client.get(type, ObjectKey(namespace: namespace, name: name))
            } catch {
                throw CommandFailure(error, doing: "Cannot watch \(type.plural)")
            }
        }
        let events = session.client.reflect(
            type, namespace: namespace, selector: selector, fieldSelector: name.map { "metadata.name=\($0)" },
            projection: kind.projection)
        Output.endWithReader()
        var following = Following(printer, of: type)
        for await event in events { try following.take(event) }
    }
}

/// Standard output, written at once: a reader behind a pipe sees each change as it happens.
enum Output {
    /// Ends the process where the text cannot be written: a full disk fails, a reader that has gone is no failure of ours.
    static func write(_ text: String) {
        guard !text.isEmpty else { return }
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
        } catch {
            let reason = String(cString: strerror(errno))
            if errno != EPIPE { CommandEnd.complain("Cannot write to standard output: \(reason).") }
            exit(CommandFailure.Status.failed.rawValue)
        }
    }

    /// Ends the process as soon as nobody reads any more: what is watched may stay silent for hours.
    static func endWithReader() {
        // Lives as long as the process.
        Thread.detachNewThread {
            var output = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
            while poll(&output, 1, -1) < 0, errno == EINTR {}
            // A file, or a terminal, never gets here.
            if output.revents & Int16(POLLERR | POLLHUP) != 0 { exit(CommandFailure.Status.failed.rawValue) }
        }
    }
}
