/// What the dashboard costs while nothing happens.
enum IdleBenchmark {
    static func run(_ world: World) throws -> [Figure] {
        try world.withServer { target in
            let run = try world.dashboard(target)
            defer { run.end() }
            _ = run.record(quiet: 1)
            let before = run.processorSeconds
            let pieces = run.record(seconds: 10)
            let spent = (run.processorSeconds - before) / 10 * 1000
            let bytes = Double(pieces.reduce(0) { $0 + $1.bytes.count }) / 10
            return [
                Figure("idle: processor a second", spent, "ms", goal: .atMost(5)),
                Figure("idle: bytes to the terminal a second", bytes, "B"),
                Figure("idle: threads", ProcessFacts.status(run.process, "Threads"), ""),
                Figure(
                    "memory per object", ProcessFacts.status(run.process, "VmRSS") * 1024 / Double(max(1, world.objects)), "KiB"),
            ]
        }
    }
}
