import ArgumentParser

/// What the controller is told, where it is said beside its Deployment.
struct ControllerOptions: ParsableArguments {
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("A setting of the controller's environment; may be repeated.", valueName: "name=value"))
    var controllerEnv: [String] = []

    func validate() throws {
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
