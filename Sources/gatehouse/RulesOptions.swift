import ArgumentParser
import GatewayGraph

/// By which version's rules it is computed.
struct RulesOptions: ParsableArguments {
    @Option(
        name: .long, help: ArgumentHelp("The version whose rules count: auto, 2.1 to 2.5 or main. auto asks the server; without one it is 2.1, or for check what the files need.", valueName: "version"))
    var rules = "auto"

    func validate() throws {
        if rules != "auto", GatewayRules(rules) == nil { throw ValidationError("--rules takes auto, 2.1 to 2.5 or main, not \(rules).") }
    }
}
