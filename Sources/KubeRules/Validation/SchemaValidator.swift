import KubeModel

/// Compares an object with the schema of its kind and says everything that is wrong, worded as Kubernetes does.
public struct SchemaValidator {
    /// How many faults of one object are told.
    public static let limit = 100

    private var problems: [FieldProblem] = []
    private let patterns: PatternCache
    /// Fields whose pattern or format is not understood here.
    private(set) var unread: [String] = []

    private init(patterns: PatternCache) { self.patterns = patterns }

    /// - Parameter object: Pruned: fields that the schema does not know are not looked at.
    public static func problems(of object: JSONValue, _ schema: Schema) -> [FieldProblem] {
        check(object, schema, old: nil, PatternCache()).problems
    }

    /// - Parameter old: What it replaces: what is wrong there and unchanged is left alone, as an API server does.
    /// - Returns: Also the fields whose pattern is not understood here.
    static func check(_ object: JSONValue, _ schema: Schema, old: JSONValue?, _ patterns: PatternCache) -> (
        problems: [FieldProblem], unread: [String]
    ) {
        guard case .object(let rule) = schema.shape, let members = object.object else { return ([], []) }
        var validator = SchemaValidator(patterns: patterns)
        validator.required(rule, members, at: "")
        for (name, value) in members where !["apiVersion", "kind", "metadata"].contains(name) {
            if let schema = rule[name] { validator.check(value, schema, old: old?[name], at: name) }
        }
        if let limits = schema.limits { validator.check(object, limits, old: old, at: "") }
        return (validator.problems, validator.unread)
    }

    private mutating func required(_ rule: Schema.ObjectRule, _ members: JSONObject, at path: String) {
        for name in rule.required where members[name] == nil {
            if path.isEmpty, ["apiVersion", "kind", "metadata"].contains(name) { continue }
            problems.append(.required(path.isEmpty ? name : "\(path).\(name)"))
        }
    }

    private mutating func check(_ value: JSONValue, _ schema: Schema, old: JSONValue?, at path: String) {
        if value.isNull, schema.isNullable { return }
        guard problems.count < Self.limit, old != value else { return }
        let count = problems.count
        checkShape(value, schema, old: old, at: path)
        let isMismatch = problems.count > count && problems[count].reason == .typeInvalid && problems[count].field == path
        if let limits = schema.limits, !isMismatch { check(value, limits, old: old, at: path) }
    }

    private mutating func checkShape(_ value: JSONValue, _ schema: Schema, old: JSONValue?, at path: String) {
        let isPartial = schema.limits?.isPartial == true
        func mismatch(_ expected: String) { if !isPartial { problems.append(.typeInvalid(path, value.typeName, expected: expected)) } }
        switch schema.shape {
        case .any: break
        case .string(let rule):
            guard let text = value.string else {
                mismatch("string")
                if !rule.allowed.isEmpty { problems.append(.notSupported(path, value, rule.allowed)) }
                return
            }
            check(text, rule, at: path)
        case .integer(let minimum, let maximum):
            guard let number = Self.wholeNumber(value) else {
                guard let format = schema.limits?.format, value.double != nil, !isPartial else { return mismatch("integer") }
                problems.append(.typeInvalid(path, "float64", expected: format))
                return
            }
            check(value, number, minimum.map(Double.init), maximum.map(Double.init), schema.limits, at: path)
        case .number(let minimum, let maximum):
            guard let number = value.double else { return mismatch("number") }
            check(value, number, minimum, maximum, schema.limits, at: path)
        case .boolean:
            if value.bool == nil { mismatch("boolean") }
        case .integerOrString:
            if let text = value.string, let rule = schema.limits?.texts { check(text, rule, at: path) }
            if value.string == nil, Self.wholeNumber(value) == nil { mismatch("integer,string") }
        case .array(let element, let minItems, let maxItems):
            guard let elements = value.array else { return mismatch("array") }
            checkCount(elements.count, minItems, maxItems, at: path)
            let ways = OldElements(old?.array ?? [], schema.ownership)
            for (index, item) in elements.enumerated() { check(item, element, old: ways.element(like: item), at: "\(path)[\(index)]") }
        case .map(let element):
            guard let members = value.object else { return mismatch("object") }
            for (name, item) in members { check(item, element, old: old?[name], at: "\(path).\(name)") }
        case .object(let rule):
            guard let members = value.object else { return mismatch("object") }
            required(rule, members, at: path)
            for (name, item) in members {
                if let schema = rule[name] { check(item, schema, old: old?[name], at: path.isEmpty ? name : "\(path).\(name)") }
            }
        }
    }

    private mutating func check(_ text: String, _ rule: Schema.StringRule, at path: String) {
        let length = text.unicodeScalars.count
        // Of length and pattern Kubernetes reports the first that fails.
        if let limit = rule.maxLength, length > limit {
            problems.append(.tooLong(path, limit))
        } else if let limit = rule.minLength, length < limit {
            problems.append(.invalid(path, .string(text), "\(path) in body should be at least \(limit) chars long"))
        } else if let pattern = rule.pattern, !matches(text, pattern, at: path) {
            problems.append(.invalid(path, .string(text), "\(path) in body should match '\(pattern)'"))
        }
        if let format = rule.format, !FormatRules.holds(format, text) { problems.append(.malformed(path, .string(text), format: format)) }
        if !rule.allowed.isEmpty, !rule.allowed.contains(text) {
            problems.append(.notSupported(path, .string(text), rule.allowed))
        }
    }

