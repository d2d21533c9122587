/// Takes a body off the bytes of a connection, as they come: by its length, or chunk by chunk.
///
/// Cost: linear in what comes. Holds no more than `limit`.
struct BodyReader {
    private enum Step {
        case size, data(Int), dataEnd, trailer, done
    }

    /// Digits, extensions and what else a size line or a trailer may hold.
    private static let lineLimit = 4_096
    private static let trailerLimit = 16_384

    private(set) var body: [UInt8] = []
    private let limit: Int
    private let isChunked: Bool
    private var step: Step
    private var line: [UInt8] = []
    private var trailer = 0

    var isComplete: Bool {
        if case .done = step { true } else { false }
    }

    /// - Throws: 413 where the length itself is over the limit.
    init(_ framing: RequestHead.Framing, limit: Int) throws(FrontRefusal) {
        self.limit = limit
        switch framing {
        case .length(let length):
            guard length <= limit else { throw .longBody }
            isChunked = false
            step = length == 0 ? .done : .data(length)
        case .chunked:
            isChunked = true
            step = .size
        }
    }

    /// - Returns: How many of the bytes belong to this body.
    /// - Throws: 400 for chunks that are none, 413.
    mutating func take(_ bytes: ArraySlice<UInt8>) throws(FrontRefusal) -> Int {
        var rest = bytes
        while !rest.isEmpty, !isComplete {
            switch step {
            case .data(let missing):
                let piece = rest.prefix(missing)
                body.append(contentsOf: piece)
                rest = rest.dropFirst(piece.count)
                if piece.count < missing {
                    step = .data(missing - piece.count)
                } else {
                    step = isChunked ? .dataEnd : .done
                }
            case .size, .dataEnd, .trailer:
                guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else {
                    line.append(contentsOf: rest)
                    rest = []
                    guard line.count <= Self.lineLimit else { throw .malformed("chunk line too long") }
                    continue
                }
                line.append(contentsOf: rest[..<end])
                rest = rest[(end + 1)...]
                guard line.count <= Self.lineLimit else { throw .malformed("chunk line too long") }
                if line.last == 0x0D { line.removeLast() }
                try finishLine()
                line.removeAll(keepingCapacity: true)
            case .done: break
            }
        }
        return bytes.count - rest.count
    }

    private mutating func finishLine() throws(FrontRefusal) {
        switch step {
        case .size:
            let size = try Self.size(line)
            // Both are far from the end of Int.
            guard body.count + size <= limit else { throw .longBody }
            step = size == 0 ? .trailer : .data(size)
        case .dataEnd:
            guard line.isEmpty else { throw .malformed("malformed chunked encoding") }
            step = .size
        case .trailer:
            trailer += line.count
            guard trailer <= Self.trailerLimit else { throw .malformed("trailer too long") }
            if line.isEmpty { step = .done }
        case .data, .done: break
        }
    }

    /// Up to 8 hexadecimal digits; what follows `;` means nothing here.
    private static func size(_ line: [UInt8]) throws(FrontRefusal) -> Int {
        var digits = line.prefix { $0 != UInt8(ascii: ";") }
        while let last = digits.last, last == 0x20 || last == 0x09 { digits.removeLast() }
        let text = String(decoding: digits, as: UTF8.self)
        guard !text.isEmpty, text.utf8.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }) else {
            throw .malformed("invalid byte in chunk length")
        }
        guard text.utf8.count <= 16 else { throw .malformed("http chunk length too large") }
        guard let size = UInt64(text, radix: 16), size <= UInt64(Int32.max) else { throw .longBody }
        return Int(size)
    }
}
