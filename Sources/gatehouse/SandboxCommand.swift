import ArgumentParser
import Foundation
import Sandbox

/// `gatehouse sandbox`: the embedded API server by itself, for kubectl and for other dashboards.
struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox", _superCommandName: "gatehouse",
        abstract: "Run the embedded API server with its story, until Ctrl-C.",
        discussion: """
            The server listens on 127.0.0.1 only, and takes a token that --kubeconfig hands to kubectl. It tells of a shop \
            and its gateways: a controller writes conditions, and something changes every few seconds.
            """)

    @Option(help: ArgumentHelp("The port; any that is free where left out.", valueName: "port"))
    var port: UInt16 = 0

    @Option(help: ArgumentHelp("What clients have to present; random where left out.", valueName: "token"))
    var token: String?

    @Option(help: ArgumentHelp("Write a kubeconfig for kubectl to this file.", valueName: "file"), completion: .file())
    var kubeconfig: String?

    @Option(help: ArgumentHelp("Add so many TrafficPolicies to the story.", valueName: "n"))
    var objects = 0

    @Option(
        help: ArgumentHelp(
            "Spread those TrafficPolicies over so many HTTPRoutes, a rule each; one route for 20 where left out.",
            valueName: "n"))
    var routes: Int?

    @Option(
        help: ArgumentHelp("Serve the manifests of this folder instead of the story.", valueName: "dir"),
        completion: .directory)
    var manifests: String?

    @Option(
        help: ArgumentHelp("Which story to tell: shop, or hostile for texts that attack terminals.", valueName: "name"))
    var story: StoryName?

    @Flag(help: "Let nothing happen by itself: the controller still answers to edits.")
    var quietStory = false

    @Option(help: ArgumentHelp("Decides what happens, and when; the same seed tells the same story.", valueName: "n"))
    var seed: UInt64 = 1

    func validate() throws {
        guard (0...1_000_000).contains(objects) else { throw ValidationError("--objects is between 0 and 1000000.") }
        if let routes {
            guard objects > 0 else { throw ValidationError("--routes goes with --objects, whose routes it counts.") }
            guard (50...100_000).contains(routes) else {
                throw ValidationError("--routes is between 50, one for each namespace, and 100000.")
            }
        }
        guard objects == 0 || manifests == nil else {
            throw ValidationError("--objects adds to the story, and --manifests replaces it: give one of them.")
        }
        guard story == nil || manifests == nil else {
            throw ValidationError("--story and --manifests exclude each other.")
        }
        if let token {
            let isPlain = !token.isEmpty && token.utf8.allSatisfy { (0x21...0x7E).contains($0) }
            guard isPlain else { throw ValidationError("--token takes visible ASCII characters, at least one.") }
        }
    }

    func run() async throws {
        let ending = EndSignal()
        do {
            if let kubeconfig { try SandboxKubeconfig.check(kubeconfig) }
            let running = try await StorySandbox.start(
                SandboxOptions(
                    token: token, port: port, objects: objects, routes: routes, manifests: manifests,
                    story: story ?? .shop, isQuiet: quietStory, seed: seed, report: { CommandEnd.complain($0) }))
            do {
                if let kubeconfig {
                    try SandboxKubeconfig(port: running.port, token: running.token).write(to: kubeconfig)
                }
            } catch {
                await running.stop()
                throw error
            }
            report(running)
            await ending.wait()
            await running.stop()
        } catch let failure as any CustomStringConvertible {
            throw CommandFailure(failure.description)
        }
    }

    private func report(_ running: RunningSandbox) {
        for problem in running.folder?.problems ?? [] { CommandEnd.complain(problem) }
        if let folder = running.folder { say(folder.counts.description) }
        if let kubeconfig {
            say(
                "try: kubectl --kubeconfig \(kubeconfig) \(running.folder == nil ? "get trafficpolicies -A" : "api-resources")"
            )
        } else if token == nil {
            say("the token is random and is not shown: --kubeconfig FILE writes it down for kubectl")
        }
        // Last: whoever waits for this line finds everything in place.
        say("listening on http://127.0.0.1:\(running.port)")
    }

    /// Past the buffer of the standard library: a reader at the other end of a pipe waits for these lines.
    private func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
}

/// `--story`.
extension StoryName: ExpressibleByArgument {}

/// Waits for the wish to end: SIGINT or SIGTERM.
private final class EndSignal {
    private let signals: AsyncStream<Void>
    private let sources: [any DispatchSourceSignal]

    init() {
        let (signals, wish) = AsyncStream<Void>.makeStream()
        self.signals = signals
        sources = [SIGINT, SIGTERM].map { number in
            // Or the default would end the process before the source is heard.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { wish.yield() }
            source.resume()
            return source
        }
    }

    func wait() async {
        for await _ in signals { break }
        for source in sources { source.cancel() }
    }
}
