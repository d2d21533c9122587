/// Cuts the bytes of a file of manifests into documents, and lists in these into their items, so that all can be read side
/// by side. Nothing is read; each byte is looked at once or twice.
public enum ManifestCutter {
    /// One document of a file, JSON or YAML.
    public struct Document: Sendable {
        public var range: Range<Int>
        /// Of the file, from 1.
        public var line: Int
        public var isJSON: Bool
        /// The items of a list; in YAML each with the dash before it. Empty for anything else.
        public var items: [Range<Int>] = []
        /// What stands around the items, in a form that can be read by itself. Empty where there are none.
        public var envelope: [UInt8] = []
    }

    /// - Parameter bytes: UTF-8 without a mark of byte order.
    public static func documents(in bytes: [UInt8]) -> [Document] {
        bytes.withUnsafeBufferPointer { buffer in
            let start = ByteCursor(buffer).skipSpace(0)
            guard start < buffer.count else { return [] }
            if buffer[start] == UInt8(ascii: "{"), let found = json(buffer, from: start) { return found }
            return yaml(buffer)
        }
    }

    // MARK: JSON

    /// nil where it is cut off, or is no JSON.
    private static func json(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> [Document]? {
        let cursor = ByteCursor(bytes)
        var found: [Document] = [], position = start, line = 1, counted = 0
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "{"), var document = document(cursor, at: position) else { return nil }
            line += newlines(bytes, counted..<position)
            counted = position
            document.line = line
            found.append(document)
            position = cursor.skipSpace(document.range.upperBound)
        }
        return found
    }

    private static func document(_ cursor: ByteCursor, at start: Int) -> Document? {
        var items: [Range<Int>] = [], parts: [(key: Range<Int>, value: Range<Int>)] = []
        let end = cursor.walk(at: start) { key, value in
            guard cursor.equals(key, "items") else {
                guard let end = cursor.endOfValue(value) else { return nil }
                parts.append((key, value..<end))
                return end
            }
            return cursor.walkElements(at: value) { element in
                guard let end = cursor.endOfValue(element) else { return nil }
                items.append(element..<end)
                return end
            }
        }
        guard let end else { return nil }
        var document = Document(range: start..<end, line: 1, isJSON: true)
        guard !items.isEmpty else { return document }
        document.items = items
        document.envelope = [UInt8(ascii: "{")]
        for (index, part) in parts.enumerated() {
            if index > 0 { document.envelope.append(UInt8(ascii: ",")) }
            document.envelope.append(contentsOf: cursor.bytes[part.key.lowerBound - 1..<part.value.upperBound])
        }
        document.envelope.append(UInt8(ascii: "}"))
        return document
    }

    private static func newlines(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
        bytes[range].reduce(0) { $1 == 0x0A ? $0 + 1 : $0 }
    }

    // MARK: YAML

    private static func yaml(_ bytes: UnsafeBufferPointer<UInt8>) -> [Document] {
        var found: [Document] = [], cut = YAMLCut(start: 0, line: 1), position = 0, line = 1
        while position < bytes.count {
            var stop = position
            while stop < bytes.count, bytes[stop] != 0x0A { stop += 1 }
            let text = bytes[position..<stop]
            // A line that begins with a marker can be nothing else: YAML forbids it inside of a text.
            if isMarker(text) {
                if let document = cut.document(bytes, upTo: position) { found.append(document) }
                cut = YAMLCut(start: position, line: line)
            } else {
                cut.take(text)
            }
            position = min(stop + 1, bytes.count)
            line += 1
        }
        if let document = cut.document(bytes, upTo: bytes.count) { found.append(document) }
        return found
    }

    private static func isMarker(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard line.starts(with: "---".utf8) else { return false }
        let rest = line.dropFirst(3).first ?? 0x20
        return rest == 0x20 || rest == 0x09 || rest == 0x0D
    }
}

/// A document of YAML as its lines go by: where its top-level `items` begin, and where they end.
private struct YAMLCut {
    let start: Int
    let line: Int
    private var hasContent = false
    private var starts: [Int] = []
    private var dashColumn: Int?
    /// From behind the line `items:` on; up to the line after the last item, once that has come.
    private var itemsStart: Int?
    private var itemsEnd: Int?

    init(start: Int, line: Int) {
        self.start = start
        self.line = line
    }

    mutating func take(_ text: Slice<UnsafeBufferPointer<UInt8>>) {
        guard let first = text.firstIndex(where: { $0 != 0x20 && $0 != 0x0D }), text[first] != UInt8(ascii: "#") else { return }
        if !(first == text.startIndex && text[first] == UInt8(ascii: "%")) { hasContent = true }
        let column = first - text.startIndex
        guard itemsStart != nil else {
            if column == 0, text.starts(with: "items:".utf8), text.dropFirst(6).allSatisfy({ $0 == 0x20 }) { itemsStart = text.endIndex + 1 }
            return
        }
        guard itemsEnd == nil else { return }
        let isDash = text[first] == UInt8(ascii: "-") && first + 1 < text.endIndex && text[first + 1] == 0x20
        if dashColumn == nil { dashColumn = isDash ? column : -1 }
        if column == dashColumn, isDash {
            starts.append(text.startIndex)
        } else if column <= dashColumn ?? -1 {
            itemsEnd = text.startIndex
        }
    }

    /// nil where nothing was said.
    func document(_ bytes: UnsafeBufferPointer<UInt8>, upTo end: Int) -> ManifestCutter.Document? {
        guard hasContent else { return nil }
        var document = ManifestCutter.Document(range: start..<end, line: line, isJSON: false)
        guard let itemsStart, !starts.isEmpty else { return document }
        let ends = starts.dropFirst() + [itemsEnd ?? end]
        document.items = zip(starts, ends).map { $0..<$1 }
        document.envelope = Array(bytes[start..<min(itemsStart, end)]) + Array(bytes[(itemsEnd ?? end)..<end])
        return document
    }
}
