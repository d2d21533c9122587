import KubeModel
import KubeRules

/// Why a rule that hands over to nobody answers 500 (R20, R40a).
struct RuleCheck {
    private let world: PolicyWorld

    init(_ world: PolicyWorld) { self.world = world }

    func failure(of rule: RouteRule, at place: Int, _ match: RouteMatch, _ route: RouteObject) -> RouteFailure? {
        func failure(_ code: FindingCode, _ path: String, _ sentence: String) -> RouteFailure {
            RouteFailure(code: code, sentence: sentence, object: route.head.identity, path: "spec.rules[\(place)]\(path)")
        }
        // Only Envoy finds it, and only a strict controller asks it.
        if world.settings.isStrict, let (path, problem) = match.regexProblem(in: rule) {
            var dropped = failure(.regexInvalid, ".\(path)", problem)
            dropped.isDropped = true
            return dropped
        }
        let isRedirect = rule.filters.contains { $0["type"]?.string == "RequestRedirect" }
        let responses = rule.extensions("DirectResponse")
        for (index, filter) in rule.filters.enumerated() {
            if let sentence = missing(filter, in: route.head.namespace) {
                let isResponse = filter[path: ["extensionRef", "kind"]]?.string == "DirectResponse"
                return failure(isResponse ? .directResponseConflict : .filterMissing, ".filters[\(index)].extensionRef.name", sentence)
            }
        }
        if rule.backends.isEmpty, !isRedirect, responses.isEmpty {
            return failure(.ruleEmpty, "", "the rule has no backend, no redirect and no DirectResponse")
        }
        if let response = responses.first, !rule.backends.isEmpty || isRedirect || responses.count > 1 {
            let other = responses.count > 1 ? "another one" : isRedirect ? "a redirect" : "backends"
            let index = rule.filters.firstIndex { !RouteRule.extensions("DirectResponse", in: [$0]).isEmpty } ?? 0
            return failure(.directResponseConflict, ".filters[\(index)]", "the rule has \(other) beside DirectResponse \(route.head.namespace)/\(response)")
        }
        if let (path, problem) = RoutePathCheck.problem(in: rule, match) { return failure(.rewriteInvalid, ".\(path)", problem) }
        // A single backend is not weighed.
        if rule.backends.count > 1, rule.backends.allSatisfy({ $0["weight"]?.integer == 0 }) {
            return failure(.weightsAllZero, ".backendRefs", "the weight of every backend is 0")
        }
        return nil
    }

    private func missing(_ filter: JSONValue, in namespace: String) -> String? {
        guard filter["type"]?.string == "ExtensionRef", let ref = filter["extensionRef"], let name = ref["name"]?.string else { return nil }
        let kind = ref["kind"]?.string ?? "", place = "\(namespace)/\(name)"
        guard !world.unread.contains(kind) else { return nil }
        switch kind {
        case "TrafficPolicy" where world.policy(namespace, name) != nil: return nil
        case "DirectResponse" where world.directResponses[place] != nil: return nil
        case "TrafficPolicy", "DirectResponse": return "no \(kind) \(place)\(world.places(of: kind).hint(place))"
        default: return "kgateway has no filter of kind \(kind)"
        }
    }
}

extension RouteMatch {
    /// The first regular expression of a match that does not compile, below its rule.
    func regexProblem(in rule: RouteRule) -> (path: String, problem: String)? {
        let index = rule.matches.firstIndex(of: self) ?? 0
        if let method = rule.raw["matches"]?[index]?["method"], method["type"]?.string == "RegularExpression" {
            // Of a GRPCRoute, whose path is made of both.
            for member in ["service", "method"] {
                guard let text = method[member]?.string, let problem = RegularExpression.problem(in: text) else { continue }
                return ("matches[\(index)].method.\(member)", "the regular expression \(text) cannot be read: \(problem)")
            }
        } else if pathType == .regularExpression, let problem = RegularExpression.problem(in: path) {
            return ("matches[\(index)].path.value", "the regular expression \(path) cannot be read: \(problem)")
        }
        for (list, pairs) in [("headers", headers), ("queryParams", queries)] {
            for (number, pair) in pairs.enumerated() where pair.type == "RegularExpression" {
                guard let problem = RegularExpression.problem(in: pair.value) else { continue }
                return ("matches[\(index)].\(list)[\(number)].value", "the regular expression \(pair.value) cannot be read: \(problem)")
            }
        }
        return nil
    }
}
