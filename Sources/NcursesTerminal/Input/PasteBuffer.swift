/// What is being pasted, up to the marker that ends it.
struct PasteBuffer {
    /// More bytes than this are dropped as they come: nothing that takes a paste takes as many.
    static let limit = 64 << 10

    private static let endMarker: [UInt8] = Array("\u{1B}[201~".utf8)

    private var bytes: [UInt8] = []
    /// How many bytes of the marker have come; they are text after all where the next one does not fit.
    private var matched = 0

    /// Whether the marker has begun and is waited for.
    var isInMarker: Bool { matched > 0 }

    /// Whether a byte would go on with a marker that has begun.
    func continuesMarker(with byte: UInt8) -> Bool { matched > 0 && Self.endMarker[matched] == byte }

    /// Takes bytes up to the end of the paste. Costs one look at each byte.
    ///
    /// - Returns: What comes behind the paste, or nil where it has not ended.
    mutating func take(_ input: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var rest = input
        while let byte = rest.first {
            if matched == 0 {
                let end = rest.firstIndex(of: 0x1B) ?? rest.endIndex
                keep(rest[..<end])
                rest = rest[end...]
                if !rest.isEmpty {
                    matched = 1
                    rest = rest.dropFirst()
                }
            } else if byte == Self.endMarker[matched] {
                matched += 1
                rest = rest.dropFirst()
                if matched == Self.endMarker.count { return rest }
            } else {
                // Its first byte occurs in it once: nothing of a false start can begin the true one.
                keep(Self.endMarker.prefix(matched))
                matched = 0
            }
        }
        return nil
    }

    /// The text so far, which is forgotten; nil where there is none. Terminals send a carriage return for each line break.
    mutating func takeText() -> String? {
        defer { bytes = [] }
        guard !bytes.isEmpty else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        return String(text.map { $0 == "\r" || $0 == "\r\n" ? "\n" : $0 })
    }

    private mutating func keep(_ text: ArraySlice<UInt8>) {
        bytes.append(contentsOf: text.prefix(Self.limit - bytes.count))
    }
}
