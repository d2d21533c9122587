import Foundation
import GatewayGraph
import KubeModel

extension Kind {
    static let directResponse = Kind(
        .directResponse, isPolicy: false, columns: [Column("STATUS"), Column("BODY", minimumWidth: 10)],
        template: ResourceTemplate(
            spec: newSpec, olderSpec: newSpec.replacingOccurrences(of: "statusCode:", with: "status:"))
    ) { spec in
        let code = spec["statusCode"]?.integer ?? spec["status"]?.integer
        return [code.map(String.init) ?? "", spec["body"]?.string ?? ""]
    }

    private static let newSpec = """
        spec:
        # What is answered instead of asking a backend, 200 to 599. (kgateway 2.1 calls the field status.)
          statusCode: 503
          #body: We are back soon.

        """
}
