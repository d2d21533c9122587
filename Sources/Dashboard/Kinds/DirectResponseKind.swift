import GatewayGraph
import KubeModel

extension Kind {
    static let directResponse = Kind(
        .directResponse, isPolicy: false, columns: [Column("STATUS"), Column("BODY", minimumWidth: 10)]
    ) { spec in
        let code = spec["statusCode"]?.integer ?? spec["status"]?.integer
        return [code.map(String.init) ?? "", spec["body"]?.string ?? ""]
    }
}
