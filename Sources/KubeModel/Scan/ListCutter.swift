/// Cuts the body of a list into its items as the bytes arrive, so that rows show before the last of them is here.
///
/// Every byte is looked at once; only the unfinished item and the envelope (`kind`, `metadata`) are kept.
public struct ListCutter: Sendable {
    /// What a list says about itself, known once the body has ended.
    public struct Envelope: Hashable, Sendable {
        public var resourceVersion: String
        /// nil or empty: this was the last page.
        public var continueToken: String?
        public var remainingItemCount: Int?
    }

    private var envelope: [UInt8] = []
    private var item: [UInt8] = []
    private var depth = 0
    private var isInString = false, isEscaped = false, isInItems = false

    public init() {}

    /// - Parameter each: Called for every complete item; the pointer is valid only during the call.
    public mutating func feed(_ chunk: UnsafeRawBufferPointer, _ each: (UnsafeBufferPointer<UInt8>) -> Void) {
        let bytes = chunk.bindMemory(to: UInt8.self)
        // Where the run of bytes begins that has not been copied to `item` or `envelope` yet.
        var run = 0
        for index in 0..<bytes.count {
            let byte = bytes[index]
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte
                    == UInt8(ascii: "\"")
                {
                    isInString = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                if isInItems, depth == 2 { run = index }
                depth += 1
                if depth == 2, byte == UInt8(ascii: "["), !isInItems {
                    envelope.append(contentsOf: bytes[run...index])
                    run = index + 1
                    isInItems = endsWithItemsKey()
                }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if isInItems, depth == 2 {
                    finishItem(bytes[run...index], each)
                    run = index + 1
                } else if isInItems, depth == 1 {
                    isInItems = false
                    run = index
                }
            default: break
            }
        }
        guard run < bytes.count else { return }
        if isInItems, depth > 2 {
            item.append(contentsOf: bytes[run...])
        } else if !isInItems {
            envelope.append(contentsOf: bytes[run...])
        }
    }

    private mutating func finishItem(
        _ rest: Slice<UnsafeBufferPointer<UInt8>>, _ each: (UnsafeBufferPointer<UInt8>) -> Void
    ) {
        guard !item.isEmpty else { return each(UnsafeBufferPointer(rebasing: rest)) }
        item.append(contentsOf: rest)
        item.withUnsafeBufferPointer(each)
        item.removeAll(keepingCapacity: true)
    }

    /// Whether what was read so far ends in `"items":[`, spaces aside.
    private func endsWithItemsKey() -> Bool {
        let tail = envelope.suffix(64).filter { $0 > 0x20 }
        return tail.suffix(9).elementsEqual("\"items\":[".utf8)
    }

    /// The list's own metadata; nil while the body is not complete, or when it is no list.
    public func finish() -> Envelope? {
        guard depth == 0, !isInString, !envelope.isEmpty else { return nil }
        let metadata = RawJSON(envelope)["metadata"]
        guard let metadata else { return nil }
        return Envelope(
            resourceVersion: metadata["resourceVersion"]?.string ?? "",
            continueToken: metadata["continue"]?.string.flatMap { $0.isEmpty ? nil : $0 },
            remainingItemCount: metadata["remainingItemCount"]?.integer)
    }
}
