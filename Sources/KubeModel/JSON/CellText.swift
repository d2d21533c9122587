/// A text put together from those in an object, as they are written there: it costs one string, however many parts it has.
public struct CellText: ~Copyable {
    private var sink = ByteSink(capacity: 128)

    public init() {}

    public var isEmpty: Bool { sink.isEmpty }
    public var text: String { sink.withBytes { String(decoding: $0, as: UTF8.self) } }

    public mutating func append(_ word: StaticString) {
        sink.append(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount), 0..<word.utf8CodeUnitCount)
    }

    public mutating func append(_ text: String) {
        for byte in text.utf8 { sink.append(byte) }
    }

    /// Appends a text that stands somewhere in a value, and what stands before it; nothing where there is no text.
    ///
    /// - Returns: Whether there was one.
    @discardableResult
    public mutating func append(_ place: RawJSON.Place?, of value: RawJSON, behind mark: StaticString = "") -> Bool {
        guard let place else { return false }
        append(mark)
        if value.append(place, to: &sink) { return true }
        sink.removeLast(mark.utf8CodeUnitCount)
        return false
    }
}
