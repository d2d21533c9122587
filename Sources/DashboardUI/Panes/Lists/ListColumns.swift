import Dashboard
import TerminalUI

/// Which columns of a list there is room for, and how wide they are. Independent of the rows on screen: nothing jumps.
///
/// Each gets its longest text where all of them fit. Else the widest are cut first, so that one long text starves nobody; and
/// where not even a piece of each is readable, the last are left out, the name never. With more room no column is ever
/// narrower than with less: the room that is not enough for the next column stays free, behind the last.
struct ListColumns: Equatable {
    enum Content: Hashable { case kind, namespace, name, own(Int), age, time, words }

    /// What a column would like to have.
    struct Wish: Equatable {
        var content: Content
        var title: String
        /// The columns of its longest text.
        var needs: Int
        /// Fewer than this are not readable.
        var least = 8
        /// Numbers and ages stand at the right.
        var isRight = false
        /// Which has its place first where there is none for all; nil: as is usual for what it shows.
        var rank: Int?
    }

    struct Column: Equatable {
        var content: Content
        var title: String
        var width: Int
        var isRight: Bool
    }

    let columns: [Column]
    /// Mark, state, change.
    static let gutter = 4
    private static let gap = 1
    /// A title and the arrow of its order.
    private static let arrow = 1

    /// - Parameters:
    ///   - wishes: In the order in which they stand.
    ///   - width: Columns inside the box.
    init(_ wishes: [Wish], width: Int) {
        let needs = wishes.map(Self.needed), leasts = zip(wishes, needs).map { min($0.least, $1) }
        // The name first, and the age, behind which nothing stands: so what is free stands behind that.
        func rank(_ index: Int) -> Int { wishes[index].rank ?? Self.rank(wishes[index].content, index) }
        let order = wishes.indices.sorted { rank($0) < rank($1) }
        var widths = [Int](repeating: 0, count: wishes.count), room = width - Self.gutter, shown: [Int] = []
        for index in order {
            let cost = leasts[index] + (shown.isEmpty ? 0 : Self.gap)
            guard room >= cost || shown.isEmpty else { break }
            widths[index] = max(1, min(leasts[index], room))
            room -= cost
            shown.append(index)
        }
        if shown.count == wishes.count {
            Self.share(&room, among: shown, needs, &widths)
            // What nobody needs goes to the last text, so that ages stand at the border.
            if let last = wishes.indices.last(where: { !wishes[$0].isRight }) { widths[last] += max(0, room) }
        }
        columns = shown.sorted().map {
            Column(content: wishes[$0].content, title: wishes[$0].title, width: widths[$0], isRight: wishes[$0].isRight)
        }
    }

    /// The columns inside the box at which nothing is cut.
    static func wanted(_ wishes: [Wish]) -> Int { wishes.reduce(gutter - gap) { $0 + needed($1) + gap } }

    private static func needed(_ wish: Wish) -> Int { max(wish.needs, TextWidth.of(wish.title) + arrow) }

    private static func rank(_ content: Content, _ place: Int) -> Int {
        switch content {
        case .name: 0
        case .age: 1
        case .kind: 2
        case .namespace: 3
        case .words, .own, .time: 4 + place
        }
    }

    /// Raises the narrowest one column at a time, as long as there is room and need.
    private static func share(_ room: inout Int, among shown: [Int], _ needs: [Int], _ widths: inout [Int]) {
        while room > 0, let next = shown.filter({ widths[$0] < needs[$0] }).min(by: { (widths[$0], $0) < (widths[$1], $1) }) {
            widths[next] += 1
            room -= 1
        }
    }
}
