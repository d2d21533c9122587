import Dashboard
import Foundation
import KubeModel

/// When the next frame is due although nothing happens.
enum TickPlan {
    /// - Parameter youngest: The youngest age on screen, in seconds.
    /// - Returns: Seconds, 0.05 to 60.
    static func secondsToNext(state: DashboardState, youngest: Double?) -> Double {
        var next = 60.0
        if let youngest, youngest < 60 { next = 1 - youngest.truncatingRemainder(dividingBy: 1) + 0.01 }
        if case .retrying = state.connection { next = min(next, 1) }
        if case .requests = state.overlay { next = min(next, 1) }
        for deadline in [state.current.changes.nextEnd, state.notice?.until].compactMap({ $0 }) { next = min(next, deadline.timeIntervalSince(state.now)) }
        return max(0.05, min(60, next))
    }
}
