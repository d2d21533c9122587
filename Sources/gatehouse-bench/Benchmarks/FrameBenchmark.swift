import Dashboard
import DashboardUI
import TerminalUI
import TestSupport

/// A frame of 200 columns and 60 rows: drawn from the state, and compared with the one before.
enum FrameBenchmark {
    private static let rounds = 200

    static func run() -> [Figure] {
        let few = measure(100), many = measure(64_000)
        return [
            Figure("frame: draw and compare", many, "ms", beside: ("with 100 rows", few), goal: .ratioAtMost(1.5)),
            Figure("frame: draw and compare", many, "ms", beside: ("a frame", 1000.0 / 60), goal: .atMost(2)),
        ]
    }

    /// Milliseconds.
    private static func measure(_ count: Int) -> Double {
        var state = DashboardState.sample()
        state.list((0..<count).map { Sample.policy("bulk-\($0 % 50)/service-\($0)-policy") })
        let theme = Theme(depth: .palette256, isASCII: false), size = Size(columns: 200, rows: 60)
        var last = DashboardFrame.draw(state, size: size, theme: theme).surface, times: [Double] = []
        for round in 0..<rounds {
            state.perform(.move(round % 2 == 0 ? 1 : -1))
            let begun = ContinuousClock.now
            let frame = DashboardFrame.draw(state, size: size, theme: theme).surface
            if frame != last { last = frame }
            times.append(begun.seconds * 1000)
        }
        return times.median
    }
}
