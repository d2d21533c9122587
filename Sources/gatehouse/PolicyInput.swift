import ArgumentParser
import Foundation
import GatewayGraph
import KubeModel
import KubeRules

/// From where the resources come that effective policies are computed from.
struct PolicyInputOptions: ParsableArguments {
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("A file or folder of YAML or JSON instead of a cluster; - is standard input. May be repeated.", valueName: "path"))
    var manifests: [String] = []

    @OptionGroup var controller: ControllerOptions

    @OptionGroup var version: RulesOptions

    var rules: String { version.rules }
    var environment: [String: String] { controller.environment }
}

/// The resources, and what is known of how the controller reads them.
struct PolicyInput {
    var objects: [JSONValue]
    /// Kinds of which not all could be read.
    var unread: Set<String> = []
    var settings: PolicySettings
    /// As `source` of the document.
    var source: JSONValue
    var isLive = false

    var plan: PolicyPlan { PolicyPlan(objects, settings: settings, unread: unread) }

    /// Of files and folders. What is wrong with them is said on standard error.
    static func manifests(_ options: PolicyInputOptions) throws -> PolicyInput {
        let reader = try ManifestPaths.read(options.manifests)
        for problem in reader.problems { FileHandle.standardError.write(Data("\(problem)\n".utf8)) }
        return PolicyInput(
            objects: reader.objects, settings: PolicySettings(options.environment, rules: GatewayRules(options.rules) ?? .v21),
            source: ["manifests": .array(options.manifests.map { .string($0) })])
    }
}
