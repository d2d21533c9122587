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
        case .name: byText(numbers, order.isReversed, head: slots.nameHead) { slots.row($0).key.name }
        case .column(let index): byText(numbers, order.isReversed, head: { TextHead(cell(index, slots.row($0))) }) { cell(index, slots.row($0)) }
        }
    }

    private static func cell(_ index: Int, _ row: ResourceRow) -> String { row.columns.indices.contains(index) ? row.columns[index] : "" }

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

    /// - Parameter head: The beginning of the text.
    private static func byText(_ numbers: [Slot], _ isReversed: Bool, head: (Slot) -> TextHead, _ text: (Slot) -> String) -> [Slot] {
        let keys = numbers.enumerated().map { place, slot in (head: head(slot), place: Int32(place)) }
        let sorted = keys.sorted { left, right in
            if let precedes = left.head.precedes(right.head) { return precedes != isReversed }
            guard !left.head.isWhole || !right.head.isWhole else { return left.place < right.place }
            let first = text(numbers[Int(left.place)]), second = text(numbers[Int(right.place)])
            return first == second ? left.place < right.place : (first < second) != isReversed
        }
        return sorted.map { numbers[Int($0.place)] }
    }
}
