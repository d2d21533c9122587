import KubeModel

/// Asks the rules of a schema of an object: `x-kubernetes-validations`.
struct RuleCheck {
    /// About a second without optimization; an API server has limits of the same size.
    private static let steps = 2_000_000
    private static let stepsOfOne = 500_000

    /// A value that rules are asked of.
    private struct Subject {
        var value: JSONValue
        /// As messages have it: empty where it may be a number or a text.
        var typeName: String
        var own: CELValue
        var old: CELValue?
        var isUnchanged: Bool
        var path: String
    }

    private let cache: ExpressionCache
    private var steps = Self.steps
    private var verdict = SchemaVerdict()

    /// - Parameters:
    ///   - object: Whole: pruned, and with its defaults.
    ///   - old: What it replaces, whole too; nil for a new object. What is wrong there and unchanged is left alone.
    static func verdict(on object: JSONValue, _ schema: Schema, old: JSONValue?, _ cache: ExpressionCache) -> SchemaVerdict {
        var check = RuleCheck(cache: cache)
        let root = schema.asSeenByRules
        check.walk(object, root, CELValue(object, root), old: old, at: "")
        return check.verdict
    }

    private init(cache: ExpressionCache) { self.cache = cache }

    private mutating func walk(_ value: JSONValue, _ schema: Schema, _ own: CELValue?, old: JSONValue?, isOld: Bool = false, at path: String) {
        guard let own, verdict.problems.count < SchemaValidator.limit else { return }
        let isUnchanged = isOld || old.map { $0.isSame(as: value) } ?? false
        if !schema.rules.isEmpty {
            let subject = Subject(
                value: value, typeName: schema.shape == .integerOrString ? "" : value.typeName, own: own, old: old.flatMap { CELValue($0, schema) },
                isUnchanged: isUnchanged, path: path)
            for rule in schema.rules { ask(rule, of: subject) }
        }
        switch (schema.shape, value, own) {
        case (.object(let rule), .object(let members), .map(let inner)):
            for property in rule.properties {
                guard let value = members[property.name], let own = inner[property.name] else { continue }
                walk(
                    value, property.schema, own, old: old?[property.name], isOld: isUnchanged,
                    at: path.isEmpty ? property.name : "\(path).\(property.name)")
            }
        case (.map(let element), .object(let members), .map(let inner)):
            for (name, value) in members { walk(value, element, inner[name], old: old?[name], isOld: isUnchanged, at: "\(path).\(name)") }
        case (.array(let element, _, _), .array(let items), .list(let inner, _)):
            let ways = OldElements(old?.array ?? [], schema.ownership)
            for (index, item) in items.enumerated() {
                walk(item, element, inner[index], old: ways.element(like: item), isOld: isUnchanged, at: "\(path)[\(index)]")
            }
        default: break
        }
    }

    private mutating func ask(_ rule: Schema.Rule, of subject: Subject) {
        do throws(CELFault) {
            let expression = try cache.expression(rule.expression)
            // A rule about a change is asked only where there is one, and others only of what is not as it was.
            if expression.usesOldSelf, !rule.hasOptionalOldSelf, subject.old == nil { return }
            if !expression.usesOldSelf, subject.isUnchanged { return }
            let before: CELValue = rule.hasOptionalOldSelf ? .optional(subject.old) : subject.old ?? .null
            guard case .bool(let holds) = try evaluated(expression, subject.own, before) else { throw .unread("it comes to neither true nor false") }
            if !holds { verdict.problems.append(problem(rule, subject, before)) }
        } catch {
            guard case .failed(let text) = error else {
                verdict.unchecked.append(.init(field: subject.path, rule: rule.expression, cause: error.description))
                return
            }
            let sentence = rule.message.isEmpty ? rule.expression : rule.message, isOverload = text.hasPrefix(CELFault.noOverload)
            let detail =
                isOverload
                ? "'\(text)': call arguments did not match a supported operator, function or macro signature for rule: \(sentence)"
                : "\(text) evaluating rule: \(sentence)"
            verdict.problems.append(.invalid(subject.path, .string(subject.typeName), detail))
        }
    }

    private mutating func evaluated(_ expression: CELExpression, _ own: CELValue, _ before: CELValue) throws(CELFault) -> CELValue {
        guard steps > 0 else { throw .tooLong }
        var allowed = min(steps, Self.stepsOfOne)
        let start = allowed
        defer { steps -= start - max(allowed, 0) }
        return try expression.value(["self": own, "oldSelf": before], patterns: cache.patterns, steps: &allowed)
    }

    private mutating func problem(_ rule: Schema.Rule, _ subject: Subject, _ before: CELValue) -> FieldProblem {
        var message = rule.message.isEmpty ? "failed rule: \(rule.expression)" : rule.message
        // A message that cannot be made is replaced by the one that was written.
        if let text = rule.messageExpression, let expression = try? cache.expression(text),
            case .string(let made)? = try? evaluated(expression, subject.own, before),
            !made.isEmpty, !made.contains("\n")
        {
            message = made
        }
        let value = subject.value, field = Self.field(subject.path, rule.fieldPath ?? "")
        switch rule.reason {
        case "FieldValueForbidden": return .forbidden(field, message)
        case "FieldValueRequired": return .required(field, message)
        case "FieldValueDuplicate": return .duplicate(field, value)
        default:
            if value.object != nil || value.array != nil { return FieldProblem(reason: .invalid, message: "Invalid value: \(message)", field: field) }
            return .invalid(field, value, message)
        }
    }

    /// `spec` and `.ports['a.b']`: `spec.ports[a.b]`.
    private static func field(_ path: String, _ below: String) -> String {
        let whole = path + below.replacing("['", with: "[").replacing("']", with: "]")
        return whole.hasPrefix(".") ? String(whole.dropFirst()) : whole
    }
}

extension Schema {
    /// Of a whole object: rules see its kind and its name too, and nothing else that is not in the schema.
    fileprivate var asSeenByRules: Schema {
        guard case .object(var rule) = shape else { return self }
        let names = ["apiVersion", "kind", "metadata"]
        let metadata = Schema.object("", ["name": Schema.string(), "generateName": Schema.string()])
        rule.properties = rule.properties.filter { !names.contains($0.name) }
        rule.properties += [.init("apiVersion", Schema.string()), .init("kind", Schema.string()), .init("metadata", metadata)]
        var schema = self
        schema.shape = .object(rule)
        return schema
    }
}
