import KubeModel

/// What rows show, lowered once, one behind the other in one run of bytes: to look for a word in all of them is one walk.
struct FoldedTexts: Sendable {
    /// Between the texts of a row. No search finds it: what is typed has no NUL.
    private static let gap: UInt8 = 0

    private var bytes: [UInt8] = []
    /// By number of the row; a count of 0 for those that are gone.
    private var spans: [(start: UInt32, count: UInt32)] = []
    /// By number: how many bytes stand before the name, with the stroke between.
    private var marks: [UInt16] = []
    /// Bytes that belong to no row any more.
    private var waste = 0

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
            spans.append((0, 0))
            marks.append(0)
        }
        marks[index] = UInt16(clamping: mark)
        spans[index] = (UInt32(start), UInt32(bytes.count - start))
        if waste > 65_536, waste > bytes.count / 2 { compact() }
    }

    mutating func remove(_ slot: RowSlots.Slot) {
        guard spans.indices.contains(Int(slot)) else { return }
        waste += Int(spans[Int(slot)].count)
        spans[Int(slot)] = (0, 0)
    }

    func contains(_ pattern: TextPattern, _ slot: RowSlots.Slot) -> Bool {
        let span = spans[Int(slot)], mark = Int(marks[Int(slot)])
        return pattern.isFound(inFolded: bytes, Int(span.start)..<Int(span.start + span.count), mark: mark > 0 ? mark : nil)
    }

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
        var kept: [UInt8] = []
        kept.reserveCapacity(bytes.count - waste)
        for index in spans.indices where spans[index].count > 0 {
            let span = spans[index], start = UInt32(kept.count)
            kept.append(contentsOf: bytes[Int(span.start)..<Int(span.start + span.count)])
            spans[index].start = start
        }
        bytes = kept
        waste = 0
    }
}
