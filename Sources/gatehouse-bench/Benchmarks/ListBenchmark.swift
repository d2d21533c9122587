/// All rows of a kind, from the start of the program.
enum ListBenchmark {
    private struct Round {
        var seconds: Double
        var processor: Double
        var memory: Double
    }

    static func run(_ world: World) throws -> [Figure] {
        let rounds = world.objects > 20_000 ? 3 : 7
        let (ours, bare, kubectl) = try world.withServer { target in try measure(world, target, rounds) }
        let seconds = ours.map(\.seconds).median
        let isOurs = world.kubeconfig == nil
        var figures = [
            Figure(
                "all rows", seconds, "s", beside: bare.isEmpty ? nil : ("bare reader", bare.median),
                goal: isOurs ? .atMost(max(0.4, 4e-5 * Double(world.objects))) : .ratioAtMost(1.25))
        ]
        func besideKubectl(_ value: KeyPath<ChildRun, Double>) -> (name: String, value: Double)? {
            kubectl.isEmpty ? nil : ("kubectl", kubectl.map { $0[keyPath: value] }.median)
        }
        if !kubectl.isEmpty { figures.append(Figure("all rows", seconds, "s", beside: besideKubectl(\.wall), goal: .ratioAtMost(0.35))) }
        figures += [
            Figure("all rows: processor", ours.map(\.processor).median, "s", beside: besideKubectl(\.processor), goal: .ratioAtMost(0.5)),
            Figure(
                "all rows: memory", ours.map(\.memory).max() ?? 0, "MiB", beside: besideKubectl(\.memory),
                goal: isOurs ? .atMost(200) : .ratioAtMost(0.25)),
        ]
        guard isOurs, world.objects >= 10_000 else { return figures }
        let tenth = world.objects / 10
        let (few, _, _) = try world.withServer(objects: tenth) { target in try measure(world, target, rounds, alone: true) }
        figures.append(
            Figure(
                "time per object", seconds / Double(world.objects) * 1e6, "µs",
                beside: ("at \(tenth)", few.map(\.seconds).median / Double(tenth) * 1e6), goal: .ratioAtMost(1.2)))
        return figures
    }

    private static func measure(
        _ world: World, _ target: Target, _ rounds: Int, alone: Bool = false
    ) throws -> (ours: [Round], bare: [Double], kubectl: [ChildRun]) {
        var ours: [Round] = [], bare: [Double] = [], kubectl: [ChildRun] = []
        for round in 0..<rounds {
            if !alone, let read = try target.readBare() { bare.append(read.all) }
            // A server in Go collects its garbage every other list or so: which of us meets it is not to be always the same.
            for _ in 0...round % 2 {
                let run = try world.dashboard(target)
                ours.append(measure(run))
                run.end()
            }
            if !alone, round < (world.objects > 20_000 ? 1 : 3), let run = try target.readByKubectl() { kubectl.append(run) }
        }
        return (ours, bare, kubectl)
    }

    /// When the count stood beside the kind that then stayed there.
    private static func measure(_ run: DashboardRun) -> Round {
        let pieces = run.record(quiet: 0.7)
        let round = Round(
            seconds: 0, processor: run.processorSeconds, memory: ProcessFacts.status(run.process, "VmHWM"))
        var counts: [(time: Double, text: String)] = []
        run.look(pieces) { time, lines in
            let text = FrameText.count(of: "TrafficPolicy", in: lines) ?? ""
            if text != counts.last?.text { counts.append((time, text)) }
        }
        return Round(seconds: counts.last?.time ?? .infinity, processor: round.processor, memory: round.memory)
    }
}
