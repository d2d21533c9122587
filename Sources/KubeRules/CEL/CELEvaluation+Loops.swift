/// `all`, `exists`, `filter` and their like.
extension CELEvaluation {
    private struct Item {
        /// What stands for the names of the loop.
        var values: [CELValue]
        /// What a filter keeps.
        var kept: CELValue
    }

    mutating func result(of loop: CELNode.Loop) throws(CELFault) -> CELValue {
        let items = try items(of: loop)
        switch loop.kind {
        case .all: return .bool(try decides(loop, items, at: false))
        case .exists: return .bool(try decides(loop, items, at: true))
        case .existsOne:
            var count = 0
            for item in items where try holds(loop, item) { count += 1 }
            return .bool(count == 1)
        case .filter:
            var kept: [CELValue] = []
            for item in items where try holds(loop, item) { kept.append(item.kept) }
            return .list(kept)
        case .map, .transformList:
            var results: [CELValue] = []
            for item in items where try holds(loop, item) { results.append(try result(loop, item)) }
            return .list(results)
        case .transformMap:
            var members = CELMap()
            for item in items where try holds(loop, item) { _ = members.add(item.values[0], try result(loop, item)) }
            return .map(members)
        }
    }

    private mutating func items(of loop: CELNode.Loop) throws(CELFault) -> [Item] {
        switch try value(loop.range) {
        case .list(let values, _):
            try spend(values.count)
            guard loop.names.count == 2 else { return values.map { Item(values: [$0], kept: $0) } }
            return values.enumerated().map { Item(values: [.integer(Int64($0)), $1], kept: $1) }
        case .map(let members):
            try spend(members.keys.count)
            return zip(members.keys, members.values).map { Item(values: loop.names.count == 2 ? [$0, $1] : [$0], kept: $0) }
        case let other: throw .unread("\(loop.kind.rawValue)() is asked of a \(other.typeName)")
        }
    }

    /// A fault counts only where no element decides.
    private mutating func decides(_ loop: CELNode.Loop, _ items: [Item], at decisive: Bool) throws(CELFault) -> Bool {
        var fault: CELFault?
        for item in items {
            do throws(CELFault) {
                if try holds(loop, item) == decisive { return decisive }
            } catch {
                if error == .tooLong { throw error }
                fault = fault ?? error
            }
        }
        if let fault { throw fault }
        return !decisive
    }

    private mutating func holds(_ loop: CELNode.Loop, _ item: Item) throws(CELFault) -> Bool {
        guard let condition = loop.condition else { return true }
        return try bool(try body(condition, loop, item))
    }

    private mutating func result(_ loop: CELNode.Loop, _ item: Item) throws(CELFault) -> CELValue {
        guard let result = loop.result else { return item.kept }
        return try body(result, loop, item)
    }

    private mutating func body(_ node: CELNode, _ loop: CELNode.Loop, _ item: Item) throws(CELFault) -> CELValue {
        for (name, value) in zip(loop.names, item.values) { variables.append((name, value)) }
        defer { variables.removeLast(loop.names.count) }
        return try value(node)
    }
}
