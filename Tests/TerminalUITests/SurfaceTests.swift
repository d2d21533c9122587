import Testing

@testable import TerminalUI

@Suite struct SurfaceTests {
    private func surface(_ columns: Int, _ rows: Int = 1) -> Surface {
        Surface(size: Size(columns: columns, rows: rows))
    }

    private let origin = Point(column: 0, row: 0)

    @Test func writingTellsHowManyColumnsItUsed() {
        var surface = surface(10)

        let used1 = surface.write("abc", at: origin)
        #expect(used1 == 3)
        let used2 = surface.write("漢字", at: Point(column: 4, row: 0))
        #expect(used2 == 4)
        #expect(surface.row(0) == "abc 漢字")
    }

    @Test func textIsCutAtItsColumnsAndAtTheEdge() {
        var surface = surface(8, 2)

        let used3 = surface.write("abcdef", at: origin, columns: 4)
        #expect(used3 == 4)
        let used4 = surface.write("abcdef", at: Point(column: 5, row: 1))
        #expect(used4 == 3)
        #expect(surface.text == "abc…\n     ab…")
    }

    @Test func aWideCharacterIsNeverSplitByTheEdge() {
        var first = surface(5)
        var second = surface(5)

        let atTheEdge = first.write("日本語", at: origin)
        let inItsColumns = second.write("日本語", at: origin, columns: 4)

        #expect(first.row(0) == "日本…")
        #expect(atTheEdge == 5)
        #expect(second.row(0) == "日…")
        #expect(inItsColumns == 3)
    }

    @Test func anASCIISurfaceIsCutWithATilde() {
        var surface = Surface(size: Size(columns: 4, rows: 1), isASCII: true)

        surface.write("gateway", at: origin)

        #expect(surface.row(0) == "gat~")
    }

    @Test func overwritingHalfOfAWideCharacterBlanksTheOtherHalf() {
        var left = surface(6)
        left.write("日本語", at: origin)
        left.write("x", at: Point(column: 1, row: 0))
        left.write("y", at: Point(column: 4, row: 0))

        #expect(left.row(0) == " x本y")
        #expect((0..<6).allSatisfy { left[$0, 0].isContinuation == ($0 == 3) })
    }

    @Test func writingOutsideDoesNothing() {
        var surface = surface(4, 2)
        let blank = surface

        let used7 = surface.write("x", at: Point(column: 4, row: 0))
        #expect(used7 == 0)
        let used8 = surface.write("x", at: Point(column: 0, row: 2))
        #expect(used8 == 0)
        let used9 = surface.write("x", at: Point(column: -1, row: 0))
        #expect(used9 == 0)
        let used10 = surface.write("x", at: origin, columns: 0)
        #expect(used10 == 0)
        surface.fill(Rect(column: 9, row: 9, columns: 3, rows: 3), style: .plain, "x")
        #expect(surface == blank)
    }

    @Test func aStyledLineIsCutAsAWhole() {
        var surface = surface(8)
        let used = surface.write([("abcd", Style.plain.bold()), ("efghij", Style.plain)], at: origin)

        #expect(used == 8)
        #expect(surface.row(0) == "abcdefg…")
        #expect(surface[3, 0].style.isBold)
        #expect(!surface[4, 0].style.isBold)
    }

    @Test func aBoxAndASelectionBarAreDrawn() {
        var surface = surface(6, 3)
        surface.box(Rect(surface.size))
        surface.write("ab", at: Point(column: 1, row: 1))
        surface.restyle(Rect(column: 1, row: 1, columns: 4, rows: 1)) { $0.reverse() }

        #expect(surface.text == "╭────╮\n│ab  │\n╰────╯")
        #expect(surface[4, 1].style.isReverse)
        #expect(!surface[5, 1].style.isReverse)
    }

    @Test func aSurfaceDrawnOnAnotherIsClippedWithoutHalves() {
        var inner = surface(4)
        inner.write("日本", at: origin)
        var outer = surface(5)

        outer.draw(inner, at: Point(column: 2, row: 0))

        #expect(outer.row(0) == "  日")
        #expect(!outer[4, 0].isContinuation)
    }

    @Test func equalDrawingsAreEqual() {
        var first = surface(20, 2)
        var second = surface(20, 2)
        first.write("✓ cart-cors", at: origin, style: .plain.colored(.green))
        second.write("✓ cart-cors", at: origin, style: .plain.colored(.green))

        #expect(first == second)
        second.cursor = origin
        #expect(first != second)
    }

    @Test func rectanglesSplitWithoutEverBecomingNegative() {
        let rect = Rect(column: 2, row: 1, columns: 10, rows: 4)

        #expect(rect.splitLeft(3).left == Rect(column: 2, row: 1, columns: 3, rows: 4))
        #expect(rect.splitLeft(3).rest == Rect(column: 5, row: 1, columns: 7, rows: 4))
        #expect(rect.splitRight(20).rest.isEmpty)
        #expect(rect.splitRight(4).right == Rect(column: 8, row: 1, columns: 4, rows: 4))
        #expect(rect.splitBottom(1).bottom == Rect(column: 2, row: 4, columns: 10, rows: 1))
        #expect(rect.splitTop(-2).top.isEmpty)
        #expect(rect.inset(by: 1) == Rect(column: 3, row: 2, columns: 8, rows: 2))
        #expect(rect.inset(by: 9).isEmpty)
        #expect(rect.contains(Point(column: 11, row: 4)))
        #expect(!rect.contains(Point(column: 12, row: 4)))
    }

    @Test func aStyleKeepsEachOfItsParts() {
        let style = Style(foreground: .indexed(255), background: .indexed(0), isItalic: true).bold().underline()

        #expect(style.foreground == .indexed(255))
        #expect(style.background == .indexed(0))
        #expect(style.isBold && style.isItalic && style.isUnderline && !style.isDim && !style.isReverse)
        #expect(style.colored(.standard).on(.standard) == Style(isBold: true, isUnderline: true, isItalic: true))
    }

    @Test func aCellIsSmall() {
        #expect(MemoryLayout<Cell>.stride <= 16)
    }
}
