/// Bytes that are put together while an object is walked: nobody shares them, so that each costs no more than to write it.
struct ByteSink: ~Copyable {
    private var base: UnsafeMutablePointer<UInt8>?
    private var capacity = 0
    private(set) var count = 0

    init(capacity: Int = 0) {
        if capacity > 0 { grow(to: capacity) }
    }

    deinit { base?.deallocate() }

    var isEmpty: Bool { count == 0 }

    /// - Parameter body: The bytes are valid only during the call.
    @inline(__always)
    borrowing func withBytes<Value>(_ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
        body(UnsafeBufferPointer(start: base, count: count))
    }

    /// Keeps the room.
    mutating func removeAll() { count = 0 }

    /// - Parameter number: No more than there are.
    mutating func removeLast(_ number: Int) { count -= number }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        let place = room(1)
        place.pointee = byte
    }

    @inline(__always)
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        guard let source = bytes.baseAddress, !range.isEmpty else { return }
        room(range.count).update(from: source + range.lowerBound, count: range.count)
    }

    mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { append($0, 0..<$0.count) }
    }

    /// Seven bits a byte, the lowest first.
    @inline(__always)
    mutating func append(number: Int) {
        var rest = number
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }

    /// Where so many bytes are to be written, which then are counted.
    @inline(__always)
    private mutating func room(_ more: Int) -> UnsafeMutablePointer<UInt8> {
        guard let base, count + more <= capacity else {
            let base = grow(to: count + more)
            defer { count += more }
            return base + count
        }
        defer { count += more }
        return base + count
    }

    @inline(never)
    @discardableResult
    private mutating func grow(to least: Int) -> UnsafeMutablePointer<UInt8> {
        let size = max(64, least, capacity * 2), larger = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
        if let base {
            larger.update(from: base, count: count)
            base.deallocate()
        }
        (base, capacity) = (larger, size)
        return larger
    }
}
