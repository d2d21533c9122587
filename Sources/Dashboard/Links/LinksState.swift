import GatewayGraph
import KubeModel
import KubeRules

/// Where the person is in the links of an object.
public struct LinksState: Sendable {
    /// Of which object, and what is open; nil until they are looked at.
    public internal(set) var query: LinkQuery?
    /// nil until the graph has answered.
    public private(set) var tree: LinkTree?
    public private(set) var cursor = 0
    public private(set) var search = ""
    /// Why what is looked for cannot be looked for; nil where it can.
    public private(set) var searchFault: String?
    /// Rows that hold what is looked for, ascending.
    public private(set) var matches: [Int] = []
    public private(set) var matchIndex = 0
    private var pattern: TextPattern?
    /// The row to stand on once it is there.
    private var awaitedPath: String?

    init(query: LinkQuery? = nil) { self.query = query }

    /// No line is longer, in characters.
    private(set) var width = 0

    public var rows: [LinkRow] { tree?.rows ?? [] }
    public var row: LinkRow? { rows.indices.contains(cursor) ? rows[cursor] : nil }

    /// Takes in an answer; the cursor stays on its row.
    mutating func take(_ tree: LinkTree) {
        guard tree.query == query else { return }
        let former = self.tree == nil ? nil : row
        self.tree = tree
        width = tree.rows.reduce(0) { max($0, $1.text.utf8.count + 2 * $1.depth + 18) }
        let path = awaitedPath ?? former?.path
        if let path, let place = rows.firstIndex(where: { $0.path == path && (former == nil || $0.isMore == former?.isMore) }) {
            cursor = place
        } else if former == nil {
            // The first object, not the heading above it.
            cursor = min(1, max(0, rows.count - 1))
        }
        awaitedPath = nil
        cursor = max(0, min(cursor, rows.count - 1))
        look()
    }

    /// To a row, at once or as soon as it is there.
    mutating func go(to path: String?) {
        if let path, let place = rows.firstIndex(where: { $0.path == path }) { cursor = place } else { awaitedPath = path }
    }

    mutating func move(by step: Int) { cursor = max(0, min(cursor + max(-rows.count, min(step, rows.count)), rows.count - 1)) }

    /// Opens or shuts the branch under the cursor, or goes where the key points: to what holds it, or into it.
    mutating func turn(_ turn: BranchTurn) {
        guard let row else { return }
        if row.isMore {
            if turn != .shut { query?.extended[row.path, default: 0] += 1 } else { goToHolder() }
            return
        }
        switch (turn, row.fold) {
        case (.toggle, .open), (.toggle, .shut), (.open, .shut), (.shut, .open): query?.turn(row.path)
        case (.open, .open): move(by: 1)
        case (.shut, _): goToHolder()
        case (.toggle, .leaf), (.open, .leaf): break
        }
    }

    private mutating func goToHolder() {
        guard let row, let holder = rows[..<cursor].lastIndex(where: { $0.depth < row.depth }) else { return }
        cursor = holder
    }

    // MARK: Search

    mutating func find(_ text: String) {
        guard text != search else { return }
        search = text
        (pattern, searchFault, matchIndex) = (nil, nil, 0)
        if !text.isEmpty {
            do throws(PatternError) { pattern = try TextPattern(text) } catch { searchFault = "/\(text.prefix(60)): \(error.sentence)" }
        }
        look()
        if let first = matches.first { cursor = first }
    }

    mutating func goToMatch(_ step: Int) {
        guard !matches.isEmpty else { return }
        matchIndex = (matchIndex + step + matches.count) % matches.count
        cursor = matches[matchIndex]
    }

    /// Whether a row holds what is looked for. Costs a binary search.
    public func isMatch(_ row: Int) -> Bool {
        var low = 0, high = matches.count
        while low < high {
            let middle = (low + high) / 2
            if matches[middle] < row { low = middle + 1 } else { high = middle }
        }
        return low < matches.count && matches[low] == row
    }

    private mutating func look() {
        matches = pattern.map { pattern in rows.indices.filter { pattern.isFound(in: rows[$0].text) } } ?? []
        matchIndex = max(0, min(matchIndex, matches.count - 1))
    }
}

/// What a key does to the branch under the cursor.
public enum BranchTurn: Hashable, Sendable { case toggle, open, shut }

extension LinkRow {
    /// Whether something comes out below it.
    var opens: Bool { fold != .leaf || isMore }

    var isMore: Bool { if case .more = subject { true } else { false } }
}
