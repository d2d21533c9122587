/// Functions of lists, and those that take the smallest or largest of several.
enum CELLists {
    /// - Returns: nil where there is no such function for these values.
    static func value(_ name: String, _ items: [CELValue], _ rest: [CELValue], _ evaluation: inout CELEvaluation) throws(CELFault) -> CELValue? {
        switch (name, rest.count) {
        case ("isSorted", 0):
            for (left, right) in zip(items, items.dropFirst()) where try order(left, right) > 0 { return .bool(false) }
            return .bool(true)
        case ("min", 0), ("max", 0): return try end(of: items, isLargest: name == "max")
        case ("sum", 0): return try sum(items)
        case ("indexOf", 1): return .integer(Int64(items.firstIndex { $0.isEqual(to: rest[0]) } ?? -1))
        case ("lastIndexOf", 1): return .integer(Int64(items.lastIndex { $0.isEqual(to: rest[0]) } ?? -1))
        case ("join", 0), ("join", 1): return try joined(items, rest.first, &evaluation)
        case ("slice", 2):
            guard case .integer(let start) = rest[0], case .integer(let end) = rest[1] else { return nil }
            guard start >= 0, start <= end, end <= items.count else { throw .failed("cannot slice(\(start), \(end)), list is length \(items.count)") }
            return .list(Array(items[Int(start)..<Int(end)]))
        case ("distinct", 0):
            var kept: [CELValue] = []
            for item in items {
                try evaluation.spend(kept.count)
                if !kept.contains(where: { $0.isEqual(to: item) }) { kept.append(item) }
            }
            return .list(kept)
        case ("reverse", 0): return .list(items.reversed())
        case ("flatten", 0): return .list(items.flatMap { if case .list(let inner, _) = $0 { inner } else { [$0] } })
        default: return nil
        }
    }

    /// `math.greatest(…)`, `sets.contains(a, b)`.
    static func value(function name: String, _ values: [CELValue]) throws(CELFault) -> CELValue? {
        switch name {
        case "math.greatest", "math.least":
            if values.count == 1, case .list(let items, _) = values[0] { return try end(of: items, isLargest: name == "math.greatest") }
            return try end(of: values, isLargest: name == "math.greatest")
        case "sets.contains", "sets.intersects", "sets.equivalent":
            guard values.count == 2, case .list(let left, _) = values[0], case .list(let right, _) = values[1] else { return nil }
            let holds: (CELValue, [CELValue]) -> Bool = { item, items in items.contains { $0.isEqual(to: item) } }
            if name == "sets.intersects" { return .bool(right.contains { holds($0, left) }) }
            let isContained = right.allSatisfy { holds($0, left) }
            return .bool(name == "sets.contains" ? isContained : isContained && left.allSatisfy { holds($0, right) })
        default: return nil
        }
    }

    private static func order(_ left: CELValue, _ right: CELValue) throws(CELFault) -> Int {
        guard let order = left.order(to: right) else { throw .unread("a \(left.typeName) is compared with a \(right.typeName)") }
        return order
    }

    private static func end(of items: [CELValue], isLargest: Bool) throws(CELFault) -> CELValue {
        guard var best = items.first else { throw .failed("\(isLargest ? "max" : "min") called on empty list") }
        for item in items.dropFirst() where try order(item, best) * (isLargest ? 1 : -1) > 0 { best = item }
        return best
    }

    private static func sum(_ items: [CELValue]) throws(CELFault) -> CELValue {
        guard var sum = items.first else { return .integer(0) }
        for item in items.dropFirst() { sum = try CELArithmetic.value(.plus, sum, item) }
        return sum
    }

    private static func joined(_ items: [CELValue], _ separator: CELValue?, _ evaluation: inout CELEvaluation) throws(CELFault) -> CELValue? {
        var parts: [String] = [], between = ""
        for item in items {
            guard case .string(let text) = item else { return nil }
            parts.append(text)
        }
        if let separator {
            guard case .string(let text) = separator else { return nil }
            between = text
        }
        try evaluation.spend(parts.reduce(0) { $0 + $1.utf8.count + between.utf8.count } / 10)
        return .string(parts.joined(separator: between))
    }
}
