import Foundation
import KubeModel

@testable import KubeClient

/// One of the two servers that are compared, with what it has answered so far.
actor ConformanceSide {
    struct Answer: Sendable {
        var status: Int
        var headers: [String: String]
        /// Watches are lists of their frames; what is no JSON is a text.
        var body: JSONValue
    }

    private let exchange: PlainExchange
    private let token: String
    private var words: [String: String]

    init(_ endpoint: ClusterEndpoint, token: String, namespace: String) throws {
        guard let host = endpoint.server.host, let port = endpoint.server.port.flatMap({ UInt16(exactly: $0) }) else {
            throw ContractBreach(description: "\(endpoint.server) names no host and port")
        }
        exchange = PlainExchange(host: host == "localhost" ? "127.0.0.1" : host, port: port)
        self.token = token
        let root = "/apis/gateway.kgateway.dev/v1alpha1/namespaces/\(namespace)"
        words = [
            "NS": namespace, "DR": "\(root)/directresponses", "TP": "\(root)/trafficpolicies",
            "CRD": "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
            "LONG": String(repeating: "a", count: 300),
        ]
    }

    /// Sends a request, again where the server asks for it.
    ///
    /// - Parameter isWanted: An answer that may take a moment to come true; asked for up to fifty times.
    func call(
        _ request: ConformanceRequest, until isWanted: @Sendable (Answer) -> Bool = { _ in true }
    ) async throws -> Answer {
        var headers = request.headers
        headers["User-Agent"] = headers["User-Agent"] ?? "conformance/1.0"
        headers["Authorization"] = headers["Authorization"] ?? "Bearer \(token)"
        var answer = Answer(status: 0, headers: [:], body: .null)
        for _ in 1...50 {
            let reply = try await exchange.send(
                request.method, filled(request.target), headers, request.body.map(filled))
            answer = Answer(status: reply.status, headers: reply.headers, body: Self.value(reply))
            let wait = reply.status == 429 ? Int(reply.headers["retry-after"] ?? "") ?? 1 : 0
            if wait == 0, isWanted(answer) { break }
            try await Task.sleep(for: wait > 0 ? .seconds(wait) : .milliseconds(100))
        }
        remember(answer.body["metadata"])
        return answer
    }

    private func filled(_ text: String) -> String {
        words.sorted { $0.key.count > $1.key.count }.reduce(text) { $0.replacing("$\($1.key)", with: $1.value) }
    }

    private func remember(_ metadata: JSONValue?) {
        if let token = metadata?["continue"]?.string, !token.isEmpty { words["CONTINUE"] = token }
        guard let version = metadata?["resourceVersion"]?.string, !version.isEmpty else { return }
        words["RV"] = version
        if let name = metadata?["name"]?.string { words["RV\(name)"] = version }
    }

    private static func value(_ reply: PlainExchange.Answer) -> JSONValue {
        let text = String(decoding: reply.body, as: UTF8.self)
        if reply.headers["content-type"]?.contains("yaml") == true, let value = try? YAMLReader.parse(text) {
            return value
        }
        if let value = try? JSONParser.parse(reply.body) { return value }
        let frames = text.split(separator: "\n").map { try? JSONParser.parse(Array($0.utf8)) }
        if !frames.isEmpty, frames.allSatisfy({ $0 != nil }) { return .array(frames.compactMap { $0 }) }
        return .string(text)
    }
}
