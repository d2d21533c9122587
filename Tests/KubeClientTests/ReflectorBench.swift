import KubeModel
import TestSupport

@testable import KubeClient

/// A machine with a hand on its clock; chance is always 0.
struct ReflectorBench {
    var machine = ReflectorMachine()
    var time = 0.0

    mutating func send(_ input: ReflectorMachine.Input) -> [ReflectorMachine.Output] {
        machine.handle(input, at: time, random: 0)
    }

    mutating func after(_ seconds: Double, _ input: ReflectorMachine.Input) -> [ReflectorMachine.Output] {
        time += seconds
        return send(input)
    }

    /// Listed by a stream up to version 10, and watching for a while.
    static func live() -> ReflectorBench {
        var bench = ReflectorBench()
        _ = bench.send(.start)
        _ = bench.send(.opened)
        _ = bench.send(.bookmark(version: "10", endsInitialEvents: true))
        _ = bench.after(20, .arrived(rows: 1, added: 0, version: "11"))
        return bench
    }
}

func open(_ plan: ReflectorPlan) -> ReflectorMachine.Output { .open(plan, watchSeconds: 300) }
func state(_ state: ConnectionState) -> ReflectorMachine.Output { .emit(.state(state)) }
let refused = ClusterError.refused(host: "h:1")
let notSupported = ClusterError.badRequest(APIStatus(code: 400, reason: "BadRequest", message: "no"))
let serverFailure = ClusterError.server(code: 500, message: "boom")
let noRight = ClusterError.forbidden("no")
