import Foundation
import KubeModel

/// What was done here, for undo and redo.
public struct UndoLog: Sendable, Equatable {
    /// The latest last.
    public private(set) var done: [HistoryStep] = []
    public private(set) var undone: [HistoryStep] = []

    /// A new change is another story: what was undone before is not made again.
    public mutating func add(_ step: HistoryStep) {
        done.append(step)
        undone = []
    }

    /// The name of a step that is made now: none of this log has it.
    func nextID(at now: Date) -> HistoryStep.ID {
        let stamp = KubeTime.text(now)
        return (1...).lazy.map { "\(stamp)-\($0)" }.first { self.step($0) == nil } ?? stamp
    }

    public func step(_ id: HistoryStep.ID) -> HistoryStep? { (done + undone).first { $0.id == id } }

    /// Moves what the server has taken back; the rest of the step stays done.
    ///
    /// - Parameter keys: What was taken back, by its place among the records.
    mutating func didUndo(_ id: HistoryStep.ID, _ places: Set<Int>) { Self.move(id, places, from: &done, to: &undone, isUndone: true) }

    mutating func didRedo(_ id: HistoryStep.ID, _ places: Set<Int>) { Self.move(id, places, from: &undone, to: &done, isUndone: false) }

    private static func move(_ id: HistoryStep.ID, _ places: Set<Int>, from: inout [HistoryStep], to: inout [HistoryStep], isUndone: Bool) {
        guard !places.isEmpty, let place = from.firstIndex(where: { $0.id == id }) else { return }
        var moved = from[place]
        let left = moved.records.indices.filter { !places.contains($0) }
        if left.isEmpty { from.remove(at: place) } else { from[place].records = left.map { moved.records[$0] } }
        moved.records = moved.records.indices.filter { places.contains($0) }.map { moved.records[$0] }
        moved.isUndone = isUndone
        to.append(moved)
    }
}
