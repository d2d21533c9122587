import Foundation
import KubeModel
import KubeRules

/// What kgateway refuses of a policy, as far as that can be told without Envoy (section 10 of the rules).
struct PolicyValidity: Sendable {
    /// By policy; empty for one that is valid.
    let faults: [[PolicyFault]]

    init(_ world: PolicyWorld) {
        let extensions = ExtensionCheck(world)
        faults = world.policies.map { Self.faults(of: $0, in: world, extensions) }
    }

    func isValid(_ policy: Int) -> Bool { faults[policy].isEmpty }

    static func errors(of policy: PolicyObject, in world: PolicyWorld) -> [String] {
        faults(of: policy, in: world, ExtensionCheck(world)).map(\.message)
    }

    private static func faults(of policy: PolicyObject, in world: PolicyWorld, _ extensions: ExtensionCheck) -> [PolicyFault] {
        var faults: [PolicyFault] = []
        func add(_ code: FindingCode, _ path: String, _ message: String, _ sentence: String? = nil) {
            faults.append(PolicyFault(code: code, message: message, object: policy.head.identity, path: path, sentence: sentence ?? message))
        }
        if policy.weight == nil {
            let text = policy.head.annotations["kgateway.dev/policy-weight"] ?? ""
            add(
                .weightInvalid, "metadata.annotations[kgateway.dev/policy-weight]",
                "invalid value for annotation kgateway.dev/policy-weight: \(text)", "the weight \(text) is no whole number")
        }
        guard policy.head.kind == "TrafficPolicy" else { return faults }
        faults += extensions.faults(of: policy)
        for (code, path, message) in limits(policy) + texts(policy) { add(code, path, message) }
        if world.settings.rules >= .v22 { faults += AccessCheck(world).faults(of: policy) }
        if world.settings.isStrict {
            for (path, sentence) in templates(policy.spec) { add(.policyInvalid, path, sentence) }
            if faults.isEmpty, let refused = policy.refusal { add(.policyInvalid, "", refused) }
        }
        return faults
    }

    private typealias Fault = (code: FindingCode, path: String, message: String)

    private static func limits(_ policy: PolicyObject) -> [Fault] {
        // The contract's form has no descriptors.
        guard let global = policy.spec[path: ["rateLimit", "global"]], global["disable"] == nil else { return [] }
        let descriptors = global["descriptors"]?.array ?? [], place = "spec.rateLimit.global"
        guard !descriptors.isEmpty else {
            return [(.policyInvalid, "\(place).descriptors", "failed to create rate limit actions: at least one descriptor is required")]
        }
        var faults: [Fault] = []
        for (index, descriptor) in descriptors.enumerated() {
            let entries = descriptor["entries"]?.array ?? []
            if entries.isEmpty {
                faults.append((.policyInvalid, "\(place).descriptors[\(index)].entries", "failed to create rate limit actions: no entries"))
            }
            for (number, entry) in entries.enumerated() {
                let member = ["Generic": "generic", "Header": "header"][entry["type"]?.string ?? ""]
                guard let member, entry[member] == nil else { continue }
                faults.append(
                    (
                        .policyInvalid, "\(place).descriptors[\(index)].entries[\(number)].\(member)",
                        "failed to create rate limit actions: an entry of type \(entry["type"]?.string ?? "") requires \(member)"
                    ))
            }
        }
        return faults
    }

    private static func texts(_ policy: PolicyObject) -> [Fault] {
        var faults: [Fault] = []
        for (index, entry) in (policy.spec[path: ["ai", "defaults"]]?.array ?? []).enumerated() {
            guard let text = entry["value"]?.string, let first = text.first(where: { $0 != " " }), first == "{" || first == "[",
                (try? JSONParser.parse(Array(text.utf8))) == nil
            else { continue }
            faults.append(
                (
                    .policyInvalid, "spec.ai.defaults[\(index)].value",
                    "ai: field \(entry["field"]?.string ?? "") contains invalid JSON string: \(text)"
                ))
        }
        return faults
    }

    /// Templates whose braces do not pair; Envoy refuses them.
    static func templates(_ spec: JSONValue) -> [(path: String, sentence: String)] {
        var found: [(path: String, sentence: String)] = []
        func walk(_ value: JSONValue, _ path: String) {
            switch value {
            case .string(let text):
                for (open, close) in [("{{", "}}"), ("{%", "%}")] where count(open, in: text) != count(close, in: text) {
                    found.append((path, "the template has a \(open) or \(close) too many: \(text)"))
                }
            case .array(let list): for (index, item) in list.enumerated() { walk(item, "\(path)[\(index)]") }
            case .object(let object): for (key, item) in object { walk(item, "\(path).\(key)") }
            default: break
            }
        }
        if let transformation = spec["transformation"] { walk(transformation, "spec.transformation") }
        return found
    }

    private static func count(_ sign: String, in text: String) -> Int {
        var count = 0, rest = text[...]
        while let place = rest.range(of: sign) {
            count += 1
            rest = rest[place.upperBound...]
        }
        return count
    }
}
