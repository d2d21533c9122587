/// Taking values apart, and putting them together.
extension CELEvaluation {
    mutating func select(_ target: CELNode, _ name: String, _ isOptional: Bool) throws(CELFault) -> CELValue {
        switch try value(target) {
        case .map(let members):
            if isOptional { return .optional(members[name]) }
            guard let found = members[name] else { throw .failed("no such key: \(name)") }
            return found
        case .optional(let inner):
            guard let inner else { return .optional(nil) }
            guard case .map(let members) = inner else { throw .unread("\(name) is asked of a \(inner.typeName)") }
            return .optional(members[name])
        case let other: throw .unread("\(name) is asked of a \(other.typeName)")
        }
    }

    mutating func has(_ target: CELNode, _ name: String, _ isOptional: Bool) throws(CELFault) -> CELValue {
        switch try value(target) {
        case .map(let members): return .bool(members[name] != nil)
        case .optional(nil): return .bool(false)
        case .optional(.map(let members)?): return .bool(members[name] != nil)
        case let other: throw .unread("has() is asked of a \(other.typeName)")
        }
    }

    mutating func element(_ target: CELNode, _ index: CELNode, _ isOptional: Bool) throws(CELFault) -> CELValue {
        var target = try value(target), isOptional = isOptional
        let index = try value(index)
        if case .optional(let inner) = target {
            guard let inner else { return .optional(nil) }
            target = inner
            isOptional = true
        }
        switch (target, index) {
        case (.list(let items, _), .integer), (.list(let items, _), .unsigned), (.list(let items, _), .double):
            let place = Self.place(index)
            let found = place.flatMap { items.indices.contains($0) ? items[$0] : nil }
            if isOptional { return .optional(found) }
            guard let found else { throw .failed("index out of bounds: \(place.map(String.init) ?? "?")") }
            return found
        case (.map(let members), let key):
            let found = members[key]
            if isOptional { return .optional(found) }
            guard let found else { throw .failed("no such key: \(CELText.plain(key) ?? key.typeName)") }
            return found
        default: throw .unread("a \(target.typeName) has no elements")
        }
    }

    private static func place(_ value: CELValue) -> Int? {
        switch value {
        case .integer(let number): Int(exactly: number)
        case .unsigned(let number): Int(exactly: number)
        case .double(let number): Int(exactly: number)
        default: nil
        }
    }

    mutating func list(_ elements: [CELNode.Element]) throws(CELFault) -> CELValue {
        var items: [CELValue] = []
        for element in elements {
            let value = try value(element.value)
            guard element.isOptional else {
                items.append(value)
                continue
            }
            guard case .optional(let inner) = value else { throw .unread("? stands before what is not optional") }
            if let inner { items.append(inner) }
        }
        return .list(items)
    }

    mutating func map(_ entries: [CELNode.Entry]) throws(CELFault) -> CELValue {
        var members = CELMap()
        for entry in entries {
            let key = try value(entry.key)
            var value = try value(entry.value)
            if entry.isOptional {
                guard case .optional(let inner) = value else { throw .unread("? stands before what is not optional") }
                guard let inner else { continue }
                value = inner
            }
            guard members.add(key, value) else { throw .failed("Failed with repeated key") }
        }
        return .map(members)
    }
}
