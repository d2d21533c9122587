import GatewayGraph
import KubeModel
import TestSupport

@testable import KubeClient

private let type = ResourceType.trafficPolicy

extension ContractCheck {
    static let verbs: [ContractCheck] = [
        ContractCheck("discovery names the kinds, their version and their verbs") { cluster, _ in
            let found = try await cluster.client.discover()

            let kind = found.kind(of: type)
            try ContractBreach.check(kind?.type == type, "\(found)")
            try ContractBreach.check(kind?.verbs.isSuperset(of: ["list", "watch"]) == true, "\(kind?.verbs ?? [])")
            try ContractBreach.check(found.kind(of: .gateway) != nil, "no Gateway")
            try ContractBreach.check(!found.serverVersion.isEmpty, "no version")
        },
        ContractCheck("namespaces are listed, or not found") { cluster, _ in
            if cluster.listsNamespaces {
                try ContractBreach.check(try await cluster.client.namespaces().contains("default"), "no default")
            } else {
                let error = try await ContractBreach.refusal { () async throws(ClusterError) in
                    try await cluster.client.namespaces()
                }
                guard case .notFound = error else { throw error }
            }
        },
        ContractCheck("what is created can be read, with version, uid and generation") { cluster, space in
            let made = try await cluster.make(ContractCluster.policy("a", space))

            let body = try await cluster.client.get(type, ObjectKey(namespace: space, name: "a"))
            let row = try ResourceScanner(projection: .plain).row(body)
            try ContractBreach.check(row.generation == 1, "generation \(row.generation ?? -1)")
            try ContractBreach.check(row.created != nil && !row.uid.isEmpty, "no uid or time")
            try ContractBreach.check(
                made["metadata"]?["resourceVersion"]?.string == row.resourceVersion, "versions differ")
        },
        ContractCheck("a name that is taken is refused as such") { cluster, space in
            try await cluster.make(ContractCluster.policy("a", space))

            let error = try await ContractBreach.refusal { () async throws(ClusterError) in
                try await cluster.client.create(
                    type, namespace: space, JSONWriter.bytes(ContractCluster.policy("a", space)))
            }

            guard case .alreadyExists(let status) = error else { throw error }
            try ContractBreach.check(status.name == "a" && status.message.contains("already exists"), "\(status)")
        },
        ContractCheck("a replace with the latest version counts the generation; a stale one is a conflict") {
            cluster, space in
            let first = try await cluster.make(ContractCluster.policy("a", space))
            let key = ObjectKey(namespace: space, name: "a")
            var edited = ContractCluster.policy("a", space, target: "r2")
            edited["metadata"]?["resourceVersion"] = first["metadata"]?["resourceVersion"]
            let bytes = JSONWriter.bytes(edited)

            let second = try JSONParser.parse(try await cluster.client.replace(type, key, bytes).body)
            try ContractBreach.check(second["metadata"]?["generation"]?.integer == 2, "\(second)")

            let error = try await ContractBreach.refusal { () async throws(ClusterError) in
                try await cluster.client.replace(type, key, bytes)
            }
            guard case .conflict(let status) = error else { throw error }
            try ContractBreach.check(status.message.contains("the object has been modified"), status.message)
        },
        ContractCheck("an unknown field is refused by name") { cluster, space in
            let object = ContractCluster.policy("a", space, extra: ("noSuchField", 1))

            let error = try await ContractBreach.refusal { () async throws(ClusterError) in
                try await cluster.client.create(type, namespace: space, JSONWriter.bytes(object))
            }

            try ContractBreach.check(error.status?.message.contains("noSuchField") == true, "\(error)")
        },
        ContractCheck("a value of the wrong type is invalid, and the cause names its field") { cluster, space in
            var object = ContractCluster.policy("a", space)
            object["spec"]?["targetRefs"] = "none"

            let error = try await ContractBreach.refusal { () async throws(ClusterError) in
                try await cluster.client.create(type, namespace: space, JSONWriter.bytes(object))
            }

            guard case .invalid(let status) = error else { throw error }
            try ContractBreach.check(status.causes.contains { $0.field == "spec.targetRefs" }, "\(status)")
        },
        ContractCheck("a dry run changes nothing") { cluster, space in
            let bytes = JSONWriter.bytes(ContractCluster.policy("a", space))
            _ = try await cluster.client.create(type, namespace: space, bytes, dryRun: true)

            let error = try await ContractBreach.refusal { () async throws(ClusterError) in
                try await cluster.client.get(type, ObjectKey(namespace: space, name: "a"))
            }

            guard case .notFound(let status) = error else { throw error }
            let message = status.message
            try ContractBreach.check(message.contains("\"a\" not found"), message)
        },
        ContractCheck("only the very object is deleted") { cluster, space in
            let made = try await cluster.make(ContractCluster.policy("a", space))
            let key = ObjectKey(namespace: space, name: "a")

            let error = try await ContractBreach.refusal { () async throws(ClusterError) in
                try await cluster.client.delete(type, key, uid: "another")
            }
            guard case .conflict = error else { throw error }

            _ = try await cluster.client.delete(type, key, uid: made["metadata"]?["uid"]?.string)
            let gone = try await ContractBreach.refusal { () async throws(ClusterError) in
                try await cluster.client.get(type, key)
            }
            guard case .notFound = gone else { throw gone }
        },
        ContractCheck("lists take selectors") { cluster, space in
            try await cluster.make(ContractCluster.policy("a", space, labels: ["app": "web"]))
            try await cluster.make(ContractCluster.policy("b", space, labels: ["app": "db"]))

            let web = try await cluster.client.list(type, namespace: space, selector: "app in (web,x)")
            let named = try await cluster.client.list(type, namespace: space, fieldSelector: "metadata.name=b")
            let all = try await cluster.client.list(type)

            try ContractBreach.check(web.map(\.key.name) == ["a"], "\(web.map(\.key))")
            try ContractBreach.check(named.map(\.key.name) == ["b"], "\(named.map(\.key))")
            try ContractBreach.check(all.filter { $0.key.namespace == space }.count == 2, "\(all.map(\.key))")
        },
        ContractCheck("pages follow one another and count what remains") { cluster, space in
            for name in ["a", "b", "c"] { try await cluster.make(ContractCluster.policy(name, space)) }

            let first = try await cluster.client.page(type, namespace: space, limit: 2)
            let second = try await cluster.client.page(type, namespace: space, limit: 2, after: first.continueToken)

            try ContractBreach.check(first.rows.map(\.key.name) == ["a", "b"], "\(first.rows.map(\.key))")
            try ContractBreach.check(first.remainingItemCount == 1, "remaining \(first.remainingItemCount ?? -1)")
            try ContractBreach.check(second.rows.map(\.key.name) == ["c"], "\(second.rows.map(\.key))")
            try ContractBreach.check(second.continueToken == nil, "a token after the last page")
            try ContractBreach.check(first.resourceVersion == second.resourceVersion, "not one snapshot")
        },
        ContractCheck("a continue token that was made up is a bad request") { cluster, space in
            let error = try await ContractBreach.refusal { () async throws(ClusterError) in
                try await cluster.client.page(type, namespace: space, limit: 2, after: "nonsense")
            }

            guard case .badRequest = error else { throw error }
        },
        ContractCheck("a wrong token is unauthorized") { cluster, space in
            var endpoint = cluster.endpoint
            endpoint.credential = .bearer("wrong")
            endpoint.source = nil
            let stranger = KubeClient(endpoint, groups: .gateways)

            let error = try await ContractBreach.refusal { () async throws(ClusterError) in
                try await stranger.get(type, ObjectKey(namespace: space, name: "a"))
            }

            try ContractBreach.check(error == .unauthorized, "\(error)")
        },
    ]
}
