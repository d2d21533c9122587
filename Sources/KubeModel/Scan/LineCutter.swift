import Foundation

/// Cuts a stream of chunks into lines. A line is handed out once its newline has arrived; what never ends is thrown away.
public struct LineCutter: Sendable {
    private var pending: [UInt8] = []

    public init() {}

    /// Whether bytes of an unfinished line are waiting.
    public var hasPending: Bool { !pending.isEmpty }

    /// Whether what is waiting can be the beginning of a JSON object.
    public var isPendingObject: Bool { pending.first { $0 > 0x20 } == UInt8(ascii: "{") }

    /// - Parameter line: Called for each complete line, without its newline; the pointer is valid only during the call.
    public mutating func feed(_ chunk: UnsafeRawBufferPointer, _ line: (UnsafeBufferPointer<UInt8>) -> Void) {
        let bytes = chunk.bindMemory(to: UInt8.self)
        var start = 0
        while let end = Self.newline(bytes, from: start) {
            if pending.isEmpty {
                if end > start { line(UnsafeBufferPointer(rebasing: bytes[start..<end])) }
            } else {
                pending.append(contentsOf: bytes[start..<end])
                pending.withUnsafeBufferPointer(line)
                pending.removeAll(keepingCapacity: pending.capacity < 1 << 20)
            }
            start = end + 1
        }
        if start < bytes.count { pending.append(contentsOf: bytes[start...]) }
    }

    /// At the speed of the C library.
    private static func newline(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard start < bytes.count, let base = bytes.baseAddress,
            let hit = memchr(base + start, 0x0A, bytes.count - start)
        else { return nil }
        return UnsafeRawPointer(base).distance(to: UnsafeRawPointer(hit))
    }
}
