import Foundation
import KubeModel

/// Six hundred statuses a second, written by controllers that do not wait for anybody.
enum StormBenchmark {
    private static let rate = 600
    private static let seconds = 8.0

    private struct Result {
        var written: Int
        var processor: Double
        /// Milliseconds from a write to the frame that shows it, or a later one.
        var lags: [Double]
        var lost: Int
    }

    static func run(_ world: World) throws -> [Figure] {
        var world = world
        world.kubeconfig = nil
        let bare = try world.withServer { target in try bareLags(target) }
        let many = try world.withServer { target in try storm(world, target) }
        let few = try world.withServer(objects: 1000) { target in try storm(world, target) }
        let cost = many.processor / Double(many.written) * 1000
        return [
            Figure(
                "storm: processor an event", cost, "ms", beside: ("at 1,000", few.processor / Double(few.written) * 1000),
                goal: .ratioAtMost(1.3)),
            Figure("storm: processor an event", cost, "ms", goal: .atMost(0.25)),
            Figure("storm: events a second", Double(many.written) / seconds, ""),
            Figure("storm: lag, p50", many.lags.median, "ms", beside: ("bare reader", bare.median)),
            Figure(
                "storm: lag, p99", many.lags.percentile(0.99), "ms", beside: ("bare reader", bare.percentile(0.99)),
                goal: .atMost(150)),
            Figure("storm: lag at 1,000, p99", few.lags.percentile(0.99), "ms", goal: .atMost(150)),
            Figure("storm: lost", Double(many.lost + few.lost), "", goal: .atMost(0)),
        ]
    }

    /// Some hundred objects, of the last namespaces.
    private static func objects(_ server: ServerRun) throws -> [ObjectKey] {
        let connection = try RawConnection(port: server.port, token: server.token)
        let list = RawJSON(try connection.exchange("GET", RawConnection.policies + "?limit=500"))
        let items = list["items"]?.elements ?? []
        return items.compactMap { item in
            guard let name = item[path: "metadata", "name"]?.string else { return nil }
            return ObjectKey(namespace: item[path: "metadata", "namespace"]?.string, name: name)
        }
    }

    private static func storm(_ world: World, _ target: Target) throws -> Result {
        guard let server = target.own else { return Result(written: 0, processor: 0, lags: [], lost: 0) }
        let run = try world.dashboard(target)
        defer { run.end() }
        run.look(run.record(quiet: 1))
        guard let selected = FrameText.selected(in: run.lines) else { throw ServerRun.Failure.notReady }
        let marked = ObjectKey(namespace: selected.namespace, name: selected.name)
        let objects = try objects(server).filter { $0 != marked }
        let before = run.processorSeconds, start = run.now
        let storm = Storm(server, rate: rate, objects: objects, marked: marked)
        var pieces = run.record(seconds: seconds)
        let processor = run.processorSeconds - before
        let (written, marks) = storm.end()
        pieces += run.record(quiet: 1.2, limit: 5)
        let lags = lags(run, pieces, marks, start: start)
        let shown = FrameText.count(of: "TrafficPolicy", in: run.lines), header = counts(run.lines)
        let fresh = try world.dashboard(target)
        defer { fresh.end() }
        fresh.look(fresh.record(quiet: 1))
        let isSame = shown == FrameText.count(of: "TrafficPolicy", in: fresh.lines) && header == counts(fresh.lines)
        if !isSame {
            let said = [run.lines, fresh.lines].map { $0.prefix(3).joined(separator: "\n") }.joined(separator: "\nafresh:\n")
            FileHandle.standardError.write(Data("after the storm:\n\(said)\n".utf8))
        }
        return Result(written: written, processor: processor, lags: lags, lost: marks.count - lags.count + (isSame ? 0 : 1))
    }

    /// How many there are in each state, as the first line has it.
    private static func counts(_ lines: [String]) -> String {
        lines[0].split(separator: "  ").filter { $0.contains("✓") || $0.contains("✗") || $0.contains("!") }.joined()
    }

    private static func lags(_ run: DashboardRun, _ pieces: [DashboardRun.Piece], _ marks: [Double], start: Double) -> [Double] {
        var lags: [Double] = []
        run.look(pieces) { time, lines in
            guard let number = lines.lazy.compactMap({ Storm.number(in: $0) }).first else { return }
            while lags.count <= number, lags.count < marks.count { lags.append((time - start - marks[lags.count]) * 1000) }
        }
        return lags
    }

    /// The same for who only reads the bytes of a watch.
    private static func bareLags(_ target: Target) throws -> [Double] {
        guard let server = target.own else { return [] }
        let objects = try objects(server)
        guard let marked = objects.first else { return [] }
        let watch = try RawConnection(port: server.port, token: server.token)
        try watch.beginWatch()
        let start = ContinuousClock.now
        let storm = Storm(server, rate: rate, objects: Array(objects.dropFirst()), marked: marked)
        var seen: [(time: Double, number: Int)] = []
        while start.seconds < seconds {
            if let number = Storm.number(in: try watch.nextPiece()) { seen.append((start.seconds, number)) }
        }
        let marks = storm.end().marks
        var lags: [Double] = []
        for (time, number) in seen {
            while lags.count <= number, lags.count < marks.count { lags.append((time - marks[lags.count]) * 1000) }
        }
        return lags
    }
}
