/// What a key costs, to the first byte of what comes of it and to the last.
enum KeysBenchmark {
    /// What is measured, the keys that come before without being measured, and the key itself.
    private static let presses: [(name: String, before: String, key: String)] = [
        ("move", "", "j"), ("move", "", "j"), ("move", "", "k"), ("page", "", "\u{6}"), ("last row", "", "G"), ("first row", "", "g"),
        ("sort", "", "A"), ("sort", "", "A"), ("sort", "", "S"), ("sort", "", "S"), ("sort", "", "N"), ("sort", "", "N"),
        ("filter", "/", "7"), ("filter", "", "7"), ("filter", "", "-"), ("filter, taken back", "", "\u{7F}"),
        ("filter, left", "", "\u{1B}"), ("namespace", ":ns bulk-01", "\r"), ("all namespaces", "", "0"),
        ("kind", ":backend", "\r"), ("kind", ":trafficpolicy", "\r"),
    ]

    static func run(_ world: World) throws -> [Figure] {
        try world.withServer { target in
            let run = try world.dashboard(target)
            defer { run.end() }
            run.look(run.record(quiet: 1))
            var firsts: [String: [Double]] = [:], lasts: [Double] = [], order: [String] = []
            for _ in 0..<5 {
                for press in presses {
                    if !press.before.isEmpty { _ = run.press(press.before) }
                    guard let times = run.press(press.key) else { continue }
                    if firsts[press.name] == nil { order.append(press.name) }
                    firsts[press.name, default: []].append(times.first)
                    if press.name != "move" { lasts.append(times.last) }
                }
            }
            let others = order.filter { $0 != "move" }.flatMap { firsts[$0] ?? [] }
            let frame = 1000.0 / 60
            return order.map { name in
                Figure(
                    "key: \(name), slowest", firsts[name]?.max() ?? 0, "ms", beside: ("a frame", frame),
                    goal: .atMost(name == "move" ? 5 : 50))
            } + [
                Figure("keys but move, median", others.median, "ms", beside: ("a frame", frame), goal: .atMost(16)),
                Figure("keys but move, settled, p99", lasts.percentile(0.99), "ms", beside: ("a frame", frame)),
            ]
        }
    }
}
