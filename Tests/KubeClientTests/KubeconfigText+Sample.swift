import Foundation
import TestSupport

/// A kubeconfig of one context.
func kubeconfig(
    server: String = "http://127.0.0.1:8080", cluster: String = "", user: String = "token: abc",
    context: String = "dev", current: String = "dev"
) -> String {
    """
    apiVersion: v1
    kind: Config
    current-context: \(current)
    clusters:
    - name: c-\(context)
      cluster: {server: "\(server)"\(cluster.isEmpty ? "" : ", \(cluster)")}
    users:
    - name: u-\(context)
      user: {\(user)}
    contexts: [{name: \(context), context: {cluster: c-\(context), user: u-\(context), namespace: team-a}}]
    """
}
