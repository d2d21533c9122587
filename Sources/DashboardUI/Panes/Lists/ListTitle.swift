import Dashboard
import TerminalUI

/// The title of a list: what it shows, how many, what narrows it.
struct ListTitle {
    private(set) var text: StyledText
    private let canvas: Canvas

    init(_ name: String, isFocused: Bool, _ canvas: Canvas) {
        self.canvas = canvas
        text = canvas.styled(name, isFocused ? .accent : .plain)
    }

    mutating func add(_ words: String, _ tone: Tone) {
        text.append(canvas.styled(canvas.rule, .dim))
        text.append(canvas.styled(words, tone))
    }

    /// - Parameter all: nil: nobody knows yet.
    mutating func add(shown: Int, of all: Int?) {
        guard let all else { return add(canvas.theme.isASCII ? "-" : "–", .dim) }
        add(shown == all ? Count.text(all) : "\(Count.text(shown)) of \(Count.text(all))", .plain)
    }

    mutating func add(marked: Int) {
        if marked > 0 { text.append(canvas.styled(", \(marked) marked", .accent)) }
    }

    mutating func add(filter: RowFilter) {
        if !filter.isEmpty { add("/\(filter.text)", filter.isUnreadable ? .failing : .accent) }
    }
}
