/// The changes made since start, for undo and redo.
public struct UndoLog: Sendable, Equatable {
    public private(set) var done: [ChangeRecord] = []
    public private(set) var undone: [ChangeRecord] = []

    public mutating func add(_ record: ChangeRecord) {
        done.append(record)
        undone = []
    }

    /// The change that undo takes back next. It moves only when the server has agreed.
    mutating func didUndo(_ record: ChangeRecord) {
        _ = done.popLast()
        undone.append(record)
    }

    mutating func didRedo(_ record: ChangeRecord) {
        _ = undone.popLast()
        done.append(record)
    }
}
