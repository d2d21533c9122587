import GatewayGraph
import KubeModel

extension Kind {
    static let aiBackend = Kind(
        .aiBackend, isPolicy: false, columns: [Column("PROVIDER", minimumWidth: 9), Column("GROUPS", minimumWidth: 8)]
    ) { spec in
        let groups = (spec["groups"]?.elements ?? []).map { group in
            (group["backends"]?.elements ?? group["providers"]?.elements ?? [])
                .map { $0["backendRef"]?["name"]?.string ?? $0["name"]?.string ?? "?" }.joined(separator: ",")
        }
        return [AIProviderCells.provider(spec), groups.joined(separator: " > ")]
    }
}
