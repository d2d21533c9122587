import Foundation
import KubeModel

/// Sorts many rows at once, by keys made beforehand: the rows themselves are far apart in memory.
enum RowSorting {
    typealias Slot = RowSlots.Slot

    /// - Parameter slots: In the order of namespace and name, which decides between rows that compare alike.
    static func sorted(_ numbers: [Slot], in slots: RowSlots, by order: RowOrder) -> [Slot] {
        switch order.field {
        case .kind: numbers
        case .namespace: order.isReversed ? numbers.reversed() : numbers
        case .state: byState(numbers, slots, order.isReversed)
        case .age: byAge(numbers, slots, order.isReversed)
        case .name: byText(numbers, order.isReversed) { slots.row($0).key.name }
        case .column(let index):
            byText(numbers, order.isReversed) { slot in
                let columns = slots.row(slot).columns
                return columns.indices.contains(index) ? columns[index] : ""
            }
        }
    }

    private static func byState(_ numbers: [Slot], _ slots: RowSlots, _ isReversed: Bool) -> [Slot] {
        var shelves = [[Slot]](repeating: [], count: Health.allCases.count)
        for slot in numbers { shelves[slots.health(slot).rawValue].append(slot) }
        return Array((isReversed ? shelves.reversed() : shelves).joined())
    }

    private static func byAge(_ numbers: [Slot], _ slots: RowSlots, _ isReversed: Bool) -> [Slot] {
        // The youngest first.
        let keys = numbers.enumerated().map { place, slot in
            (age: -(slots.row(slot).created ?? .distantPast).timeIntervalSinceReferenceDate, place: Int32(place))
        }
        let sorted = keys.sorted {
            $0.age == $1.age ? $0.place < $1.place : ($0.age < $1.age) != isReversed
        }
        return sorted.map { numbers[Int($0.place)] }
    }

    /// The beginning of a text as a number that compares as the text does.
    private struct TextKey {
        var head: UInt64 = 0, neck: UInt64 = 0
        /// Whether that is all of it.
        var isWhole = true
        var isASCII = true
        var place: Int32

        init(_ text: String, place: Int32) {
            self.place = place
            var count = 0
            for byte in text.utf8 {
                if byte >= 0x80 { isASCII = false }
                if count < 8 {
                    head |= UInt64(byte) << UInt64(56 - count * 8)
                } else if count < 16 {
                    neck |= UInt64(byte) << UInt64(120 - count * 8)
                } else {
                    isWhole = false
                    // Only what is told apart by its beginning is told apart by bytes.
                    break
                }
                count += 1
            }
            if !isWhole, isASCII { isASCII = text.utf8.allSatisfy { $0 < 0x80 } }
        }
    }

    private static func byText(_ numbers: [Slot], _ isReversed: Bool, _ text: (Slot) -> String) -> [Slot] {
        let keys = numbers.enumerated().map { place, slot in TextKey(text(slot), place: Int32(place)) }
        func compare(_ left: TextKey, _ right: TextKey) -> ComparisonResult {
            if left.isASCII, right.isASCII {
                if left.head != right.head { return left.head < right.head ? .orderedAscending : .orderedDescending }
                if left.neck != right.neck { return left.neck < right.neck ? .orderedAscending : .orderedDescending }
                if left.isWhole, right.isWhole { return .orderedSame }
            }
            let first = text(numbers[Int(left.place)]), second = text(numbers[Int(right.place)])
            return first < second ? .orderedAscending : first > second ? .orderedDescending : .orderedSame
        }
        let sorted = keys.sorted { left, right in
            switch compare(left, right) {
            case .orderedAscending: !isReversed
            case .orderedDescending: isReversed
            case .orderedSame: left.place < right.place
            }
        }
        return sorted.map { numbers[Int($0.place)] }
    }
}
