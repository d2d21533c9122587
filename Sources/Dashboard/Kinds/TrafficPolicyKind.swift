import GatewayGraph
import KubeModel

extension Kind {
    static let trafficPolicy = Kind(
        .trafficPolicy, isPolicy: true, columns: [Column("TARGETS", minimumWidth: 12), Column("DOES", minimumWidth: 8)]
    ) { spec in
        [Cells.targets(spec), Cells.present(spec, features)]
    }

    /// The fields of the contract and of kgateway 2.1, which name some of them differently.
    private static let features: [(field: String, word: String)] = [
        ("cors", "cors"), ("extAuth", "extAuth"), ("extProc", "extProc"), ("rateLimit", "rateLimit"),
        ("timeout", "timeout"), ("timeouts", "timeout"), ("retries", "retry"), ("retry", "retry"),
        ("requestHeaderModifier", "headers"), ("responseHeaderModifier", "headers"), ("headerModifiers", "headers"),
        ("transformation", "transform"), ("csrf", "csrf"), ("buffer", "buffer"), ("rbac", "rbac"), ("ai", "ai"),
        ("hashPolicies", "hash"), ("autoHostRewrite", "hostRewrite"), ("urlRewrite", "urlRewrite"),
    ]
}
