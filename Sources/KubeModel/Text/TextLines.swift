/// Finds lines and columns of offsets in bytes. Made in one pass; each look-up costs the same, however long a line is.
public struct TextLines: Sendable {
    private static let stride = 4096
    /// Where each line begins.
    private var starts = [0]
    /// How many scalars begin before each whole multiple of the stride.
    private var counts = [0]
    private let bytes: [UInt8]

    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var count = 0
        for (offset, byte) in bytes.enumerated() {
            if byte & 0xC0 != 0x80 { count += 1 }
            if byte == 0x0A { starts.append(offset + 1) }
            if (offset + 1) % Self.stride == 0 { counts.append(count) }
        }
    }

    public func place(of offset: Int) -> TextPlace {
        let offset = min(max(offset, 0), bytes.count)
        var low = 0, high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return TextPlace(line: low + 1, column: scalars(before: offset) - scalars(before: starts[low]) + 1)
    }

    private func scalars(before offset: Int) -> Int {
        let block = offset / Self.stride
        return counts[block] + bytes[block * Self.stride..<offset].count { $0 & 0xC0 != 0x80 }
    }
}
