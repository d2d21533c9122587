import FlyingFox
import Foundation
import KubeModel

/// Carries requests from HTTP to the API and back.
struct SandboxHandler: HTTPHandler {
    /// The largest body, as in Kubernetes.
    static let bodyLimit = FrontLimits().body

    /// The whole answer to a body over the limit, which nobody reads.
    static let tooLarge: [UInt8]? = {
        guard case .bytes(let body) = APIResponse(.tooLarge).body else { return nil }
        let head =
            "HTTP/1.1 413 Request Entity Too Large\r\nConnection: close\r\nContent-Type: application/json\r\n"
            + "Content-Length: \(body.count)\r\n\r\n"
        return Array(head.utf8) + body
    }()

    let api: SandboxAPI

    func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
        let (path, query) = APIRequest.split(
            path: request.target.path(percentEncoded: true), query: request.target.query(percentEncoded: true))
        var converted = APIRequest(method: request.method.rawValue.uppercased(), path: path, query: query)
        converted.accept = request.headers[.accept] ?? ""
        converted.contentType = request.headers[.contentType] ?? ""
        converted.authorization = request.headers[.authorization] ?? ""
        converted.userAgent = request.headers[HTTPHeader("User-Agent")] ?? ""
        converted.ifNoneMatch = request.headers[HTTPHeader("If-None-Match")] ?? ""
        converted.impersonatedUser = request.headers[HTTPHeader("Impersonate-User")] ?? ""
        converted.impersonatedGroups = request.headers.values(for: HTTPHeader("Impersonate-Group"))
        converted.body = try await Array(request.bodyData)
        return response(api.respond(converted), to: converted)
    }

    private func response(_ answer: APIResponse, to request: APIRequest) -> HTTPResponse {
        var headers: HTTPHeaders = [.contentType: answer.contentType, .cacheControl: "no-cache, private"]
        for warning in answer.warnings { headers.addValue(Self.warning(warning), for: .warning) }
        for (name, value) in answer.headers { headers[HTTPHeader(name)] = value }
        if answer.status == 405 { headers[.allow] = api.methods(request).joined(separator: ", ") }
        let status = HTTPStatusCode(answer.status, phrase: Self.phrases[answer.status] ?? "Status")
        switch answer.body {
        case .watch(let stream):
            return HTTPResponse(statusCode: status, headers: headers, body: HTTPBodySequence(from: stream))
        case .list(let list):
            // It ends by itself, however long the peer takes: no stream to be followed.
            headers[.transferEncoding] = "chunked"
            return HTTPResponse(statusCode: status, headers: headers, body: HTTPBodySequence(from: list))
        case .bytes(let bytes):
            guard request.method != "HEAD" else {
                headers[.contentLength] = String(bytes.count)
                return HTTPResponse(statusCode: status, headers: headers)
            }
            return HTTPResponse(
                statusCode: status, headers: headers,
                body: HTTPBodySequence(data: Data(bytes), suggestedBufferSize: 262_144))
        }
    }

    /// A warning as a header: quoted, and free of what would end the line.
    private static func warning(_ text: String) -> String {
        var quoted = "299 - \""
        for scalar in text.unicodeScalars.prefix(512) {
            if scalar == "\"" || scalar == "\\" { quoted += "\\" }
            quoted.unicodeScalars.append((0x20..<0x7F).contains(scalar.value) ? scalar : "?")
        }
        return quoted + "\""
    }

    private static let phrases: [Int: String] = [
        200: "OK", 201: "Created", 304: "Not Modified", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden",
        404: "Not Found", 405: "Method Not Allowed",
        406: "Not Acceptable", 409: "Conflict", 410: "Gone", 413: "Request Entity Too Large",
        415: "Unsupported Media Type", 422: "Unprocessable Entity", 500: "Internal Server Error",
        504: "Gateway Timeout",
    ]
}

extension HTTPHeader {
    fileprivate static let accept = HTTPHeader("Accept")
    fileprivate static let allow = HTTPHeader("Allow")
    fileprivate static let warning = HTTPHeader("Warning")
}
