/// What the dashboard costs while nothing happens.
enum IdleBenchmark {
    static func run(_ world: World) throws -> [Figure] {
        try world.withServer { target in
            let run = try world.dashboard(target)
            defer { run.end() }
            _ = run.record(quiet: 1)
            // What is wrong is looked for once, some seconds after the last list.
            let listed = run.processorSeconds
            settle(run)
            let before = run.processorSeconds
            let pieces = run.record(seconds: 10)
            let spent = (run.processorSeconds - before) / 10 * 1000
            let bytes = Double(pieces.reduce(0) { $0 + $1.bytes.count }) / 10
            return [
                Figure("idle: processor a second", spent, "ms", goal: .atMost(5)),
                Figure("looking through everything once: processor", before - listed, "s"),
                Figure("idle: bytes to the terminal a second", bytes, "B"),
                Figure("idle: threads", ProcessFacts.status(run.process, "Threads"), ""),
                Figure(
                    "memory per object", ProcessFacts.status(run.process, "VmRSS") * 1024 / Double(max(1, world.objects)), "KiB"),
            ]
        }
    }

    /// Waits, half a minute at most, until it has worked, and two seconds have passed in which it did not.
    private static func settle(_ run: DashboardRun) {
        let end = run.now + 30, start = run.processorSeconds
        var calm = 0, last = start
        while run.now < end, calm < 2 {
            _ = run.record(seconds: 1)
            let now = run.processorSeconds
            calm = now - last < 0.02 && now - start > 0.1 ? calm + 1 : 0
            last = now
        }
    }
}
