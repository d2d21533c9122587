import APIServer
import Foundation
import KubeModel
import Sandbox
import Testing

@testable import KubeClient

/// The same requests, replayed against the sandbox and a genuine server that serve the same definitions: where the two
/// differ, the sandbox is wrong.
@Suite(.timeLimit(.minutes(10))) struct ConformanceTests {
    private static let definitions = ConformanceRequest(
        sentence: "definitions", method: "GET", target: "$CRD")

    @Test func theSandboxAnswersAsAGenuineServer() async throws {
        try await RealServer.run { server in
            guard let endpoint = try server.endpoint("http"), case .text(let secret)? = endpoint.credential.token else {
                print("skipped: the kubeconfig has no context http, and these requests are sent without TLS.")
                return
            }
            let token = UUID().uuidString
            let sandbox = KubeServer(token: token, kinds: [], bookmarkInterval: .seconds(3_600))
            let port = try await sandbox.start()
            let url = try #require(URL(string: "http://127.0.0.1:\(port)"))
            let other = ClusterEndpoint(server: url, token: token, context: "sandbox", namespace: nil)
            // A server that others own may remember an earlier run.
            let namespace = "conformance-\(UUID().uuidString.prefix(8).lowercased())"
            do {
                let genuine = try ConformanceSide(
                    endpoint, token: secret, namespace: namespace)
                let embedded = try ConformanceSide(other, token: token, namespace: namespace)
                try await copyDefinitions(from: genuine, to: embedded)
                let differences = try await replay(genuine, embedded)
                #expect(differences.isEmpty, Comment(rawValue: differences.joined(separator: "\n")))
            } catch { Issue.record(error) }
            await sandbox.stop()
        }
    }

    /// Every definition of the genuine server, applied to the sandbox by its own API.
    private func copyDefinitions(from genuine: ConformanceSide, to embedded: ConformanceSide) async throws {
        let leftover = ConformanceRequest(sentence: "leftover", method: "DELETE", target: "$CRD/things.ex.io")
        _ = try await genuine.call(leftover) { $0.status == 404 }
        let list = try await genuine.call(Self.definitions)
        for definition in list.body["items"]?.array ?? [] {
            var body: JSONValue = [
                "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": [:],
            ]
            for field in ["name", "labels", "annotations"] {
                body["metadata"]?[field] = definition[path: ["metadata", field]]
            }
            body["spec"] = definition["spec"]
            var request = ConformanceRequest(sentence: "a definition", method: "POST", target: "$CRD")
            request.headers["Content-Type"] = "application/json"
            request.body = JSONWriter.text(body)
            let answer = try await embedded.call(request)
            try ContractBreach.check(answer.status == 201, "\(answer.body)")
        }
    }

    private func replay(
        _ genuine: ConformanceSide, _ embedded: ConformanceSide
    ) async throws -> [String] {
        var differences: [String] = []
        let requests = try ConformanceRequest.all()
        try ContractBreach.check(requests.count >= 60, "only \(requests.count) requests")
        for request in requests {
            async let other = embedded.call(request)
            var first = try await genuine.call(request)
            let second = try await other
            // What the genuine server's controllers do takes them a moment.
            if request.method == "GET", request.sentence.contains("definition") || request.target.contains("ex.io") {
                first = try await genuine.call(request) { answer in
                    ConformanceComparison.differences(answer, second, request).isEmpty
                }
            }
            let found = ConformanceComparison.differences(first, second, request)
            if !found.isEmpty {
                differences.append("\(request.sentence) (\(request.method) \(request.target)):")
                differences += found.prefix(12).map { "    \($0)" }
            }
        }
        return differences
    }
}
