import ArgumentParser
import Foundation
import GatewayGraph
import KubeClient
import KubeModel
import KubeRules

/// Which policy wins on which route.
struct PoliciesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policies", _superCommandName: "gatehouse",
        abstract: "Compute which policy wins on which route, per field, in a cluster or from manifests.")

    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("A file or a folder of YAML or JSON, in place of a cluster; may be repeated.", valueName: "path"))
    var manifests: [String] = []

    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("A setting of the controller's environment; may be repeated.", valueName: "name=value"))
    var controllerEnv: [String] = []

    @Option(name: .shortAndLong, help: ArgumentHelp("json or yaml.", valueName: "format"))
    var output = "json"

    @OptionGroup var cluster: ClusterOptions

    func validate() throws {
        guard ["json", "yaml"].contains(output) else { throw ValidationError("-o takes json or yaml, not \(output).") }
    }

    func run() async throws {
        var environment: [String: String] = [:]
        for pair in controllerEnv {
            guard let sign = pair.firstIndex(of: "=") else { throw CommandFailure("--controller-env wants NAME=VALUE, not \(pair).", .wrongUsage) }
            environment[String(pair[..<sign])] = String(pair[pair.index(after: sign)...])
        }
        guard manifests.isEmpty else { return try printManifests(environment) }
        try await Session.run(cluster) { session in
            let live = try await LiveObjects.read(session.client), endpoint = session.backend.endpoint
            let settings = PolicySettings((live.environment ?? [:]).merging(environment) { $1 })
            let source: JSONValue = ["context": .string(endpoint.name), "server": .string(endpoint.server.absoluteString)]
            write(PolicyPlan(live.objects, settings: settings).document(source: source))
            for part in live.unread.sorted(by: { $0.kind < $1.kind }) {
                CommandEnd.complain("Not known: \(part.kind) (\(part.reason)).")
            }
        }
    }

    private func printManifests(_ environment: [String: String]) throws {
        var reader = ManifestReader()
        for path in manifests { try Self.read(path, into: &reader) }
        let plan = PolicyPlan(reader.objects, settings: PolicySettings(environment))
        write(plan.document(source: ["manifests": .array(manifests.map { .string($0) })]))
        for problem in reader.problems { CommandEnd.complain(problem) }
    }

    private func write(_ document: JSONValue) {
        Output.write(output == "yaml" ? YAMLWriter.text(document) : JSONWriter.pretty(document) + "\n")
    }

    private static func read(_ path: String, into reader: inout ManifestReader) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw CommandFailure("There is no file or folder \(path).", .cannotConnect)
        }
        guard isFolder.boolValue else {
            guard let data = FileManager.default.contents(atPath: path) else { throw CommandFailure("Cannot read \(path).", .cannotConnect) }
            return reader.read(String(decoding: data, as: UTF8.self), file: path)
        }
        for name in try FileManager.default.contentsOfDirectory(atPath: path).sorted() {
            let inner = "\(path)/\(name)"
            var isInner: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: inner, isDirectory: &isInner)
            if isInner.boolValue || ["yaml", "yml", "json"].contains((name as NSString).pathExtension.lowercased()) {
                try read(inner, into: &reader)
            }
        }
    }
}
