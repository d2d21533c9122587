import TestSupport
import Testing

@testable import DashboardUI

/// Columns by their wishes, at every width.
@Suite struct ListColumnsTests {
    private static func wishes(_ name: Int, _ own: Int...) -> [ListColumns.Wish] {
        [
            .init(content: .namespace, title: "NAMESPACE", needs: 11), .init(content: .name, title: "NAME", needs: name, least: 20),
        ] + own.enumerated().map { .init(content: .own($0), title: "COLUMN\($0)", needs: $1) } + [.age]
    }

    private static let all = [
        wishes(12, 14), wishes(63, 37, 22), wishes(20, 200, 8), wishes(30, 9, 9, 9, 9, 9), wishes(200, 5, 120, 60), wishes(5),
    ]

    @Test(arguments: all)
    func withMoreRoomNoColumnGoesOrGetsNarrower(wishes: [ListColumns.Wish]) {
        var former: [ListColumns.Content: Int] = [:]
        for width in 38...300 {
            let columns = ListColumns(wishes, width: width).columns
            let widths = Dictionary(uniqueKeysWithValues: columns.map { ($0.content, $0.width) })
            for (content, wide) in former { #expect(widths[content] ?? 0 >= wide, "\(content) at \(width)") }

            #expect(columns.reduce(ListColumns.gutter - 1) { $0 + $1.width + 1 } <= width)
            former = widths
        }
    }

    @Test(arguments: all)
    func whereAllFitsNothingIsCut(wishes: [ListColumns.Wish]) {
        let columns = ListColumns(wishes, width: ListColumns.wanted(wishes)).columns

        #expect(columns.count == wishes.count)
        for (column, wish) in zip(columns, wishes) { #expect(column.width >= wish.needs) }
    }

    @Test func oneLongTextStarvesNobody() {
        let columns = ListColumns(Self.wishes(63, 24, 12), width: 100).columns

        #expect(columns.map(\.content) == [.namespace, .name, .own(0), .own(1), .age])
        #expect(columns[2].width == 24 && columns[3].width == 12 && columns[0].width == 11)
        #expect(columns[1].width < 63)
    }

    @Test func theNameIsThereHoweverNarrowItIs() {
        for width in [5, 12, 24] {
            #expect(ListColumns(Self.wishes(30, 40), width: width).columns.map(\.content).contains(.name))
        }
        #expect(ListColumns(Self.wishes(30, 40), width: 38).columns.map(\.content) == [.namespace, .name, .age])
    }
}
