import FlyingFox
import FlyingSocks
import Foundation
import KubeModel

/// Carries requests from HTTP to the API and back.
struct SandboxHandler: HTTPHandler {
    /// The largest body, as in Kubernetes.
    static let bodyLimit = 3 * 1024 * 1024
    /// What is read of a larger body, so that the answer arrives: beyond it the connection breaks.
    private static let drainLimit = 256 * 1024 * 1024

    /// Methods that are registered for other protocols over HTTP, and those that fuzzers make up.
    static let rareMethods: Set<HTTPMethod> = Set(
        [
            "ACL", "BASELINE-CONTROL", "BIND", "CHECKIN", "CHECKOUT", "COPY", "LABEL", "LINK", "LOCK", "MERGE",
            "MKACTIVITY", "MKCALENDAR", "MKCOL", "MKREDIRECTREF", "MKWORKSPACE", "MOVE", "ORDERPATCH", "PRI",
            "PROPFIND",
            "PROPPATCH", "PURGE", "QUERY", "REBIND", "REPORT", "SEARCH", "UNBIND", "UNCHECKOUT", "UNLINK", "UNLOCK",
            "UPDATE", "UPDATEREDIRECTREF", "VERSION-CONTROL", "FOO", "TEST", "INVALID",
        ].map { HTTPMethod($0) })

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
        // Always read, even where nobody asks: what stays on the wire would be taken for the next request.
        if let body = try await body(of: request) {
            converted.body = body
        } else {
            return response(APIResponse(.tooLarge), to: converted)
        }
        return response(api.respond(converted), to: converted)
    }

    /// The body; nil when it is over the limit, in which case it was read and thrown away.
    private func body(of request: HTTPRequest) async throws -> [UInt8]? {
        var body: [UInt8] = []
        var total = 0
        if let count = request.bodySequence.count { body.reserveCapacity(min(count, Self.bodyLimit)) }
        for try await piece in request.bodySequence {
            total += piece.count
            if total <= Self.bodyLimit { body.append(contentsOf: piece) } else { body = [] }
            if total > Self.drainLimit { throw SocketError.disconnected }
        }
        return total <= Self.bodyLimit ? body : nil
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
