import GatewayGraph
import Foundation
import KubeModel

@testable import KubeClient

/// A server that the contract is held against, and who we are there.
struct ContractCluster: Sendable {
    var name: String
    var endpoint: ClusterEndpoint
    /// Whether it has `/api/v1/namespaces`.
    var listsNamespaces: Bool

    var client: KubeClient { KubeClient(endpoint, groups: .gateways) }

    /// The least that a TrafficPolicy of either schema needs.
    static func policy(
        _ name: String, _ namespace: String, target: String = "r1", labels: [String: String] = [:],
        extra: (String, JSONValue)? = nil
    ) -> JSONValue {
        var spec: JSONValue = [
            "targetRefs": [["group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "name": .string(target)]]
        ]
        if let extra { spec[extra.0] = extra.1 }
        let pairs = labels.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.string($0.value)) }
        return [
            "apiVersion": .string(ResourceType.trafficPolicy.apiVersion), "kind": "TrafficPolicy",
            "metadata": [
                "name": .string(name), "namespace": .string(namespace), "labels": .object(JSONObject(pairs)),
            ],
            "spec": spec,
        ]
    }

    /// Creates it, and gives back what the server stored.
    @discardableResult
    func make(_ object: JSONValue) async throws -> JSONValue {
        let namespace = object[path: ["metadata", "namespace"]]?.string
        let body = try await client.create(.trafficPolicy, namespace: namespace, JSONWriter.bytes(object)).body
        return try JSONParser.parse(body)
    }
}

/// What must not happen, in words.
struct ContractBreach: Error, CustomStringConvertible {
    var description: String

    static func check(_ holds: Bool, _ what: @autoclosure () -> String) throws {
        if !holds { throw ContractBreach(description: what()) }
    }

    /// The refusal that `work` must end in.
    static func refusal<Value>(_ work: () async throws(ClusterError) -> Value) async throws -> ClusterError {
        do throws(ClusterError) { _ = try await work() } catch { return error }
        throw ContractBreach(description: "it was accepted")
    }
}

/// One thing that every server does, in a namespace of its own.
struct ContractCheck: Sendable {
    var sentence: String
    var run: @Sendable (ContractCluster, _ namespace: String) async throws -> Void

    init(_ sentence: String, _ run: @escaping @Sendable (ContractCluster, String) async throws -> Void) {
        self.sentence = sentence
        self.run = run
    }
}
