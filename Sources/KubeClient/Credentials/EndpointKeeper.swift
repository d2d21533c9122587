import KubeModel
import Synchronization

/// The endpoint of a context as its kubeconfig has it now: who logs in anew in another terminal need not start again here.
///
/// A context that now names another server is another cluster: what is on screen stays with the one it came from.
final class EndpointKeeper: Sendable {
    private let state: Mutex<(endpoint: ClusterEndpoint, fingerprint: [String])>

    init(_ endpoint: ClusterEndpoint) {
        state = Mutex((endpoint, endpoint.source?.fingerprint ?? []))
    }

    /// Costs a `stat` for each file; reads them only when one has changed.
    var current: ClusterEndpoint {
        state.withLock { state in
            guard let source = state.endpoint.source else { return state.endpoint }
            let fingerprint = source.fingerprint
            guard fingerprint != state.fingerprint else { return state.endpoint }
            state.fingerprint = fingerprint
            // A file that is being written, or has lost the context: what we know still holds.
            if let fresh = try? Kubeconfig.load(source, context: state.endpoint.name),
                fresh.server == state.endpoint.server
            {
                state.endpoint = fresh
            }
            return state.endpoint
        }
    }
}
