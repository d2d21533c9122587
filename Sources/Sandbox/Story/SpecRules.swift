import GatewayGraph
import KubeModel

/// What is wrong with a spec that satisfies its schema: the rules that only the controller knows.
///
/// Each function returns the first problem as a sentence that begins with the field, or nil.
enum SpecRules {
    static func problem(of object: JSONValue, _ type: ResourceType, in view: some ClusterView) -> String? {
        let spec = object["spec"] ?? [:]
        return switch type {
        case .trafficPolicy: trafficPolicy(spec)
        case .httpListenerPolicy: httpListenerPolicy(spec)
        case .backend: backend(spec)
        case .directResponse: directResponse(spec)
        case .gatewayExtension: gatewayExtension(object, in: view)
        case .gatewayParameters: gatewayParameters(spec)
        case .aiBackend: aiBackend(object, in: view)
        default: nil
        }
    }

    /// The first problem of any element, with its index in the path.
    static func first(_ list: JSONValue?, _ path: String, _ check: (JSONValue, String) -> String?) -> String? {
        for (index, element) in (list?.array ?? []).enumerated() {
            if let problem = check(element, "\(path)[\(index)]") { return problem }
        }
        return nil
    }

    /// Whether a policy neither names anything nor chooses by labels, as kgateway's own definitions let it.
    static func hasNoTargets(_ spec: JSONValue) -> Bool {
        ["targetRefs", "targetSelectors"].allSatisfy { spec[$0]?.array?.isEmpty != false }
    }

    static func duration(_ value: JSONValue?, _ path: String) -> String? {
        guard let text = value?.string, GoDuration.seconds(text) == nil else { return nil }
        return "\(path): \"\(text)\" is no duration; write it like 30s or 1m30s"
    }

    private static func directResponse(_ spec: JSONValue) -> String? {
        guard let code = spec["statusCode"]?.integer, let body = spec["body"]?.string else { return nil }
        if [204, 205, 304].contains(code), !body.isEmpty {
            return "spec.body: an answer of status \(code) has no body"
        }
        let limit = 4096
        return body.utf8.count > limit ? "spec.body: \(body.utf8.count) bytes are more than \(limit)" : nil
    }

    private static func httpListenerPolicy(_ spec: JSONValue) -> String? {
        if hasNoTargets(spec) { return "spec.targetRefs: name at least one Gateway" }
        return first(spec["targetRefs"], "spec.targetRefs") { reference, path in
            reference["kind"]?.string == "Gateway" ? nil : "\(path).kind: only a Gateway has listeners"
        } ?? bufferSize(spec)
            ?? first(spec[path: ["celValidation", "rules"]], "spec.celValidation.rules") { rule, path in
                expressionProblem(rule["expression"]?.string ?? "").map { "\(path).expression: \($0)" }
            }
    }

    private static func bufferSize(_ spec: JSONValue) -> String? {
        guard let size = spec[path: ["buffer", "maxRequestBytes"]]?.integer, !(1...4_294_967_295).contains(size) else {
            return nil
        }
        return "spec.buffer.maxRequestBytes: \(size) is not between 1 and 4294967295"
    }

    /// CEL to the extent that people get wrong: nothing at all, and brackets or quotes that do not close.
    private static func expressionProblem(_ text: String) -> String? {
        if text.allSatisfy(\.isWhitespace) { return "the expression is empty" }
        let closing: [Character: Character] = ["(": ")", "[": "]", "{": "}"]
        var open: [Character] = []
        var quote: Character?
        for character in text {
            if let inside = quote {
                if character == inside { quote = nil }
            } else if character == "'" || character == "\"" {
                quote = character
            } else if let end = closing[character] {
                open.append(end)
            } else if ")]}".contains(character), open.popLast() != character {
                return "unexpected \(character)"
            }
        }
        if quote != nil { return "a text is not closed" }
        return open.last.map { "missing \($0)" }
    }

    private static func gatewayParameters(_ spec: JSONValue) -> String? {
        let kube = spec["kube"]
        if let replicas = kube?[path: ["deployment", "replicas"]]?.integer, replicas < 0 {
            return "spec.kube.deployment.replicas: \(replicas) is less than 0"
        }
        for section in ["requests", "limits"] {
            for (name, value) in kube?[path: ["envoyContainer", "resources", section]]?.object ?? JSONObject() {
                guard let text = value.string, !isQuantity(text) else { continue }
                return "spec.kube.envoyContainer.resources.\(section).\(name): \"\(text)\" is no quantity; "
                    + "write it like 500m or 512Mi"
            }
        }
        return nil
    }

    private static func isQuantity(_ text: String) -> Bool {
        let suffixes: Set<String> = [
            "", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei",
        ]
        let number = text.prefix { $0 == "." || ("0"..."9").contains($0) }
        return Double(number) != nil && suffixes.contains(String(text.dropFirst(number.count)))
    }
}
