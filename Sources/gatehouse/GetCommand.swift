import ArgumentParser
import Dashboard
import Foundation
import KubeClient
import KubeModel

/// `gatehouse get`: lists and objects on standard output, in kubectl's habits.
struct GetCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case table, wide, json, yaml, name }

    static let configuration = CommandConfiguration(
        commandName: "get", _superCommandName: "gatehouse", abstract: "Print resources, with their true health.",
        discussion: """
            As with kubectl: KIND, KIND NAME NAME, KIND/NAME KIND/NAME, KIND,KIND; the kind with its group behind it where \
            others are called alike. “all” is every kind of kgateway and of the Gateway API.
            """)

    @Argument(
        help: "The kind: plural, singular, short name or a unique beginning; or KIND/NAME.",
        completion: ServerWords.kinds)
    var kind: String
    @Argument(help: "Some objects; without them, all.", completion: ServerWords.names) var names: [String] = []
    @Option(
        name: [.customShort("o"), .long],
        help: "table, wide (every condition of every ancestor), json, yaml or name.")
    var output = Format.table
    @Option(
        name: [.customShort("l"), .long], help: ArgumentHelp("Only what these labels select.", valueName: "selector"))
    var selector: String?
    @Flag(name: .shortAndLong, help: "Go on printing changes as they happen.") var watch = false
    @OptionGroup var namespaces: NamespaceOptions
    @OptionGroup var cluster: ClusterOptions

    func validate() throws {
        let words = try ResourceWords(kind: kind, names: names)
        guard words.nameCount == 0 || !namespaces.allNamespaces else {
            throw ValidationError("A name and -A exclude each other: an object stands in one namespace.")
        }
        guard words.nameCount == 0 || selector == nil else {
            throw ValidationError("A name and -l exclude each other.")
        }
        guard !watch || (words.parts.count == 1 && words.nameCount <= 1 && kind.lowercased() != "all") else {
            throw ValidationError("-w follows one kind, or one object of it.")
        }
        if let selector {
            do throws(LabelSelector.ParseError) { _ = try LabelSelector(parsing: selector) } catch {
                throw ValidationError("-l: \(error)")
            }
        }
    }

    func run() async throws {
        let words = try ResourceWords(kind: kind, names: names)
        try await Session.run(cluster) { session in
            let targets = try await session.targets(words, allowsMany: true)
            let reading = ResourceReading(session: session, isWide: output == .wide, needsColumns: showsColumns)
            guard watch, let target = targets.first else { return try await print(targets, words, session, reading) }
            guard targets.count == 1 else {
                let names = targets.map(\.kind.type.plural).joined(separator: ", ")
                throw CommandFailure("-w follows one kind, and “\(kind)” is several: \(names).", .wrongUsage)
            }
            let kind = try await reading.kind(target.kind), namespace = namespace(of: target.kind.type, session)
            let printer = printer(of: kind, showsKind: false)
            try await reading.follow(kind, target.names.first, namespace, selector, printer)
        }
    }

    private var showsColumns: Bool { output == .table || output == .wide }

    private func namespace(of type: ResourceType, _ session: Session) -> String? {
        namespaces.allNamespaces || !type.isNamespaced ? nil : session.namespace(namespaces)
    }

    private func printer(of kind: Kind, showsKind: Bool) -> ResourcePrinter {
        ResourcePrinter(
            kind: kind, format: output, showsNamespace: namespaces.allNamespaces && kind.type.isNamespaced,
            showsKind: showsKind)
    }

    /// Prints what is there; what is not is told afterwards, and decides how the command ends.
    private func print(
        _ targets: [Session.Target], _ words: ResourceWords, _ session: Session, _ reading: ResourceReading
    ) async throws {
        var found: [ResourceReading.Found] = [], failures: [CommandFailure] = []
        for target in targets {
            let namespace = namespace(of: target.kind.type, session)
            let (part, missing) = try await reading.read(target, namespace, selector)
            failures += missing
            if found.last?.kind.type == part.kind.type {
                found[found.count - 1].rows += part.rows
            } else {
                found.append(part)
            }
        }
        let isOne = words.nameCount == 1 && targets.count == 1
        write(found, isOne: isOne)
        let rows = found.reduce(0) { $0 + $1.rows.count }
        if rows == 0, failures.isEmpty, showsColumns || output == .name {
            let places = Set(targets.map { namespace(of: $0.kind.type, session) })
            let place = places.count == 1 ? (places.first ?? nil).map { " in \($0) namespace" } ?? "" : ""
            CommandEnd.complain("No resources found\(place).")
        }
        if showsColumns {
            for part in found where !part.rows.isEmpty { part.kind.unreadSentence.map(CommandEnd.complain) }
        }
        guard let last = failures.last else { return }
        for failure in failures.dropLast() { CommandEnd.complain(failure.sentence) }
        throw last
    }

    private func write(_ found: [ResourceReading.Found], isOne: Bool) {
        switch output {
        case .json, .yaml:
            if isOne {
                if let part = found.first, let row = part.rows.first {
                    Output.write(printer(of: part.kind, showsKind: false).one(row))
                }
            } else {
                Output.write(ResourcePrinter.list(found.flatMap(\.rows), output))
            }
        case .table, .wide, .name:
            // As kubectl has it, also where all but one of the kinds asked for are empty.
            let hasSeveral = Set(found.map(\.kind.type)).count > 1
            let texts = found.filter { !$0.rows.isEmpty }.map {
                printer(of: $0.kind, showsKind: hasSeveral).all($0.rows)
            }
            Output.write(texts.joined(separator: output == .name ? "" : "\n"))
        }
    }
}

/// Standard output, written at once: a reader behind a pipe sees each change as it happens.
enum Output {
    /// Ends the process where the text cannot be written: a full disk fails, a reader that has gone is no failure of ours.
    static func write(_ text: String) { write(Data(text.utf8)) }

    static func write(_ data: Data) {
        guard !data.isEmpty else { return }
        do {
            try FileHandle.standardOutput.write(contentsOf: data)
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
