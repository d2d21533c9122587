import GatewayGraph
import KubeModel

extension SpecRules {
    static func trafficPolicy(_ spec: JSONValue) -> String? {
        if hasNoTargets(spec) {
            return "spec.targetRefs: name at least one Gateway or HTTPRoute"
        }
        return cors(spec["cors"]) ?? timeout(spec) ?? retries(spec)
            ?? headers(spec["requestHeaderModifier"], "spec.requestHeaderModifier")
            ?? headers(spec["responseHeaderModifier"], "spec.responseHeaderModifier")
    }

    private static func cors(_ cors: JSONValue?) -> String? {
        first(cors?["allowOrigins"], "spec.cors.allowOrigins") { origin, path in
            let value = origin["value"]?.string ?? ""
            if value.isEmpty { return "\(path).value: an origin is needed" }
            guard origin["type"]?.string == "Regex", let problem = RegexSyntax.problem(in: value) else { return nil }
            return "\(path).value: \"\(value)\" is no regular expression: \(problem)"
        } ?? duration(cors?["maxAge"], "spec.cors.maxAge")
    }

    private static func timeout(_ spec: JSONValue) -> String? {
        duration(spec[path: ["timeout", "request"]], "spec.timeout.request")
            ?? duration(spec[path: ["timeout", "idle"]], "spec.timeout.idle")
    }

    private static func retries(_ spec: JSONValue) -> String? {
        let retries = spec["retries"]
        if let attempts = retries?["attempts"]?.integer, !(0...10).contains(attempts) {
            return "spec.retries.attempts: \(attempts) is not between 0 and 10"
        }
        return duration(retries?["perTryTimeout"], "spec.retries.perTryTimeout")
            ?? duration(retries?[path: ["backOff", "baseInterval"]], "spec.retries.backOff.baseInterval")
            ?? duration(retries?[path: ["backOff", "maxInterval"]], "spec.retries.backOff.maxInterval")
            ?? retryBudget(spec)
    }

    /// Durations that are right by themselves, but not together.
    private static func retryBudget(_ spec: JSONValue) -> String? {
        func seconds(_ path: [String]) -> Double? { spec[path: path]?.string.flatMap(GoDuration.seconds) }
        if let base = seconds(["retries", "backOff", "baseInterval"]),
            let longest = seconds(["retries", "backOff", "maxInterval"]), longest < base
        {
            return "spec.retries.backOff.maxInterval: shorter than baseInterval"
        }
        guard let each = seconds(["retries", "perTryTimeout"]), let whole = seconds(["timeout", "request"]), whole > 0,
            each > whole
        else { return nil }
        return "spec.retries.perTryTimeout: one try may take longer than the request, spec.timeout.request"
    }

    private static func headers(_ modifier: JSONValue?, _ path: String) -> String? {
        for section in ["set", "add"] {
            let problem = first(modifier?[section], "\(path).\(section)") { header, path in
                headerProblem(header["name"]?.string ?? "").map { "\(path).name: \($0)" }
            }
            if let problem { return problem }
        }
        return first(modifier?["remove"], "\(path).remove") { name, path in
            headerProblem(name.string ?? "").map { "\(path): \($0)" }
        }
    }

    /// Header names are tokens of RFC 9110.
    private static func headerProblem(_ name: String) -> String? {
        if name.isEmpty { return "a header needs a name" }
        let isToken = name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
        return isToken ? nil : "\"\(name)\" is no name of a header"
    }
}