    private mutating func check(
        _ value: JSONValue, _ number: Double, _ minimum: Double?, _ maximum: Double?, _ limits: SchemaLimits?, at path: String
    ) {
        func add(_ detail: String) { problems.append(.invalid(path, value, "\(path) in body should be \(detail)")) }
        if let maximum {
            if limits?.excludesMaximum == true {
                if number >= maximum { add("less than \(Self.text(maximum))") }
            } else if number > maximum {
                add("less than or equal to \(Self.text(maximum))")
            }
        }
        if let minimum {
            if limits?.excludesMinimum == true {
                if number <= minimum { add("greater than \(Self.text(minimum))") }
            } else if number < minimum {
                add("greater than or equal to \(Self.text(minimum))")
            }
        }
        if let factor = limits?.multipleOf, factor > 0, (number / factor).rounded() != number / factor { add("a multiple of \(Self.text(factor))") }
        guard let format = limits?.format, let range = Self.ranges[format] else { return }
        // Bounds beyond the format are a fault of the schema, for which a server refuses every value.
        for (name, number) in [("Checked value", number), ("Minimum boundary value", minimum), ("Maximum boundary value", maximum)] {
            guard let number, !range.contains(number) || number.rounded() != number else { continue }
            problems.append(.invalid(path, "", "\(name) must be of type integer with format \(format) in \(path)"))
        }
    }

    private static let ranges: [String: ClosedRange<Double>] = [
        "int32": -2_147_483_648...2_147_483_647, "uint32": 0...4_294_967_295,
    ]

    private mutating func checkCount(_ count: Int, _ minimum: Int?, _ maximum: Int?, at path: String) {
        if let maximum, count > maximum { problems.append(.tooMany(path, count, maximum)) }
        if let minimum, count < minimum {
            problems.append(.invalid(path, .integer(count), "\(path) in body should have at least \(minimum) items"))
        }
    }

    /// `200`, and `200.0` too: JSON has one kind of number. Of 64 bits; what is spelled as a fraction or with an exponent only as far as a
    /// double holds every whole number.
    private static func wholeNumber(_ value: JSONValue) -> Double? {
        if let whole = value.integer { return Double(whole) }
        guard let number = value.double, number.rounded() == number, abs(number) <= 9_007_199_254_740_991 else { return nil }
        return number
    }

    private static func text(_ bound: Double) -> String {
        Int(exactly: bound).map(String.init) ?? "\(bound)"
    }

    /// A pattern that is not understood refuses nothing: others may understand it.
    private mutating func matches(_ text: String, _ pattern: String, at path: String) -> Bool {
        if let expression = try? patterns.pattern(pattern), let isFound = expression.isFound(in: text) { return isFound }
        unread.append(path)
        return true
    }

    // MARK: Words beyond the type

    private mutating func check(_ value: JSONValue, _ limits: SchemaLimits, old: JSONValue?, at path: String) {
        if !limits.allowed.isEmpty, !limits.allowed.contains(where: { $0.isSame(as: value) }) {
            problems.append(.notSupported(path, value, limits.allowed.map { $0.string ?? JSONWriter.text($0) }))
        }
        if let members = value.object {
            if let limit = limits.maxProperties, members.count > limit { problems.append(.tooMany(path, members.count, limit)) }
            if let limit = limits.minProperties, members.count < limit {
                problems.append(.invalid(path, .integer(members.count), "\(path) in body should have at least \(limit) properties"))
            }
            if limits.isEmbedded {
                for name in ["apiVersion", "kind"] where (members[name]?.string ?? "").isEmpty {
                    problems.append(.required("\(path).\(name)", "must not be empty"))
                }
            }
        }
        if limits.hasUniqueItems, let items = value.array,
            items.indices.contains(where: { index in items[..<index].contains { $0.isSame(as: items[index]) } })
        {
            problems.append(.invalid(path, value, "\(path) in body shouldn't contain duplicates"))
        }
        checkParts(value, limits, at: path)
    }

    /// Each of several schemas against the same value.
    private mutating func checkParts(_ value: JSONValue, _ limits: SchemaLimits, at path: String) {
        func add(_ detail: String) {
            problems.append(FieldProblem(reason: .invalid, message: "Invalid value: \"\": \"\(path)\" must \(detail)", field: path))
        }
        if !limits.anyOf.isEmpty {
            let found = limits.anyOf.map { part($0, value, at: path) }
            if !found.contains(where: \.isEmpty) {
                add("validate at least one schema (anyOf)")
                problems += found[0]
            }
        }
        if !limits.oneOf.isEmpty {
            let found = limits.oneOf.map { part($0, value, at: path) }, count = found.count(where: \.isEmpty)
            if count == 0 {
                add("validate one and only one schema (oneOf). Found none valid")
                problems += found[0]
            } else if count > 1 {
                add("validate one and only one schema (oneOf). Found \(count) valid alternatives")
            }
        }
        if !limits.allOf.isEmpty {
            let found = limits.allOf.map { part($0, value, at: path) }
            if found.contains(where: { !$0.isEmpty }) {
                add("validate all the schemas (allOf)\(found.contains(where: \.isEmpty) ? "" : ". None validated")")
                problems += found.joined()
            }
        }
        if let not = limits.not.first, part(not, value, at: path).isEmpty { add("not validate the schema (not)") }
    }

    private mutating func part(_ schema: Schema, _ value: JSONValue, at path: String) -> [FieldProblem] {
        var inner = SchemaValidator(patterns: patterns)
        inner.check(value, schema, old: nil, at: path)
        unread += inner.unread
        return inner.problems
    }
}
