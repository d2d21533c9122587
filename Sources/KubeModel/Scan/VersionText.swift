/// A `resourceVersion`, opaque as it is, in as little memory as most servers' allow: they write whole numbers.
struct VersionText: Sendable, Equatable {
    private enum Storage: Sendable, Equatable {
        case number(UInt64)
        case text(String)
    }

    private var storage: Storage

    init(_ text: String) {
        if let number = UInt64(text), String(number) == text {
            storage = .number(number)
        } else {
            storage = .text(text)
        }
    }

    var text: String {
        switch storage {
        case .number(let number): String(number)
        case .text(let text): text
        }
    }
}
