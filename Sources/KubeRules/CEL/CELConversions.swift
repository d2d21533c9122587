/// Functions that make one type of another.
enum CELConversions {
    /// - Returns: nil where it is no such function, or not for these values.
    static func value(_ name: String, _ values: [CELValue]) throws(CELFault) -> CELValue? {
        guard let first = values.first else { return name == "optional.none" ? .optional(nil) : nil }
        guard values.count == 1 else { return nil }
        switch name {
        case "dyn": return first
        case "type": return .type(first.typeName)
        case "int": return try whole(first)
        case "uint": return try unsigned(first)
        case "double": return try double(first)
        case "string": return try text(first)
        case "bool": return try bool(first)
        case "bytes":
            if case .string(let text) = first { return .bytes(Array(text.utf8)) }
            if case .bytes = first { return first }
        case "duration":
            if case .duration = first { return first }
            guard case .string(let text) = first else { return nil }
            guard let span = CELDuration(text) else { throw .failed(problem("google.protobuf.Duration")) }
            return .duration(span)
        case "timestamp":
            if case .timestamp = first { return first }
            if case .integer(let seconds) = first, let moment = CELTimestamp(seconds: seconds) { return .timestamp(moment) }
            guard case .string(let text) = first else { return nil }
            guard let moment = CELTimestamp(text) else { throw .failed(problem("google.protobuf.Timestamp")) }
            return .timestamp(moment)
        case "quantity":
            guard case .string(let text) = first else { return nil }
            guard let quantity = try Quantity.read(text) else { throw .failed(Quantity.problem) }
            return .quantity(quantity)
        case "isQuantity":
            guard case .string(let text) = first else { return nil }
            return .bool(try Quantity.read(text) != nil)
        case "optional.of": return .optional(first)
        case "optional.ofNonZeroValue": return .optional(isZero(first) ? nil : first)
        default: break
        }
        return nil
    }

    private static func problem(_ type: String) -> String { "type conversion error from 'string' to '\(type)'" }

    private static func isZero(_ value: CELValue) -> Bool {
        switch value {
        case .null: true
        case .bool(let flag): !flag
        case .integer(let number): number == 0
        case .unsigned(let number): number == 0
        case .double(let number): number == 0
        case .string(let text): text.isEmpty
        case .bytes(let bytes): bytes.isEmpty
        case .list(let items, _): items.isEmpty
        case .map(let members): members.keys.isEmpty
        default: false
        }
    }

    private static func whole(_ value: CELValue) throws(CELFault) -> CELValue? {
        switch value {
        case .integer: return value
        case .unsigned(let number):
            guard let number = Int64(exactly: number) else { throw .failed("integer overflow") }
            return .integer(number)
        case .double(let number):
            // As CEL has it, the ends of the range do not count to it.
            guard number.isFinite, abs(number) < 9_223_372_036_854_775_808 else { throw .failed("integer overflow") }
            return .integer(Int64(number))
        case .string(let text):
            guard let number = Int64(text) else { throw .failed(problem("int")) }
            return .integer(number)
        case .timestamp(let moment): return .integer(moment.seconds)
        case .duration(let span): return .integer(span.nanoseconds)
        default: return nil
        }
    }

    private static func unsigned(_ value: CELValue) throws(CELFault) -> CELValue? {
        switch value {
        case .unsigned: return value
        case .integer(let number):
            guard let number = UInt64(exactly: number) else { throw .failed("unsigned integer overflow") }
            return .unsigned(number)
        case .double(let number):
            guard number.isFinite, number >= 0, number < 18_446_744_073_709_551_616 else { throw .failed("unsigned integer overflow") }
            return .unsigned(UInt64(number))
        case .string(let text):
            guard let number = UInt64(text), text.first != "+" else { throw .failed(problem("uint")) }
            return .unsigned(number)
        default: return nil
        }
    }

    private static func double(_ value: CELValue) throws(CELFault) -> CELValue? {
        switch value {
        case .double: return value
        case .integer(let number): return .double(Double(number))
        case .unsigned(let number): return .double(Double(number))
        case .string(let text):
            // Go takes `5.` and `.5`, and reads `0x1` in a way of its own.
            guard !text.lowercased().contains("x"), let number = Double(text.hasSuffix(".") ? text + "0" : text) else {
                throw .failed(problem("double"))
            }
            guard number.isFinite || text.lowercased().contains("n") else { throw .failed(problem("double")) }
            return .double(number)
        default: return nil
        }
    }

    private static func text(_ value: CELValue) throws(CELFault) -> CELValue? {
        if case .bytes(let bytes) = value {
            guard let text = String(validating: bytes, as: UTF8.self) else { throw .failed("invalid UTF-8 in bytes, cannot convert to string") }
            return .string(text)
        }
        return CELText.plain(value).map { .string($0) }
    }

    private static func bool(_ value: CELValue) throws(CELFault) -> CELValue? {
        if case .bool = value { return value }
        guard case .string(let text) = value else { return nil }
        switch text {
        case "true", "True", "TRUE", "t", "T", "1": return .bool(true)
        case "false", "False", "FALSE", "f", "F", "0": return .bool(false)
        default: throw .failed(problem("bool"))
        }
    }
}
