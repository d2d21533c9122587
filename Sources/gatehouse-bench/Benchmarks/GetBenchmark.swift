/// `gatehouse get trafficpolicies -A`.
enum GetBenchmark {
    static func run(_ world: World) throws -> [Figure] {
        try world.withServer { target in
            var ours: [ChildRun] = [], bare: [Double] = [], kubectl: [ChildRun] = []
            for _ in 0..<(world.objects > 20_000 ? 3 : 5) {
                if let read = try target.readBare() { bare.append(read.all) }
                ours.append(
                    try ChildRun.measure([world.program, "get", "trafficpolicies", "-A", "--kubeconfig", target.kubeconfig]))
                if kubectl.count < (world.objects > 20_000 ? 1 : 3), let run = try target.readByKubectl() { kubectl.append(run) }
            }
            let wall = ours.map(\.wall).median
            let most = max(0.5, 2.5e-5 * Double(world.objects))
            var figures = [
                Figure(
                    "get -A", wall, "s", beside: bare.isEmpty ? nil : ("bare reader", bare.median),
                    goal: target.own == nil ? .ratioAtMost(1.1) : .atMost(most)),
                Figure("get -A: memory", ours.map(\.memory).max() ?? 0, "MiB"),
            ]
            if !kubectl.isEmpty {
                figures.append(Figure("get -A", wall, "s", beside: ("kubectl", kubectl.map(\.wall).median), goal: .ratioAtMost(1)))
            }
            return figures
        }
    }
}
