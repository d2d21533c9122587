import KubeModel

/// Carries requests from HTTP to the API and back.
struct ServerHandler: FrontHandler {
    let api: ServerAPI

    var tooLarge: FrontAnswer {
        let refusal = APIResponse(.tooLarge)
        guard case .bytes(let bytes) = refusal.body else { return FrontAnswer(status: 413, headers: [], body: .none) }
        return FrontAnswer(status: 413, headers: [("Content-Type", refusal.contentType)], body: .bytes(bytes))
    }

    func answer(_ head: RequestHead, body: [UInt8]) async -> FrontAnswer {
        let parts = head.target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let (path, query) = APIRequest.split(path: String(parts[0]), query: parts.count > 1 ? String(parts[1]) : "")
        var request = APIRequest(method: head.method.uppercased(), path: path, query: query)
        request.accept = head.values("accept").joined(separator: ", ")
        request.contentType = head.values("content-type").joined(separator: ", ")
        request.authorization = head.values("authorization").joined(separator: ", ")
        request.userAgent = head.values("user-agent").joined(separator: ", ")
        request.ifNoneMatch = head.values("if-none-match").joined(separator: ", ")
        request.impersonatedUser = head.values("impersonate-user").joined(separator: ", ")
        request.impersonatedGroups = head.values("impersonate-group")
        request.body = body
        return answer(api.respond(request), to: request)
    }

    private func answer(_ response: APIResponse, to request: APIRequest) -> FrontAnswer {
        var headers = [("Content-Type", response.contentType), ("Cache-Control", "no-cache, private")]
        headers += response.warnings.map { ("Warning", Self.warning($0)) }
        headers += response.headers.map { ($0.key, $0.value) }
        if response.status == 405 { headers.append(("Allow", api.methods(request).joined(separator: ", "))) }
        let body: FrontAnswer.Body
        switch response.body {
        case .pieces(let pieces, let isEndless): body = .pieces(pieces, isEndless: isEndless)
        case .bytes(let bytes): body = .bytes(bytes)
        }
        return FrontAnswer(status: response.status, headers: headers, body: body)
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
}
