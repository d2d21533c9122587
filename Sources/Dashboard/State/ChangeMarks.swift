import Foundation
import KubeModel

/// What changed about a row lately, and until when that is shown.
public struct ChangeMark: Hashable, Sendable {
    public var until: Date
    /// Indices of columns whose text changed.
    public var columns: Set<Int> = []
    public var isHealthChanged = false
    /// `place/type` of the conditions that changed.
    public var conditions: Set<String> = []
}

/// The marks of a kind's rows. Each costs the same, however many there are, and so does its end.
public struct ChangeMarks: Sendable {
    private var marks: [ObjectKey: ChangeMark] = [:]
    /// In the order in which they were set, which is nearly that of their ends; a row that was marked anew is in it again.
    private var ends: [(until: Date, key: ObjectKey)] = []
    private var next = 0

    public var count: Int { marks.count }
    public var isEmpty: Bool { marks.isEmpty }

    public internal(set) subscript(key: ObjectKey) -> ChangeMark? {
        get { marks[key] }
        set {
            marks[key] = newValue
            if let newValue { ends.append((newValue.until, key)) }
        }
    }

    /// When a mark may end next; nil where there is none.
    public var nextEnd: Date? { ends.indices.contains(next) ? ends[next].until : nil }

    /// Takes out what has ended. Cost: what has ended.
    mutating func drop(now: Date) {
        while let end = nextEnd, end <= now {
            let key = ends[next].key
            if let mark = marks[key], mark.until <= now { marks[key] = nil }
            next += 1
        }
        // As much is moved as was taken out.
        guard next * 2 > ends.count else { return }
        ends.removeFirst(next)
        next = 0
    }
}
