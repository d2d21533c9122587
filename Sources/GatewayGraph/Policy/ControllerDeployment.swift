import KubeModel

/// The controller's Deployment: where kgateway's settings stand, which no resource has.
public enum ControllerDeployment {
    /// As kgateway's chart labels it.
    public static let selector = "kgateway=kgateway"

    /// Its variables `KGW_…` that have their value beside their name; those that are taken from elsewhere are not known.
    ///
    /// - Returns: nil where there is no Deployment. Of several that in `kgateway-system` counts, else the first one.
    public static func environment(of deployments: [JSONValue]) -> [String: String]? {
        let usual = deployments.first { $0[path: ["metadata", "namespace"]] == "kgateway-system" }
        guard let deployment = usual ?? deployments.first else { return nil }
        var found: [String: String] = [:]
        for container in deployment[path: ["spec", "template", "spec", "containers"]]?.array ?? [] {
            for variable in container["env"]?.array ?? [] {
                guard let name = variable["name"]?.string, name.hasPrefix("KGW_"), variable["valueFrom"] == nil else {
                    continue
                }
                // A variable without a value is there, and empty.
                found[name] = variable["value"]?.string ?? ""
            }
        }
        return found
    }
}
