import ArgumentParser
import GatewayGraph

/// What is known of the controller that no resource says.
struct ControllerOptions: ParsableArguments {
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("A setting of the controller's environment; may be repeated.", valueName: "name=value"))
    var controllerEnv: [String] = []

    @Option(
        name: .long, help: ArgumentHelp("The version whose rules count: auto, 2.1 to 2.5 or main. auto asks the server; without one it is 2.1, or for check what the files need.", valueName: "version"))
    var rules = "auto"

    func validate() throws {
        if rules != "auto", GatewayRules(rules) == nil { throw ValidationError("--rules takes auto, 2.1 to 2.5 or main, not \(rules).") }
        for pair in controllerEnv where !pair.contains("=") { throw ValidationError("--controller-env wants NAME=VALUE, not \(pair).") }
    }

    var environment: [String: String] {
        var environment: [String: String] = [:]
        for pair in controllerEnv {
            let sign = pair.firstIndex(of: "=") ?? pair.endIndex
            environment[String(pair[..<sign])] = String(pair[sign...].dropFirst())
        }
        return environment
    }
}
