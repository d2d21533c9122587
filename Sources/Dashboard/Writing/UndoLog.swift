/// The changes made, step by step, for undo and redo.
public struct UndoLog: Sendable, Equatable {
    /// Those that can be taken back, the next one last.
    public private(set) var done: [HistoryStep] = []
    /// Those that can be made again, the next one last.
    public private(set) var undone: [HistoryStep] = []

    public init() {}

    /// Of steps that were kept, in any order: what was undone before a newer change was made cannot be made again.
    public init(_ steps: [HistoryStep]) {
        let sorted = steps.sorted { $0.id < $1.id }
        done = sorted.filter { !$0.isUndone }
        undone = sorted.filter { step in step.isUndone && done.last.map { $0.id < step.id } ?? true }.reversed()
    }

    public func step(_ id: HistoryStep.ID) -> HistoryStep? { (done + undone).first { $0.id == id } }

    /// Another dashboard's steps may stand among ours: they stay in the order in which they were made.
    public mutating func add(_ step: HistoryStep) {
        insert(step)
        undone = []
    }

    private mutating func insert(_ step: HistoryStep) {
        done.removeAll { $0.id == step.id }
        done.insert(step, at: done.lastIndex { $0.id < step.id }.map { $0 + 1 } ?? 0)
    }

    /// A step was taken back: said only once the server has agreed. One that is not known is left alone.
    public mutating func didUndo(_ id: String) {
        guard let place = done.firstIndex(where: { $0.id == id }) else { return }
        var step = done.remove(at: place)
        step.isUndone = true
        undone.append(step)
    }

    public mutating func didRedo(_ id: String) {
        guard let place = undone.firstIndex(where: { $0.id == id }) else { return }
        var step = undone.remove(at: place)
        step.isUndone = false
        insert(step)
    }
}
