import ArgumentParser
import Foundation
import GatewayGraph
import KubeModel

/// Which policy wins on which route.
struct PoliciesCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case table, json, yaml }

    static let configuration = CommandConfiguration(
        commandName: "policies", _superCommandName: "gatehouse", abstract: "Compute which policy wins on which route, per field, and why.",
        discussion: """
            Of the cluster, or of manifests. KIND/NAME narrows it: a Gateway, a set of listeners, an HTTPRoute, a GRPCRoute, a TrafficPolicy \
            or an HTTPListenerPolicy. With --check it ends with 1 where there is a finding of severity error.
            """)

    @Argument(help: "What to narrow it to: KIND/NAME.") var object: String?
    @OptionGroup var input: PolicyInputOptions
    @OptionGroup var namespace: OneNamespace
    @Flag(help: "End with 1 where there is an error among the findings.") var check = false
    @Option(name: .shortAndLong, help: "table, json or yaml.") var output = Format.table
    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        guard input.manifests.isEmpty else { return try print(try PolicyInput.manifests(input), in: namespace.namespace ?? "default") }
        try await Session.run(cluster) { session in
            try print(try await PolicyInput.live(session, input), in: session.namespace(namespace))
        }
    }

    /// - Parameter place: The namespace of the object that it is narrowed to.
    private func print(_ input: PolicyInput, in place: String) throws {
        let plan = input.plan, concern = try concern(in: plan, place)
        let findings = plan.findings().filter { concern?.takes($0) ?? true }
        func document() -> JSONValue { plan.document(source: input.source, concerned: concern, findings: findings, isLive: input.isLive) }
        let text: Data =
            switch output {
            case .json: Data(JSONWriter.folded(document()))
            case .yaml: Data(YAMLWriter.text(document()).utf8)
            case .table: Data(table(plan, concern, findings).utf8)
            }
        Output.write(text)
        if check, findings.contains(where: { $0.severity == .error }) { throw ExitCode(1) }
    }

    private func table(_ plan: PolicyPlan, _ concern: PolicyConcern?, _ findings: [Finding]) -> String {
        let rows = plan.rows(concern).map(\.cells)
        var text = rows.isEmpty ? "" : TextTable.text([PolicyPlanRow.titles] + rows)
        // What could not be read is no small thing to know.
        let lines = findings.filter { $0.severity > .note || $0.code == .unreadableKind }.map { finding in
            [finding.severity == .error ? "✗" : finding.severity == .warning ? "!" : "?", finding.code.rawValue, finding.object.drop { $0 != "/" }.split(separator: "/").joined(separator: "/"), finding.message]
        }
        if !lines.isEmpty { text += (text.isEmpty ? "" : "\n") + TextTable.text(lines) }
        if text.isEmpty { text = "No policy has any effect on any route.\n" }
        return text
    }

    private func concern(in plan: PolicyPlan, _ place: String) throws -> PolicyConcern? {
        guard let object else { return nil }
        let halves = object.split(separator: "/", maxSplits: 1).map(String.init)
        guard halves.count == 2 else { throw CommandFailure("“\(object)” is not KIND/NAME.", .wrongUsage) }
        guard let kind = Self.kind(halves[0]) else {
            throw CommandFailure("Policies are told of \(Self.kinds.joined(separator: ", ")), not of \(halves[0]).", .wrongUsage)
        }
        guard let concern = PolicyConcern(kind: kind, namespace: place, name: halves[1]), concern.exists(in: plan) else {
            let unknown = plan.isKnown(kind) ? nil : "Cannot say whether there is a \(kind) \(place)/\(halves[1]): \(kind.pluralOfKind) could not be read."
            throw CommandFailure(unknown ?? "There is no \(kind) \(place)/\(halves[1]).")
        }
        return concern
    }

    private static let kinds = [
        "Gateway", "ListenerSet", "XListenerSet", "HTTPRoute", "GRPCRoute", "TrafficPolicy", "HTTPListenerPolicy",
        "ListenerPolicy",
    ]

    /// Singular, plural, or a beginning that only one has; in any case.
    private static func kind(_ word: String) -> String? {
        let word = word.lowercased()
        if let exact = kinds.first(where: { word == $0.lowercased() || word == $0.lowercased() + "s" || word == $0.pluralOfKind.lowercased() }) { return exact }
        if let short = ["tp": "TrafficPolicy", "hlp": "HTTPListenerPolicy", "lp": "ListenerPolicy", "gtw": "Gateway", "gw": "Gateway", "hr": "HTTPRoute", "gr": "GRPCRoute"][word] {
            return short
        }
        let near = kinds.filter { $0.lowercased().hasPrefix(word) }
        return near.count == 1 ? near[0] : nil
    }

}
