import ArgumentParser
import Dashboard
import DashboardUI
import Foundation
import GatewayGraph
import KubeClient
import KubeModel
import TerminalUI

/// `gatehouse snapshot`: one frame of the dashboard without a terminal.
struct SnapshotCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, ansi, svg }

    static let configuration = CommandConfiguration(
        commandName: "snapshot", _superCommandName: "gatehouse",
        abstract: "Draw one frame of the dashboard without a terminal and print it.")

    @Argument(help: "The kind to begin with.", completion: ServerWords.kinds) var kind: String?
    @Option(help: ArgumentHelp("Columns and rows.", valueName: "COLUMNSxROWS")) var size = "120x40"
    @Option(help: ArgumentHelp("Keys to press first, as in \"j j enter /gate enter\".", valueName: "script"))
    var keys = ""
    @Flag(name: .long, help: "Let the keys change what is on the server; without it nothing is sent that could.")
    var allowWrites = false
    @Option(help: "text, ansi or svg.") var format = Format.text
    @Option(
        help: ArgumentHelp("How long nothing may have changed before the frame counts: 500ms, 2s.", valueName: "time"))
    var settle = "500ms"
    @OptionGroup var options: DashboardOptions

    func validate() throws {
        guard parsedSize != nil else {
            throw ValidationError("--size wants columns and rows: 120x40, at most 1000x1000.")
        }
        guard parsedSettle != nil else { throw ValidationError("--settle wants a time: 500ms or 2s, at most 60s.") }
        do throws(KeyScriptError) { _ = try KeyScript.parse(keys) } catch { throw ValidationError("--keys: \(error)") }
    }

    private var parsedSize: Size? {
        let parts = size.lowercased().split(separator: "x").compactMap { Int($0) }
        guard parts.count == 2, parts.allSatisfy({ (1...1000).contains($0) }) else { return nil }
        return Size(columns: parts[0], rows: parts[1])
    }

    private var parsedSettle: Double? {
        for (unit, scale) in [("ms", 0.001), ("s", 1.0)] where settle.hasSuffix(unit) {
            if let value = Double(settle.dropLast(unit.count)), value >= 0, value * scale <= 60 { return value * scale }
            return nil
        }
        return nil
    }

    @MainActor
    func run() async throws {
        guard let size = parsedSize, let settle = parsedSettle else { return }
        var backend = try await options.open(isQuiet: true)
        // A script that presses one key too many is not to cost anybody an object.
        backend.isReadOnly = backend.isReadOnly || !allowWrites
        if let excuse = backend.excuse { CommandEnd.complain("\(excuse): this is a picture of the embedded sandbox.") }
        let screen = MemoryScreen(size: size)
        let environment = ProcessInfo.processInfo.environment
        let hasColor = !options.noColor && (environment["NO_COLOR"] ?? "").isEmpty
        let capabilities = TerminalCapabilities(
            colorDepth: hasColor ? .palette256 : .none, isUTF8: !options.ascii && Self.isUTF8(environment))
        let client = backend.client, state: DashboardState
        do { state = try await options.state(kind: kind, on: backend, client) } catch {
            await backend.close()
            throw error
        }
        var services = options.services(backend)
        // A frame for others is no place for what earlier edits left.
        services.draftNotice = nil
        let runtime = DashboardRuntime(
            state: state, screen: screen, capabilities: capabilities, cluster: client, services: services)
        let running = Task { await runtime.run() }
        await calm(runtime, settle)
        for key in (try? KeyScript.parse(keys)) ?? [] { runtime.handle(.key(key)) }
        await calm(runtime, settle)
        let frame = screen.lastFrame ?? Surface(size: size)
        let connection = runtime.state.connection
        screen.feed(.closed)
        _ = await running.value
        await backend.close()
        switch format {
        case .text: Output.write(FrameFormat.text(frame) + "\n")
        case .ansi: Output.write(FrameFormat.ansi(frame) + "\n")
        case .svg: Output.write(FrameFormat.svg(frame, title: "gatehouse"))
        }
        if case .retrying(let error, _) = connection, error.isConnectionLost {
            throw CommandFailure(error, doing: "The frame shows no live cluster")
        }
    }

    /// Whether what is wrong is known and counts, where that is what the frame is about.
    private static func areFound(_ state: DashboardState) -> Bool {
        guard state.place == .findings || state.shownTab == .findings else { return true }
        let findings = state.cluster.findings
        return findings.progress == .ready && !findings.entries.contains(where: \.isSettling)
    }

    /// Waits until every list is there, or has failed, and nothing has changed for a while; at most ten seconds longer.
    @MainActor
    private func calm(_ runtime: DashboardRuntime, _ settle: Double) async {
        let limit = Date().addingTimeInterval(settle + 10)
        while Date() < limit {
            let isReady = runtime.state.kinds.allSatisfy { kind in
                switch kind.connection {
                case .connecting, .listing: false
                case .live, .polling, .retrying, .notInstalled, .forbidden, .credentialsExpired: true
                }
            }
            if isReady, Self.areFound(runtime.state), runtime.state.pending.isEmpty, Date().timeIntervalSince(runtime.lastActivity) >= settle { return }
            try? await Task.sleep(for: .milliseconds(10))
        }
    }

    private static func isUTF8(_ environment: [String: String]) -> Bool {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        let name = locale.lowercased()
        return name.contains("utf-8") || name.contains("utf8")
    }
}
