import KubeModel

/// The smallest object that a server would take: what is required, and what the rules want besides.
enum SchemaSkeleton {
    /// How many objects are tried before it is left as it is.
    private static let tries = 4_000
    private static let rounds = 40

    /// - Parameters:
    ///   - schema: Of the whole object.
    ///   - problems: What a server would say of an object.
    /// - Returns: An object with `apiVersion`, `kind`, `metadata` and `spec` in this order; where the rules cannot be met it breaks some of them.
    static func object(
        _ schema: Schema, apiVersion: String, kind: String, name: String, namespace: String?, problems: (JSONValue) -> [FieldProblem]
    ) -> JSONValue {
        guard case .object(let rule) = schema.shape else { return [:] }
        let sample = SampleValue()
        var metadata: JSONValue = ["name": .string(name)]
        if let namespace { metadata["namespace"] = .string(namespace) }
        var object: JSONValue = ["apiVersion": .string(apiVersion), "kind": .string(kind), "metadata": metadata]
        for property in rule.properties where object[property.name] == nil && (property.name == "spec" || rule.required.contains(property.name)) {
            object[property.name] = sample.value(property.schema)
        }
        return mended(object, schema, sample, problems)
    }

    /// Changes one thing after the other, each time to what breaks fewest rules and is smallest.
    private static func mended(_ object: JSONValue, _ schema: Schema, _ sample: SampleValue, _ problems: (JSONValue) -> [FieldProblem]) -> JSONValue {
        var object = object, found = problems(object), seen: Set<JSONValue> = [object], left = tries, hopeless: Set<FieldProblem> = []
        for _ in 0..<rounds {
            guard let next = found.first(where: { !hopeless.contains($0) }) else { break }
            var best: (object: JSONValue, problems: [FieldProblem], size: Int)?
            let steps = steps(next.field), changes = SampleChanges(sample: sample, literals: literals(of: schema, along: steps))
            for candidate in changes.changed(object, schema, at: steps[...]) where left > 0 && !seen.contains(candidate) {
                left -= 1
                let found = problems(candidate)
                guard !found.contains(next) else { continue }
                let size = JSONWriter.bytes(candidate).count
                if best.map({ (cost(found), size) < (cost($0.problems), $0.size) }) ?? true { best = (candidate, found, size) }
            }
            guard let best, cost(best.problems) <= cost(found) + 2 else {
                hopeless.insert(next)
                continue
            }
            (object, found) = (best.object, best.problems)
            seen.insert(object)
        }
        return object
    }

    /// `spec.rules[0].matches`: spec, rules, 0, matches.
    private static func steps(_ field: String) -> [String] { field.split { $0 == "." || $0 == "[" || $0 == "]" }.map(String.init) }

    /// What is not of the right shape hides the rules, and is worse than any of them.
    private static func cost(_ problems: [FieldProblem]) -> Int { problems.reduce(0) { $0 + ($1.reason == .invalid ? 1 : 100) } }

    /// The texts between quotes in the rules on a way, those of the innermost first.
    private static func literals(of schema: Schema, along steps: [String]) -> [String] {
        var schemas = [schema]
        for step in steps {
            guard let here = schemas.last else { break }
            switch here.shape {
            case .array(let element, _, _), .map(let element): schemas.append(element)
            case .object(let rule): schemas.append(rule[step] ?? .any)
            default: break
            }
        }
        var found: [String] = []
        for rule in schemas.reversed().flatMap(\.rules) {
            found += rule.expression.matches(of: /'([^'\\]{1,60})'/).map { String($0.1) }.filter { !found.contains($0) }
        }
        return Array(found.prefix(40))
    }
}
