import Foundation
import KubeRules
import Testing

@testable import GatewayGraph

/// Manifests of kgateway's own tests, where they lie beside the checkout: what is right is not called wrong.
@Suite struct PolicyPlanFindingsTests {
    /// nil, after a loud line, where there is no such folder.
    private static let folder: String? = {
        let beside = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared").standardizedFileURL.path
        let path = (ProcessInfo.processInfo.environment["GATEHOUSE_SHARED"] ?? beside) + "/samples"
        if FileManager.default.fileExists(atPath: path) { return path }
        print("SKIPPED: \(path) is absent; set GATEHOUSE_SHARED to the folder that holds it")
        return nil
    }()

    private static let files = [
        "backendconfigpolicy--tls-system-ca", "backends--aws_lambda", "http-routing--gateway", "httplistenerpolicy--accept-http10",
        "httplistenerpolicy--default-host-for-http10", "httplistenerpolicy--route-and-pol", "httplistenerpolicy--use-remote-addr-false",
        "rbac--gateway-cel-rbac", "rbac--route-cel-rbac", "traffic-policy--extproc-full-config", "traffic-policy--generation",
        "traffic-policy--header-modifiers-gateway", "traffic-policy--label_based", "traffic-policy--rate-limit-full-config",
        "traffic-policy--transformation-deep-merge",
    ]

    @Test(.enabled("there are no samples beside the checkout") { folder != nil }, arguments: files)
    func noErrorIsFoundWhereNothingIsWrong(_ name: String) throws {
        let path = try #require(Self.folder) + "/\(name).yaml"
        var reader = ManifestReader()
        reader.read(try String(contentsOfFile: path, encoding: .utf8), file: path)

        let errors = PolicyPlan(reader.objects).findings().filter { $0.severity == .error }

        #expect(errors.map { "\($0.code) \($0.object) \($0.path): \($0.message)" } == [])
    }
}
