import ArgumentParser
import Foundation
import GatewayGraph
import KubeModel
import KubeRules

/// Which policy wins on which route.
struct PoliciesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policies", abstract: "Compute which policy wins on which route, per field, from manifests.")

    @Option(name: .long, parsing: .singleValue, help: ArgumentHelp("A file or a folder of YAML or JSON; may be repeated.", valueName: "path"))
    var manifests: [String] = []

    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("A setting of the controller's environment; may be repeated.", valueName: "name=value"))
    var controllerEnv: [String] = []

    @Option(name: .shortAndLong, help: ArgumentHelp("json or yaml.", valueName: "format"))
    var output = "json"

    func validate() throws {
        guard !manifests.isEmpty else { throw ValidationError("--manifests wants at least one file or folder.") }
        guard ["json", "yaml"].contains(output) else { throw ValidationError("-o takes json or yaml, not \(output).") }
    }

    func run() throws {
        var environment: [String: String] = [:]
        for pair in controllerEnv {
            guard let sign = pair.firstIndex(of: "=") else { throw CommandFailure("--controller-env wants NAME=VALUE, not \(pair).", .wrongUsage) }
            environment[String(pair[..<sign])] = String(pair[pair.index(after: sign)...])
        }
        var reader = ManifestReader()
        for path in manifests { try Self.read(path, into: &reader) }
        let plan = PolicyPlan(reader.objects, settings: PolicySettings(environment))
        let document = plan.document(source: ["manifests": .array(manifests.map { .string($0) })])
        FileHandle.standardOutput.write(
            Data((output == "yaml" ? YAMLWriter.text(document) : JSONWriter.pretty(document) + "\n").utf8))
        for problem in reader.problems { FileHandle.standardError.write(Data("\(problem)\n".utf8)) }
    }

    static func read(_ path: String, into reader: inout ManifestReader) throws {
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
