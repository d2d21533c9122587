import Foundation
import KubeModel

/// What kgateway refuses of a TrafficPolicy by itself, whatever else there is.
struct PolicySpecCheck {
    private let head: ObjectHead
    private let spec: JSONValue

    init(_ head: ObjectHead, _ spec: JSONValue) { (self.head, self.spec) = (head, spec) }

    /// - Parameter isStrict: Whether the controller runs Envoy on each policy.
    func faults(isStrict: Bool) -> [PolicyFault] { limits() + texts() + expressions() + (isStrict ? unread() : []) }

    /// What a controller that does not run Envoy lets through.
    func remarks(isStrict: Bool) -> [PolicyFault] { isStrict ? [] : unread() }

    private func fault(_ path: String, _ message: String) -> PolicyFault {
        PolicyFault(code: .policyInvalid, message: message, object: head.identity, path: path, sentence: message)
    }

    private func limits() -> [PolicyFault] {
        // The contract's form has no descriptors.
        guard let global = spec[path: ["rateLimit", "global"]], global["disable"] == nil else { return [] }
        let descriptors = global["descriptors"]?.array ?? [], place = "spec.rateLimit.global.descriptors"
        guard !descriptors.isEmpty else { return [fault(place, "failed to create rate limit actions: at least one descriptor is required")] }
        return descriptors.enumerated().flatMap { index, descriptor -> [PolicyFault] in
            let entries = descriptor["entries"]?.array ?? []
            guard !entries.isEmpty else { return [fault("\(place)[\(index)].entries", "failed to create rate limit actions: no entries")] }
            return entries.enumerated().compactMap { number, entry in
                let type = entry["type"]?.string ?? ""
                guard let member = ["Generic": "generic", "Header": "header"][type], entry[member] == nil else { return nil }
                return fault(
                    "\(place)[\(index)].entries[\(number)].\(member)",
                    "failed to create rate limit actions: an entry of type \(type) requires \(member)")
            }
        }
    }

    private func texts() -> [PolicyFault] {
        (spec[path: ["ai", "defaults"]]?.array ?? []).enumerated().compactMap { index, entry in
            guard let text = entry["value"]?.string?.trimmingCharacters(in: .whitespacesAndNewlines), let first = text.first, let last = text.last,
                first == "{" || first == "[" || last == "}" || last == "]", (try? JSONParser.parse(Array(text.utf8))) == nil
            else { return nil }
            return fault(
                "spec.ai.defaults[\(index)].value", "ai: field \(entry["field"]?.string ?? "") contains invalid JSON string: \(text)")
        }
    }

    private func expressions() -> [PolicyFault] {
        (spec[path: ["rbac", "policy", "matchExpressions"]]?.array ?? []).enumerated().compactMap { index, value in
            guard let text = value.string, let problem = ExpressionSyntax.problem(in: text) else { return nil }
            return PolicyFault(
                code: .policyInvalid, message: "rbac: CEL matchExpression \(text) \(problem)", object: head.identity,
                path: "spec.rbac.policy.matchExpressions[\(index)]", sentence: "the expression \(text) \(problem)")
        }
    }

    /// What Envoy cannot read, and only a strict controller asks it about (R41). Where it does not, configuration with such a pattern never arrives, and
    /// such a template does not do its work.
    private func unread() -> [PolicyFault] {
        PatternPlaces.problems(in: spec, at: "spec").map { path, sentence in
            PolicyFault(code: .regexInvalid, message: sentence, object: head.identity, path: path, sentence: sentence)
        } + templates()
    }

    private func templates() -> [PolicyFault] {
        var found: [PolicyFault] = []
        func walk(_ value: JSONValue, _ path: String) {
            switch value {
            case .string(let text):
                if let problem = TemplateSyntax.problem(in: text) { found.append(fault(path, "the template \(text) cannot be read: \(problem)")) }
            case .array(let list): for (index, item) in list.enumerated() { walk(item, "\(path)[\(index)]") }
            case .object(let object): for (key, item) in object { walk(item, "\(path).\(key)") }
            default: break
            }
        }
        if let transformation = spec["transformation"] { walk(transformation, "spec.transformation") }
        return found
    }
}
