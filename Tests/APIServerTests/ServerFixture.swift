import GatewayGraph
import Foundation
import KubeModel
import KubeRules

@testable import APIServer

/// An API without a network: one kind with a small schema, and a store of its own.
struct ServerFixture {
    static let root = "/apis/gateway.kgateway.dev/v1alpha1"
    static let all = "\(root)/directresponses"
    static let collection = "\(root)/namespaces/default/directresponses"

    static let kind = ServedKind(
        type: .directResponse,
        schema: .object(
            "Answers requests itself.",
            [
                "spec": .object(
                    "What to answer.", required: ["code"],
                    [
                        "code": .integer("The status.", 200...599),
                        "mode": .string("How.", in: ["Plain", "Json"]),
                        "body": Schema(.string(.init(minLength: 1, maxLength: 8, pattern: "^[a-z]+$"))),
                        "headers": .list(
                            of: .object(required: ["name"], ["name": .string(), "value": .string()]), "", 1...2),
                        "extra": .map(of: .string()),
                    ]),
                "status": .object("What was seen.", ["seen": .boolean()]),
            ]),
        shortNames: ["dr"],
        tableColumns: [
            TableColumn("Code", type: .integer, path: ["spec", "code"]),
            TableColumn("Mode", priority: 1, path: ["spec", "mode"]),
        ])

    let store: ObjectStore
    let api: ServerAPI

    init(historyLimit: Int = 64) {
        store = ObjectStore(types: [Self.kind.type], historyLimit: historyLimit, startingAt: 1_000)
        api = ServerAPI(store: store, token: "secret", kinds: [Self.kind])
    }

    struct Reply {
        var status: Int
        var json: JSONValue
        var text: String
        var contentType: String
        var warnings: [String]
        var stream: WatchStream?

        var message: String { json["message"]?.string ?? "" }
        var version: String { json["metadata"]?["resourceVersion"]?.string ?? "" }
        var names: [String] { (json["items"]?.array ?? []).compactMap { $0["metadata"]?["name"]?.string } }
        var causes: [String] {
            (json["details"]?["causes"]?.array ?? []).map {
                "\($0["field"]?.string ?? ""): \($0["reason"]?.string ?? "")"
            }
        }
    }

    @discardableResult
    func call(
        _ method: String, _ target: String, _ body: JSONValue? = nil, text: String? = nil,
        type: String = "application/json", accept: String = "", authorization: String = "Bearer secret"
    ) -> Reply {
        let parts = target.split(separator: "?", maxSplits: 1)
        let (path, query) = APIRequest.split(path: String(parts[0]), query: parts.count > 1 ? String(parts[1]) : "")
        var request = APIRequest(method: method, path: path, query: query)
        request.accept = accept
        request.contentType = type
        request.authorization = authorization
        request.body = text.map { Array($0.utf8) } ?? body.map(JSONWriter.bytes) ?? []
        let response = api.respond(request)
        switch response.body {
        case .pieces(let pieces, _):
            if let list = pieces as? ListStream { return reply(response, list.bytes) }
            return Reply(
                status: response.status, json: .null, text: "", contentType: response.contentType, warnings: [],
                stream: pieces as? WatchStream)
        case .bytes(let bytes): return reply(response, bytes)
        }
    }

    private func reply(_ response: APIResponse, _ bytes: [UInt8]) -> Reply {
        Reply(
            status: response.status, json: (try? JSONParser.parse(bytes)) ?? .null,
            text: String(decoding: bytes, as: UTF8.self), contentType: response.contentType,
            warnings: response.warnings)
    }

    static func object(_ name: String, code: Int = 200, labels: JSONValue? = nil) -> JSONValue {
        var object: JSONValue = [
            "apiVersion": "gateway.kgateway.dev/v1alpha1", "kind": "DirectResponse",
            "metadata": ["name": .string(name)], "spec": ["code": .integer(code)],
        ]
        if let labels { object["metadata"]?["labels"] = labels }
        return object
    }

    /// Creates and answers with what the server made of it.
    @discardableResult
    func create(_ name: String, code: Int = 200, labels: JSONValue? = nil, namespace: String = "default") -> JSONValue {
        call(
            "POST", "\(Self.root)/namespaces/\(namespace)/directresponses",
            Self.object(name, code: code, labels: labels)
        ).json
    }

    @discardableResult
    func merge(_ name: String, _ patch: JSONValue) -> Reply {
        call("PATCH", "\(Self.collection)/\(name)", patch, type: "application/merge-patch+json")
    }
}

/// Reads a watch line by line.
struct WatchLines {
    private var iterator: WatchStream.Iterator
    private var waiting: [String] = []

    init(_ stream: WatchStream) { iterator = stream.makeAsyncIterator() }

    /// The next frame; nil at the end of the stream.
    mutating func next() async throws -> JSONValue? {
        while waiting.isEmpty {
            guard let bytes = await iterator.next() else { return nil }
            waiting = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        }
        return try JSONParser.parse(waiting.removeFirst())
    }

    /// The next frames as `ADDED a`.
    mutating func next(_ count: Int) async throws -> [String] {
        var found: [String] = []
        while found.count < count, let frame = try await next() {
            found.append("\(frame["type"]?.string ?? "") \(frame["object"]?["metadata"]?["name"]?.string ?? "-")")
        }
        return found
    }
}
