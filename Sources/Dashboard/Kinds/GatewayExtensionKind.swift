import GatewayGraph
import KubeModel

extension Kind {
    static let gatewayExtension = Kind(
        .gatewayExtension, isPolicy: false,
        columns: [Column("TYPE", minimumWidth: 9), Column("SERVICE", minimumWidth: 10)]
    ) { spec in
        let parts: [(field: String, word: String)] = [
            ("extAuth", "ExtAuth"), ("extProc", "ExtProc"), ("rateLimit", "RateLimit"), ("jwt", "JWT"),
        ]
        let found = parts.first { spec[$0.field] != nil }
        return [spec["type"]?.string ?? found?.word ?? "", Cells.grpcTarget(found.flatMap { spec[$0.field] })]
    }
}
