/// From the command to what a person sees first.
enum StartBenchmark {
    private static let rounds = 10

    static func run(_ world: World) throws -> [Figure] {
        let nothing = try (0..<rounds).map { _ in try ChildRun.measure(["true"]).wall * 1000 }.median
        let version = try (0..<rounds).map { _ in try ChildRun.measure([world.program, "--version"]).wall * 1000 }.median
        return try world.withServer { target in
            var frames: [Double] = [], rows: [Double] = [], bare: [Double] = []
            for _ in 0..<rounds {
                if let read = try target.readBare() { bare.append(read.first * 1000) }
                let run = try world.dashboard(target)
                var frame: Double?, row: Double?
                run.look(run.record(quiet: 0.7)) { time, lines in
                    if frame == nil, lines[0].contains("gatehouse") { frame = time * 1000 }
                    if row == nil, FrameText.showsRow(lines) { row = time * 1000 }
                }
                run.end()
                frames.append(frame ?? .infinity)
                rows.append(row ?? .infinity)
            }
            return [
                Figure("`--version`", version, "ms", beside: ("an empty program", nothing)),
                Figure("first frame", frames.median, "ms", beside: ("`--version`", version)),
                Figure("first rows, slowest of \(rounds)", rows.max() ?? 0, "ms", beside: ("first byte", bare.median), goal: .atMost(100)),
            ]
        }
    }
}
