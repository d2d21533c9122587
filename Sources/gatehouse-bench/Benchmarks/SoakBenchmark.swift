import Foundation
import TestSupport

/// The dashboard for a long time: a story, keys that nobody chose, and a network that breaks.
enum SoakBenchmark {
    private static let keys = [
        "j", "k", "j", "k", "g", "G", "\u{6}", "\u{2}", "\u{1B}", "\u{1B}", "\r", "\t", "1", "2", "3", "d", "y", "]", "[", "N", "A", "S", "0", "+",
        "_", "?", "@", "a", "t", "D", "w", "\\", "M", "M", "/a", "/7", "/!x\r", ":backend\r", ":httproute\r", ":trafficpolicy\r", ":gateway\r", ":ns bulk-03\r", "h", "l", "\u{12}", "\u{C}", " ",
    ]

    /// Each view once, before anything is measured: what a view has read stays.
    private static let views = ["d", "y", "u", "p", "]", "]", "t", "a", "f", "\u{1B}", "\u{1B}", "\u{1B}", ":trafficpolicy\r"]

    private struct Sample {
        var memory: Double
        var descriptors: Double
        var threads: Double
    }

    static func run(_ world: World) throws -> [Figure] {
        let server = try ServerRun(world.program, objects: world.objects, folder: world.folder, story: true)
        defer { server.stop() }
        let proxy = try FaultProxy(target: server.port)
        defer { proxy.stop() }
        let target = Target(kubeconfig: try kubeconfig(server, port: proxy.port, world.folder), own: nil)
        let run = try world.dashboard(target, ["--read-only"])
        defer { run.end() }
        var random = SystemRandomNumberGenerator(), samples: [Sample] = []
        let end = run.now + world.minutes * 60
        run.look(run.record(quiet: 1))
        for key in views {
            run.type(key)
            run.look(run.record(seconds: 0.5))
        }
        while run.now < end {
            if let key = keys.randomElement(using: &random) { run.type(key) }
            // What is drawn is drawn to a terminal that reads it.
            run.look(run.record(seconds: 0.25))
            if samples.count % 24 == 23 { breakSomething(proxy, run, &random) }
            samples.append(
                Sample(
                    memory: ProcessFacts.status(run.process, "VmRSS"), descriptors: Double(ProcessFacts.descriptors(run.process)),
                    threads: ProcessFacts.status(run.process, "Threads")))
        }
        proxy.heal()
        let isEqual = try isEqual(world, run, target)
        // The first quarter is for warming up.
        let steady = Array(samples[(samples.count / 4)...])
        let half = steady.count / 2
        func growth(_ value: KeyPath<Sample, Double>) -> (before: Double, after: Double) {
            (steady[..<half].map { $0[keyPath: value] }.median, steady[half...].map { $0[keyPath: value] }.median)
        }
        // Whether a list was just read anew decides more than a few minutes do.
        let growthAllowed = world.minutes < 10 ? 1.3 : 1.05
        let memory = growth(\.memory), descriptors = growth(\.descriptors), threads = growth(\.threads)
        return [
            Figure("soak: memory", memory.after, "MiB", beside: ("before", memory.before), goal: .ratioAtMost(growthAllowed)),
            Figure("soak: descriptors", descriptors.after, "", beside: ("before", descriptors.before), goal: .atMost(descriptors.before + 4)),
            // The pools of the system come and go with what is asked for; a leak would not stop at a few.
            Figure("soak: threads", threads.after, "", beside: ("before", threads.before), goal: .atMost(threads.before + 8)),
            Figure("soak: counts unlike the server's", isEqual ? 0 : 1, "", goal: .atMost(0)),
        ]
    }

    private static func kubeconfig(_ server: ServerRun, port: UInt16, _ folder: String) throws -> String {
        let path = "\(folder)/kubeconfig-proxied"
        let text = try String(contentsOfFile: server.kubeconfig, encoding: .utf8)
        let proxied = Data(text.replacingOccurrences(of: ":\(server.port)", with: ":\(port)").utf8)
        guard FileManager.default.createFile(atPath: path, contents: proxied, attributes: [.posixPermissions: 0o600]) else {
            throw CocoaError(.fileWriteUnknown)
        }
        return path
    }

    private static func breakSomething(_ proxy: FaultProxy, _ run: DashboardRun, _ random: inout SystemRandomNumberGenerator) {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: proxy.cut(byReset: true)
        case 1: proxy.cut(byReset: false)
        case 2:
            proxy.apply([FaultRule("", times: 20, .answer(.refusal(503, "ServiceUnavailable")))])
            proxy.cut(byReset: false)
            run.look(run.record(seconds: 1))
        default:
            proxy.close()
            proxy.cut(byReset: true)
            run.look(run.record(seconds: 2))
        }
        proxy.heal()
    }

    /// Whether there is a moment at which it says the same of all kinds as a dashboard that has just been started.
    private static func isEqual(_ world: World, _ run: DashboardRun, _ target: Target) throws -> Bool {
        let fresh = try world.dashboard(target, ["--read-only"])
        defer { fresh.end() }
        for key in ["\u{1B}", "\u{1B}", "\u{1B}", "\u{1B}", ":trafficpolicy\r", "0", "1"] {
            run.type(key)
            run.look(run.record(seconds: 0.1))
        }
        // Among the kinds their pane is there, whatever the list needs.
        fresh.look(fresh.record(quiet: 1))
        fresh.type("1")
        let end = fresh.now + 40
        var said: (String, String) = ("", "")
        while fresh.now < end {
            fresh.look(fresh.record(seconds: 0.25))
            run.look(run.record(seconds: 0.25))
            said = (kinds(run.lines), kinds(fresh.lines))
            if !said.0.isEmpty, said.0 == said.1, fresh.lines[0].contains("live") { return true }
        }
        FileHandle.standardError.write(Data("after the soak:\n\(said.0)\nthe server:\n\(said.1)\n".utf8))
        return false
    }

    /// The pane of kinds, with what is healthy of each; what has changed each knows since its own start, and what is wrong among so
    /// many objects only where somebody has asked. The last line is the
    /// footer, whose keys and latest change differ with what was pressed.
    private static func kinds(_ lines: [String]) -> String {
        lines.dropFirst(2).dropLast().map { String($0.dropFirst().prefix { $0 != "│" && $0 != "┃" }) }
            .filter { $0.contains { $0.isNumber } && !$0.contains("Changes") && !$0.contains("Findings") }
            .map { $0.replacingOccurrences(of: "›", with: " ") }.joined(separator: "\n")
    }
}
