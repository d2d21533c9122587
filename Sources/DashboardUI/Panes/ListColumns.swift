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

    /// - Parameters:
    ///   - extents: The longest texts of the kind; every column gets what it needs where that fits, else what it needs
    ///     least and a share of the rest.
    ///   - width: Columns inside the box.
    init(kind: Kind, showsNamespace: Bool, extents: RowExtents, width: Int) {
        struct Wish {
            var column: Column
            var least: Int
            var wanted: Int
        }
        let age = 5
        var wishes: [Wish] = []
        if showsNamespace, width >= 34 {
            // The title and the arrow of the order are ten columns.
            let wanted = max(10, min(extents.namespace, max(12, width / 4)))
            wishes.append(
                Wish(
                    column: Column(content: .namespace, title: "NAMESPACE", width: 0), least: min(12, wanted),
                    wanted: wanted))
        }
        let leastName = width < 70 ? 14 : 20
        wishes.append(
            Wish(
                column: Column(content: .name, title: "NAME", width: 0), least: leastName,
                wanted: max(leastName, min(extents.name, 63))))
        for (index, column) in kind.columns.enumerated() {
            // A moment is shown as an age, which is short.
            let longest = !column.isDate && extents.columns.indices.contains(index) ? extents.columns[index] : 0
            let wanted = max(column.minimumWidth, TextWidth.of(column.title) + 1, min(longest, 60) + 1)
            wishes.append(
                Wish(
                    column: Column(content: .own(index), title: column.title, width: 0), least: column.minimumWidth,
                    wanted: wanted))
        }
        func room() -> Int { width - Self.gutter - age - wishes.count }
        func isOwn(_ wish: Wish) -> Bool { if case .own = wish.column.content { true } else { false } }
        while wishes.reduce(0, { $0 + $1.least }) > room(), let last = wishes.last, isOwn(last) { wishes.removeLast() }
        let free = max(0, room()), least = wishes.reduce(0) { $0 + $1.least },
            wanted = wishes.reduce(0) { $0 + $1.wanted }
        let spare = free - least, wish = max(1, wanted - least)
        for index in wishes.indices {
            let extra = wishes[index].wanted - wishes[index].least
            wishes[index].column.width = wishes[index].least + (spare >= wish ? extra : max(0, spare) * extra / wish)
        }
        columns = wishes.map(\.column)
        let used = columns.reduce(0) { $0 + $1.width }
        // What is left over goes to the last text column, so that ages stand at the border.
        if let last = columns.indices.last { columns[last].width = max(1, columns[last].width + free - used) }
        columns.append(Column(content: .age, title: "AGE", width: age))
    }
}
