import KubeModel

/// What rows show, lowered once, one behind the other in long runs of bytes: to look for a word in all of them is one walk.
struct FoldedTexts: Sendable {
    /// Between the texts of a row. No search finds it: what is typed has no NUL.
    private static let gap: UInt8 = 0

    /// Where a page ends, after the row that reaches so far. One run for all would stand twice in memory whenever it grows.
    private static let pageSize = 65_536

    private struct Span {
        var page: UInt16 = 0, start: UInt16 = 0
        /// 0 for a row that is gone.
        var count: UInt32 = 0

        var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
    }

    /// Those that are full.
    private var pages: [[UInt8]] = []
    /// The one that is being written, behind those.
    private var bytes: [UInt8] = []
    /// By number of the row.
    private var spans: [Span] = []
    /// By number: how many bytes stand before the name, with the stroke between.
    private var marks: [UInt16] = []
    /// Of all bytes, those that belong to no row any more.
    private var total = 0, waste = 0

    /// A term may reach over place and name, as `shop/cart`, but not further.
    mutating func put(_ row: ResourceRow, _ slot: RowSlots.Slot) {
        remove(slot)
        let start = bytes.count, index = Int(slot)
        if let namespace = row.key.namespace {
            append(namespace)
            bytes.append(UInt8(ascii: "/"))
        }
        let mark = bytes.count - start
        append(row.key.name)
        for column in row.columns {
            bytes.append(Self.gap)
            append(column)
        }
        for entry in row.digest.entries where !entry.reason.isEmpty {
            bytes.append(Self.gap)
            append(entry.reason)
        }
        if !row.messages.isEmpty { append(folding: row.messages) }
        while spans.count <= index {
            spans.append(Span())
            marks.append(0)
        }
        marks[index] = UInt16(clamping: mark)
        spans[index] = Span(page: UInt16(pages.count), start: UInt16(start), count: UInt32(bytes.count - start))
        total += bytes.count - start
        closePage()
        if waste > Self.pageSize, waste > total / 2 { compact() }
    }

    private mutating func closePage() {
        guard bytes.count >= Self.pageSize else { return }
        pages.append(bytes)
        bytes = []
        bytes.reserveCapacity(Self.pageSize + 1024)
    }

    mutating func remove(_ slot: RowSlots.Slot) {
        guard spans.indices.contains(Int(slot)) else { return }
        waste += Int(spans[Int(slot)].count)
        spans[Int(slot)] = Span()
    }

    func contains(_ pattern: TextPattern, _ slot: RowSlots.Slot) -> Bool {
        let span = spans[Int(slot)], mark = Int(marks[Int(slot)])
        return pattern.isFound(inFolded: page(span), span.range, mark: mark > 0 ? mark : nil)
    }

    private func page(_ span: Span) -> [UInt8] { Int(span.page) < pages.count ? pages[Int(span.page)] : bytes }

    /// Bytes of UTF-8.
    private mutating func append(folding text: [UInt8]) {
        let start = bytes.count
        var isASCII = true
        for byte in text {
            if byte >= 0x80 { isASCII = false }
            bytes.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
        }
        guard !isASCII else { return }
        bytes.removeLast(bytes.count - start)
        bytes.append(contentsOf: ByteSearch.lowered(String(decoding: text, as: UTF8.self)))
    }

    private mutating func append(_ text: String) {
        let start = bytes.count
        var isASCII = true
        for byte in text.utf8 {
            if byte >= 0x80 { isASCII = false }
            bytes.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
        }
        guard !isASCII else { return }
        bytes.removeLast(bytes.count - start)
        bytes.append(contentsOf: ByteSearch.lowered(text))
    }

    /// Costs one copy of what is left, after as much has become waste.
    private mutating func compact() {
        let old = self
        (pages, bytes, total, waste) = ([], [], 0, 0)
        for index in spans.indices where spans[index].count > 0 {
            let span = spans[index]
            spans[index].page = UInt16(pages.count)
            spans[index].start = UInt16(bytes.count)
            bytes.append(contentsOf: old.page(span)[span.range])
            total += Int(span.count)
            closePage()
        }
    }
}
