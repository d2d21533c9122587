/// A `resourceVersion`, opaque as it is, in as little memory as most servers' allow: they write whole numbers.
struct VersionText: Sendable, Equatable {
    private enum Storage: Sendable, Equatable {
        case number(UInt64)
        case text(String)
    }

    private var storage: Storage

    init(_ text: String) {
        var text = text
        storage = text.withUTF8(Self.number).map(Storage.number) ?? .text(text)
    }

    /// - Parameter value: What stands there is a text; anything else is an empty one.
    init(_ cursor: ByteCursor, _ value: Range<Int>) {
        let inner = UnsafeBufferPointer(rebasing: cursor.bytes[value.dropFirst().dropLast()])
        if cursor.bytes[value.lowerBound] == UInt8(ascii: "\""), let number = Self.number(inner) {
            storage = .number(number)
        } else {
            storage = .text(cursor.string(value) ?? "")
        }
    }

    /// nil where the number is written otherwise, or is larger.
    private static func number(_ digits: UnsafeBufferPointer<UInt8>) -> UInt64? {
        guard (1...19).contains(digits.count), digits[0] != UInt8(ascii: "0") || digits.count == 1 else { return nil }
        var number: UInt64 = 0
        for digit in digits {
            guard digit &- 0x30 < 10 else { return nil }
            number = number &* 10 &+ UInt64(digit &- 0x30)
        }
        return number
    }

    var text: String {
        switch storage {
        case .number(let number): String(number)
        case .text(let text): text
        }
    }
}
