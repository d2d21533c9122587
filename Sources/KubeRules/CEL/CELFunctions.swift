/// Functions by their name and by what they are asked of.
enum CELFunctions {
    /// - Parameter isMethod: Whether the first value stands before the name.
    static func value(_ name: String, isMethod: Bool, _ values: [CELValue], _ evaluation: inout CELEvaluation) throws(CELFault) -> CELValue {
        let rest = Array(values.dropFirst())
        if name == "size", values.count == 1 {
            guard let size = size(values[0]) else { throw .failed("\(CELFault.noOverload): size") }
            return .integer(Int64(size))
        }
        if name == "matches", values.count == 2, case .string(let text) = values[0], case .string(let pattern) = values[1] {
            return .bool(try found(pattern, in: text, evaluation))
        }
        var result: CELValue?
        if !isMethod {
            result = try CELConversions.value(name, values)
            if result == nil { result = try CELNetwork.value(name, values) }
            if result == nil { result = try CELLists.value(function: name, values) }
            if result == nil, values.isEmpty { result = CELFormats.value(name) }
        } else {
            switch values[0] {
            case .string(let text): result = try CELText.value(name, text, rest, &evaluation)
            case .list(let items, _): result = try CELLists.value(name, items, rest, &evaluation)
            case .duration(let span): result = rest.isEmpty ? part(name, of: span).map { .integer($0) } : nil
            case .timestamp(let moment): result = part(name, of: moment, rest).map { .integer($0) }
            case .quantity(let quantity): result = try self.quantity(name, quantity, rest)
            case .url, .ip, .cidr: result = CELNetwork.value(name, of: values[0], rest)
            case .optional(let inner): result = try optional(name, inner, rest)
            case .format(let format): result = try CELFormats.value(name, format, rest)
            default: break
            }
        }
        guard let result else {
            throw .unread("\(name)() is not known for \(values.isEmpty ? "nothing" : values.map(\.typeName).joined(separator: ", "))")
        }
        return result
    }

    private static func size(_ value: CELValue) -> Int? {
        switch value {
        case .string(let text): text.unicodeScalars.count
        case .bytes(let bytes): bytes.count
        case .list(let items, _): items.count
        case .map(let members): members.keys.count
        default: nil
        }
    }

    private static func found(_ pattern: String, in text: String, _ evaluation: CELEvaluation) throws(CELFault) -> Bool {
        do throws(PatternError) {
            if let found = try evaluation.patterns.pattern(pattern).isFound(in: text) { return found }
        } catch {
            throw .unread("the pattern \(pattern.prefix(80)) is not understood: \(error.sentence)")
        }
        throw .unread("the pattern \(pattern.prefix(80)) takes too many steps")
    }

    private static func part(_ name: String, of span: CELDuration) -> Int64? {
        switch name {
        case "getHours": span.nanoseconds / 3_600_000_000_000
        case "getMinutes": span.nanoseconds / 60_000_000_000
        case "getSeconds": span.nanoseconds / 1_000_000_000
        case "getMilliseconds": span.nanoseconds / 1_000_000
        default: nil
        }
    }

    private static func part(_ name: String, of moment: CELTimestamp, _ rest: [CELValue]) -> Int64? {
        switch rest.first {
        case nil: moment.part(name, zone: nil)
        case .string(let zone)? where rest.count == 1: moment.part(name, zone: zone)
        default: nil
        }
    }

    private static func quantity(_ name: String, _ quantity: Quantity, _ rest: [CELValue]) throws(CELFault) -> CELValue? {
        switch (name, rest.first, rest.count) {
        case ("isGreaterThan", .quantity(let other), 1): return .bool(quantity.order(to: other) > 0)
        case ("isLessThan", .quantity(let other), 1): return .bool(quantity.order(to: other) < 0)
        case ("compareTo", .quantity(let other), 1): return .integer(quantity.order(to: other))
        case ("add", .quantity(let other), 1): return .quantity(try quantity.adding(other, isNegative: false))
        case ("sub", .quantity(let other), 1): return .quantity(try quantity.adding(other, isNegative: true))
        case ("add", .integer(let other), 1): return .quantity(try quantity.adding(Quantity(other), isNegative: false))
        case ("sub", .integer(let other), 1): return .quantity(try quantity.adding(Quantity(other), isNegative: true))
        case ("sign", nil, 0): return .integer(quantity.sign)
        case ("isInteger", nil, 0): return .bool(quantity.integer != nil)
        case ("asApproximateFloat", nil, 0): return .double(quantity.double)
        case ("asInteger", nil, 0):
            guard let number = quantity.integer else { throw .failed("cannot convert value to integer") }
            return .integer(number)
        default: return nil
        }
    }

    private static func optional(_ name: String, _ inner: CELValue?, _ rest: [CELValue]) throws(CELFault) -> CELValue? {
        guard rest.isEmpty else { return nil }
        switch name {
        case "hasValue": return .bool(inner != nil)
        case "value":
            guard let inner else { throw .failed("optional.none() dereference") }
            return inner
        default: return nil
        }
    }
}
