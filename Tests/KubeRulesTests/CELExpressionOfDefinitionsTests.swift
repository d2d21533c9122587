import KubeModel
import Testing

@testable import KubeRules

/// Every rule of the definitions of Gateway API and kgateway, where they lie beside the checkout.
@Suite struct CELExpressionOfDefinitionsTests {
    /// Some value of a schema in which everything stands that may.
    private static func example(_ schema: Schema, depth: Int = 0) -> JSONValue {
        guard depth < 12 else { return .null }
        switch schema.shape {
        case .string(let rule): return .string(rule.allowed.first ?? rule.format ?? "10s")
        case .integer(let minimum, _): return .integer(minimum ?? 1)
        case .number: return .number("0.5")
        case .boolean: return true
        case .array(let element, _, _): return .array([example(element, depth: depth + 1)])
        case .map(let element): return ["a": example(element, depth: depth + 1)]
        case .integerOrString: return 1
        case .any: return ["a": 1]
        case .object(let rule): return .object(JSONObject(rule.properties.map { ($0.name, example($0.schema, depth: depth + 1)) }))
        }
    }

    private static func collect(_ schema: Schema, into found: inout [(rule: String, schema: Schema)]) {
        for rule in schema.rules { found.append((rule.expression, schema)) }
        switch schema.shape {
        case .object(let rule): for property in rule.properties { collect(property.schema, into: &found) }
        case .array(let element, _, _), .map(let element): collect(element, into: &found)
        default: break
        }
    }

    @Test(arguments: ["crds", "crds-2.4"]) func theRulesAreReadAndAsked(folder: String) throws {
        var rules: [(rule: String, schema: Schema)] = []
        for definition in try SharedDefinitions.all(folder) {
            for version in definition[path: ["spec", "versions"]]?.array ?? [] {
                Self.collect(Schema(openAPI: version[path: ["schema", "openAPIV3Schema"]] ?? [:], isRoot: true), into: &rules)
            }
        }
        let cache = ExpressionCache()
        var unread: [String] = []

        for (rule, schema) in rules {
            let expression = try cache.expression(rule)
            let own = CELValue(Self.example(schema), schema) ?? .null
            var steps = 100_000
            do throws(CELFault) {
                _ = try expression.value(["self": own, "oldSelf": own], patterns: cache.patterns, steps: &steps)
            } catch {
                if case .failed = error { continue }
                unread.append("\(rule): \(error)")
            }
        }

        #expect(unread == [], "of \(rules.count) rules")
    }
}
