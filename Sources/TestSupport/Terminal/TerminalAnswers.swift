/// What a terminal answers to a program that asks it something.
public struct TerminalAnswers: Sendable {
    private static let requests: [(asked: String, answer: @Sendable (TerminalAnswers) -> String?)] = [
        ("\u{1B}[c", { _ in "\u{1B}[?62;22c" }),
        ("\u{1B}[5n", { _ in "\u{1B}[0n" }),
        ("\u{1B}]11;?\u{07}", { it in it.background.map { "\u{1B}]11;\($0)\u{1B}\\" } }),
    ]

    /// As `rgb:0000/0000/0000`; nil: the terminal does not know its background.
    private let background: String?
    /// The beginning of a request whose rest has not come.
    private var begun: [UInt8] = []
    /// How often something was asked, by what was asked.
    public private(set) var count: [String: Int] = [:]

    public init(background: String? = "rgb:0000/0000/0000") {
        self.background = background
    }

    /// - Parameter bytes: Any piece of what the program writes.
    /// - Returns: What is sent to it.
    public mutating func take(_ bytes: some Collection<UInt8>) -> String {
        var answers = ""
        for byte in bytes {
            if byte == 0x1B { begun = [] }
            begun.append(byte)
            guard begun.first == 0x1B, begun.count <= 8 else {
                begun = []
                continue
            }
            for request in Self.requests where Array(request.asked.utf8) == begun {
                count[request.asked, default: 0] += 1
                answers += request.answer(self) ?? ""
            }
        }
        return answers
    }
}
