/// `+ - * / %` on numbers, texts, lists and times.
enum CELArithmetic {
    static func sum(_ left: CELValue, _ right: CELValue) throws(CELFault) -> CELValue {
        switch (left, right) {
        case (.string(let left), .string(let right)): return .string(left + right)
        case (.bytes(let left), .bytes(let right)): return .bytes(left + right)
        case (.list(let left, let kind), .list(let right, _)): return .list(joined(left, right, kind), kind)
        case (.timestamp(let moment), .duration(let span)), (.duration(let span), .timestamp(let moment)):
            guard let sum = moment.adding(span.nanoseconds) else { throw .failed("timestamp overflow") }
            return .timestamp(sum)
        default: return try value(.plus, left, right)
        }
    }

    /// To a set only what it lacks is added, in a list with keys an element takes the place of the one with its keys.
    private static func joined(_ left: [CELValue], _ right: [CELValue], _ kind: CELListKind) -> [CELValue] {
        switch kind {
        case .plain: return left + right
        case .set: return right.reduce(into: left) { sum, item in if !sum.contains(where: { $0.isEqual(to: item) }) { sum.append(item) } }
        case .map(let keys):
            return right.reduce(into: left) { sum, item in
                if let place = sum.firstIndex(where: { isSame($0, item, keys) }) { sum[place] = item } else { sum.append(item) }
            }
        }
    }

    private static func isSame(_ left: CELValue, _ right: CELValue, _ keys: [String]) -> Bool {
        guard case .map(let left) = left, case .map(let right) = right else { return false }
        return keys.allSatisfy { key in
            guard let mine = left[key], let other = right[key] else { return left[key] == nil && right[key] == nil }
            return mine.isEqual(to: other)
        }
    }

    static func value(_ sign: CELOperator, _ left: CELValue, _ right: CELValue) throws(CELFault) -> CELValue {
        switch (left, right) {
        case (.integer(let left), .integer(let right)): return .integer(try whole(sign, left, right, "integer overflow"))
        case (.unsigned(let left), .unsigned(let right)): return .unsigned(try whole(sign, left, right, "unsigned integer overflow"))
        case (.double(let left), .double(let right)):
            switch sign {
            case .plus: return .double(left + right)
            case .minus: return .double(left - right)
            case .times: return .double(left * right)
            case .divided: return .double(left / right)
            default: break
            }
        case (.duration(let left), .duration(let right)) where sign == .plus || sign == .minus:
            return .duration(CELDuration(nanoseconds: try whole(sign, left.nanoseconds, right.nanoseconds, "duration overflow")))
        case (.timestamp(let left), .duration(let right)) where sign == .minus && right.nanoseconds != .min:
            guard let moment = left.adding(-right.nanoseconds) else { throw .failed("timestamp overflow") }
            return .timestamp(moment)
        case (.timestamp(let left), .timestamp(let right)) where sign == .minus:
            guard let span = left.distance(from: right) else { throw .failed("duration overflow") }
            return .duration(span)
        default: break
        }
        throw .failed(CELFault.noOverload)
    }

    private static func whole<Number: FixedWidthInteger>(_ sign: CELOperator, _ left: Number, _ right: Number, _ problem: String) throws(CELFault)
        -> Number
    {
        let result: (partialValue: Number, overflow: Bool)
        switch sign {
        case .plus: result = left.addingReportingOverflow(right)
        case .minus: result = left.subtractingReportingOverflow(right)
        case .times: result = left.multipliedReportingOverflow(by: right)
        case .divided:
            guard right != 0 else { throw .failed("division by zero") }
            result = left.dividedReportingOverflow(by: right)
        case .modulo:
            guard right != 0 else { throw .failed("modulus by zero") }
            result = left.remainderReportingOverflow(dividingBy: right)
        default: throw .unread("\(sign.rawValue) is no arithmetic")
        }
        guard !result.overflow else { throw .failed(problem) }
        return result.partialValue
    }
}
