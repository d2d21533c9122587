/// The lines that were typed for one purpose.
struct LineHistory: Sendable, Equatable {
    static let limit = 100

    /// The latest last, none twice.
    private(set) var lines: [String] = []

    mutating func add(_ line: String) {
        guard !line.isEmpty else { return }
        lines.removeAll { $0 == line }
        lines.append(line)
        if lines.count > Self.limit { lines.removeFirst() }
    }

    /// - Parameter back: 1 for the latest.
    func line(_ back: Int) -> String? { back > 0 && back <= lines.count ? lines[lines.count - back] : nil }
}
