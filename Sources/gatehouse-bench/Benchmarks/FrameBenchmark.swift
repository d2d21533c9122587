import Dashboard
import DashboardUI
import TerminalUI
import TestSupport

/// A frame of 200 columns and 60 rows: drawn from the state, and compared with the one before.
enum FrameBenchmark {
    private static let rounds = 200

    static func run() -> [Figure] {
        var few = Bench(100), many = Bench(64_000)
        // In turn: whatever else the machine does is done to both.
        for round in 0..<rounds {
            few.measure(round)
            many.measure(round)
        }
        return [
            Figure("frame: draw and compare", many.times.median, "ms", beside: ("with 100 rows", few.times.median), goal: .ratioAtMost(1.5)),
            Figure("frame: draw and compare", many.times.median, "ms", beside: ("a frame", 1000.0 / 60), goal: .atMost(2)),
        ]
    }

    private struct Bench {
        private static let size = Size(columns: 200, rows: 60)
        private let theme = Theme(depth: .palette256, isASCII: false)
        private var state = DashboardState.sample()
        private var last = Surface(size: size)
        /// Milliseconds.
        private(set) var times: [Double] = []

        init(_ count: Int) {
            state.list((0..<count).map { Sample.policy("bulk-\($0 % 50)/service-\($0)-policy") })
        }

        mutating func measure(_ round: Int) {
            state.perform(.move(round % 2 == 0 ? 1 : -1))
            let begun = ContinuousClock.now
            let frame = DashboardFrame.draw(state, size: Self.size, theme: theme).surface
            if frame != last { last = frame }
            times.append(begun.seconds * 1000)
        }
    }
}
