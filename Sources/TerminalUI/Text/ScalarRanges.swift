/// A sorted set of scalars, kept as closed ranges; asking costs a binary search.
struct ScalarRanges: Sendable {
    private let lower: [UInt32]
    private let upper: [UInt32]

    /// Reads `"300-36f 5bf 1f300-1f320"`: hexadecimal, ascending, separated by spaces. Other words are left out.
    init(_ text: StaticString) {
        var lower: [UInt32] = []
        var upper: [UInt32] = []
        for word in text.description.split(separator: " ") {
            let bounds = word.split(separator: "-").compactMap { UInt32($0, radix: 16) }
            guard let first = bounds.first, let last = bounds.last else { continue }
            lower.append(first)
            upper.append(last)
        }
        self.lower = lower
        self.upper = upper
    }

    func contains(_ value: UInt32) -> Bool {
        var low = 0
        var high = lower.count
        while low < high {
            let middle = (low + high) / 2
            if upper[middle] < value {
                low = middle + 1
            } else if lower[middle] > value {
                high = middle
            } else {
                return true
            }
        }
        return false
    }
}
