import GatewayGraph
import KubeModel

extension SpecRules {
    static func backend(_ spec: JSONValue) -> String? {
        switch spec["type"]?.string ?? onlySection(of: spec, ["static": "Static", "aws": "AWS", "ai": "AI"]) {
        case "Static": staticHosts(spec["static"])
        case "AWS": aws(spec["aws"])
        case "AI": provider(spec[path: ["ai", "provider"]], "spec.ai.provider")
        default: "spec.type: choose Static, AWS or AI"
        }
    }

    /// Groups whose backends exist, or a provider.
    static func aiBackend(_ object: JSONValue, in view: some ClusterView) -> String? {
        let spec = object["spec"] ?? [:]
        guard let groups = spec["groups"]?.array, !groups.isEmpty else {
            return spec["provider"] == nil
                ? "spec: a provider or at least one group is needed" : provider(spec["provider"], "spec.provider")
        }
        if let missing = References.backends(of: object).first(where: { !view.exists($0) }) {
            return "spec.groups: Backend \(missing.key) not found"
        }
        return first(spec["groups"], "spec.groups") { group, path in
            first(group["backends"], "\(path).backends") { backend, path in
                guard let weight = backend["weight"]?.integer, weight < 0 else { return nil }
                return "\(path).weight: \(weight) is less than 0"
            }
        } ?? spec["provider"].flatMap { provider($0, "spec.provider") }
    }

    /// The section of the type is there, and says where its service is.
    static func gatewayExtension(_ object: JSONValue, in view: some ClusterView) -> String? {
        let sections = ["ExtAuth": "extAuth", "ExtProc": "extProc", "RateLimit": "rateLimit"]
        let spec = object["spec"] ?? [:]
        let inferred = onlySection(of: spec, ["extAuth": "ExtAuth", "extProc": "ExtProc", "rateLimit": "RateLimit"])
        guard let type = spec["type"]?.string ?? inferred, let section = sections[type] else {
            return "spec.type: choose ExtAuth, ExtProc or RateLimit"
        }
        let path = "spec.\(section).grpcService.backendRef"
        guard let reference = object[path: ["spec", section, "grpcService", "backendRef"]],
            reference["name"]?.string?.isEmpty == false
        else { return "\(path): type \(type) needs a Service or Backend here" }
        guard let port = reference["port"] else {
            guard let backend = References.service(of: object), !view.exists(backend) else { return nil }
            return "\(path).port: a Service needs a port, and there is no Backend \(backend.key)"
        }
        return portProblem(port, "\(path).port")
    }

    /// The type that a spec means which leaves the type out and has one section.
    static func onlySection(of spec: JSONValue, _ types: [String: String]) -> String? {
        let found = types.filter { spec[$0.key] != nil }
        return found.count == 1 ? found.first?.value : nil
    }

    private static func staticHosts(_ section: JSONValue?) -> String? {
        guard let hosts = section?["hosts"]?.array, !hosts.isEmpty else {
            return "spec.static.hosts: name at least one host"
        }
        return first(section?["hosts"], "spec.static.hosts") { host, path in
            let name = host["host"]?.string ?? ""
            let isHost =
                !name.isEmpty && name.utf8.count <= 253 && name.utf8.allSatisfy { $0 > 0x20 && $0 != 0x2F && $0 < 0x7F }
            if !isHost { return "\(path).host: \"\(name)\" is neither a host name nor an address" }
            guard let port = host["port"] else { return "\(path).port: a port is needed" }
            return portProblem(port, "\(path).port")
        }
    }

    private static func portProblem(_ port: JSONValue, _ path: String) -> String? {
        (1...65535).contains(port.integer ?? 0) ? nil : "\(path): \(JSONWriter.text(port)) is not between 1 and 65535"
    }

    private static func aws(_ section: JSONValue?) -> String? {
        for field in ["region", "lambdaFunctionName"] where section?[field]?.string?.isEmpty != false {
            return "spec.aws.\(field): needed for a Lambda function"
        }
        guard let account = section?["accountId"]?.string else { return nil }
        let isAccount = account.utf8.count == 12 && account.utf8.allSatisfy { (0x30...0x39).contains($0) }
        return isAccount ? nil : "spec.aws.accountId: \"\(account)\" is no account; it has 12 digits"
    }

    private static func provider(_ provider: JSONValue?, _ path: String) -> String? {
        let names = ["openai", "azure", "gemini"]
        switch provider?["type"]?.string ?? onlySection(of: provider ?? [:], [:].merging(names.map { ($0, $0) }) { $1 })
        {
        // The contract has no section for mistral: the type alone is enough.
        case "mistral": return nil
        case "azure":
            guard let azure = provider?["azure"] else { return "\(path).azure: type azure needs this section" }
            let endpoint = azure["endpoint"]?.string ?? ""
            return endpoint.isEmpty ? "\(path).azure.endpoint: the host of the resource is needed" : nil
        case let type? where type == "openai" || type == "gemini":
            return provider?[type] == nil ? "\(path).\(type): type \(type) needs this section" : nil
        default: return "\(path).type: choose openai, azure, gemini or mistral"
        }
    }
}
