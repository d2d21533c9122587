/// A branch of a tree of lines.
struct TreeBranch: Hashable, Sendable {
    var line: TreeLine
    var branches: [TreeBranch] = []
    /// Whether it begins shut.
    var isShut = false

    init(_ line: TreeLine, _ branches: [TreeBranch] = [], isShut: Bool = false) { (self.line, self.branches, self.isShut) = (line, branches, isShut) }
}

extension LinkTree {
    /// A tree of lines under headings, folded as the query says.
    ///
    /// - Parameter most: Rows are left out beyond it, with a line that says how many.
    init(_ query: LinkQuery, _ headings: [(word: String, branches: [TreeBranch])], stamp: UInt32, most: Int = 4_000) {
        var rows: [LinkRow] = [], left = 0
        func add(_ branches: [TreeBranch], _ lasts: [Bool], _ path: String) {
            var seen: [String: Int] = [:]
            for (index, branch) in branches.enumerated() {
                guard rows.count < most else {
                    left += branches.count - index
                    return
                }
                // Of two lines that say the same the second is another row.
                let words = branch.line.words, number = seen[words, default: 0]
                seen[words] = number + 1
                let own = "\(path)\u{1F}\(words)\(number > 0 ? "\u{1F}#\(number)" : "")", isTurned = query.turned.contains(own)
                let fold: LinkRow.Fold = branch.branches.isEmpty ? .leaf : branch.isShut != isTurned ? .shut : .open
                let lasts = lasts + [index == branches.count - 1]
                rows.append(LinkRow(path: own, depth: lasts.count, lasts: lasts, subject: .line(branch.line), fold: fold))
                if fold == .open { add(branch.branches, lasts, own) }
            }
        }
        for (word, branches) in headings {
            rows.append(LinkRow(path: word, depth: 0, lasts: [], subject: .heading(word)))
            add(branches, [], word)
            if branches.isEmpty { rows.append(LinkRow(path: word + "/", depth: 1, lasts: [true], subject: .nothing)) }
        }
        if left > 0 { rows.append(LinkRow(path: "\u{1F}left", depth: 1, lasts: [true], subject: .line(TreeLine("", "… and more lines than can be shown", .dim)))) }
        self.init(query, rows: rows, stamp: stamp)
    }
}
