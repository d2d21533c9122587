import Dashboard
import TerminalUI

/// Which columns of a list there is room for, and how wide they are. Independent of the rows on screen: nothing jumps.
struct ListColumns: Equatable {
    enum Content: Equatable { case namespace, name, own(Int), age }

    struct Column: Equatable {
        var content: Content
        var title: String
        var width: Int
    }

    var columns: [Column] = []
    /// Mark, state, change.
    static let gutter = 4
    private static let gap = 1

    init(kind: Kind, showsNamespace: Bool, longestNamespace: Int, width: Int) {
        let space = showsNamespace ? max(9, min(longestNamespace, max(9, width / 4))) : 0
        let minimumName = width < 60 ? 12 : 18
        var own = Array(kind.columns.enumerated())
        func fixed() -> Int {
            Self.gutter + (showsNamespace ? space + Self.gap : 0) + 5 + Self.gap
        }
        func needed() -> Int { fixed() + minimumName + own.reduce(0) { $0 + $1.element.minimumWidth + Self.gap } }
        while !own.isEmpty, needed() > width { own.removeLast() }
        let isNamespaceShown = showsNamespace && (needed() <= width || width >= 34)
        let spaceUsed = isNamespaceShown ? space + Self.gap : 0
        let free = max(1, width - Self.gutter - spaceUsed - 5 - Self.gap - own.count * Self.gap)
        let shares = own.map { 2 + $0.element.minimumWidth / 4 }
        let nameShare = 6, all = nameShare + shares.reduce(0, +)
        var widths = zip(own, shares).map { max($0.element.minimumWidth, free * $1 / all) }
        if let last = widths.indices.last, widths.reduce(0, +) > free - minimumName {
            widths[last] = max(1, widths[last] - (widths.reduce(0, +) - (free - minimumName)))
        }
        let name = max(1, free - widths.reduce(0, +))
        if isNamespaceShown { columns.append(Column(content: .namespace, title: "NAMESPACE", width: space)) }
        columns.append(Column(content: .name, title: "NAME", width: name))
        for (entry, width) in zip(own, widths) {
            columns.append(Column(content: .own(entry.offset), title: entry.element.title, width: width))
        }
        columns.append(Column(content: .age, title: "AGE", width: 5))
    }
}
