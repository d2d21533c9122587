import FlyingFox
import Foundation

/// One request at work: handed to a handler as a whole, its answer written into an outbox.
struct FrontExchange: Sendable {
    let handler: any HTTPHandler
    let head: RequestHead
    let body: [UInt8]
    let outbox: Outbox
    let threads: FrontThreads

    /// - Returns: A task that ends when all is written, when the peer is gone, or when it is cancelled.
    func start() -> Task<Void, Never> {
        Task(executorPreference: threads) {
            await run()
            if body.count > 65_536 { Heap.giveBack() }
            outbox.finish()
        }
    }

    private func run() async {
        let response: HTTPResponse
        do { response = try await handler.handleRequest(request) } catch {
            response = HTTPResponse(statusCode: .internalServerError)
        }
        guard case .httpBody(let sequence) = response.payload else { return }
        let isBodyless = head.method == "HEAD" || response.statusCode.code == 304
        let isStream = sequence.count == nil && !isBodyless && response.headers[.transferEncoding] == nil
        outbox.begin(holding: isStream ? nil : sequence.count ?? 0)
        guard await outbox.write(Data(headBytes(response, bodyCount: sequence.count))), !isBodyless else { return }
        // A body that breaks off ends the stream; the handler has nothing else to say about it.
        do {
            for try await piece in sequence {
                if Task.isCancelled { return }
                guard await outbox.write(piece) else { return }
            }
        } catch { return }
    }

    private var request: HTTPRequest {
        let parts = head.target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var headers = HTTPHeaders()
        for (name, value) in head.headers { headers.addValue(value, for: HTTPHeader(name)) }
        return HTTPRequest(
            method: HTTPMethod(head.method), version: .http11,
            target: HTTPRequest.Target(path: String(parts[0]), query: parts.count > 1 ? String(parts[1]) : ""),
            headers: headers, body: HTTPBodySequence(data: Data(body), suggestedBufferSize: max(1, body.count)))
    }

    private func headBytes(_ response: HTTPResponse, bodyCount: Int?) -> [UInt8] {
        var lines = ["HTTP/1.1 \(response.statusCode.code) \(response.statusCode.phrase)"]
        var fields = response.headers.keys.map {
            (name: $0.rawValue, value: response.headers.values(for: $0).joined(separator: ", "))
        }
        let length = fields.first { $0.name.lowercased() == "content-length" }
        if let bodyCount {
            if length == nil { fields.append(("Content-Length", String(bodyCount))) }
        } else if response.headers[.transferEncoding] == nil {
            fields.append(("Transfer-Encoding", "chunked"))
        }
        fields.append(("Connection", head.keepsAlive ? "keep-alive" : "close"))
        fields.sort { $0.name < $1.name }
        lines += fields.map { "\($0.name): \($0.value)" }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }
}
