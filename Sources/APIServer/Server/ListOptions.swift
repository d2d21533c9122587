import KubeModel
import KubeRules

/// The parameters that list and watch share, checked as an API server checks them.
struct ListOptions: Sendable {
    enum Match: String, Sendable {
        case exact = "Exact"
        case notOlderThan = "NotOlderThan"
    }

    var limit: Int?
    var continueToken: String?
    /// nil: not given. 0: any version will do.
    var version: Int?
    var match: Match?
    var isWatch: Bool
    var allowsBookmarks: Bool
    var sendsInitialEvents: Bool?
    /// Seconds until the server ends a watch.
    var timeout: Int?

    /// - Throws: 400 for what is no number or version, 422 for combinations that mean nothing.
    init(_ request: APIRequest) throws(APIStatus) {
        isWatch = request.flag("watch")
        limit = try request.number("limit").flatMap { $0 > 0 ? $0 : nil }
        continueToken = request.text("continue")
        timeout = try request.number("timeoutSeconds").flatMap { $0 > 0 ? $0 : nil }
        allowsBookmarks = request.flag("allowWatchBookmarks")
        sendsInitialEvents = request.query["sendInitialEvents"] == nil ? nil : request.flag("sendInitialEvents")
        let matchText = request.text("resourceVersionMatch")
        let problems = Self.problems(request, isWatch: isWatch, match: matchText, sendsInitialEvents: sendsInitialEvents)
        guard problems.isEmpty else { throw .invalidOptions("ListOptions", problems) }
        match = matchText.flatMap(Match.init)
        version = try Self.version(request.text("resourceVersion"))
        if let version, version > 0, continueToken != nil {
            throw .badRequest("specifying resource version is not allowed when using continue")
        }
    }

    /// Reads a resourceVersion: an opaque text to clients, a whole number to the server.
    ///
    /// - Throws: 400 for what is no number, or none of 64 bits. A real server says 500 where it finds that out late, as in
    ///   a watch; the fault is the client's all the same.
    static func version(_ text: String?) throws(APIStatus) -> Int? {
        guard let text, !text.isEmpty else { return nil }
        let hasSign = text.hasPrefix("+") || text.hasPrefix("-")
        guard let version = UInt64(text), !hasSign else {
            let quoted = APIStatus.quote(text)
            let why = hasSign ? "invalid syntax" : APIStatus.numberProblem(text)
            throw .badRequest(
                "invalid resource version: resourceVersion: Invalid value: \(quoted): strconv.ParseUint: parsing \(quoted): "
                    + why)
        }
        return Int(clamping: version)
    }

    private static func problems(
        _ request: APIRequest, isWatch: Bool, match: String?, sendsInitialEvents: Bool?
    ) -> [FieldProblem] {
        let field = "resourceVersionMatch"
        if isWatch { return watchProblems(request, match: match, sendsInitialEvents: sendsInitialEvents) }
        var problems: [FieldProblem] = []
        if sendsInitialEvents != nil {
            problems.append(.forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list"))
        }
        guard let match else { return problems }
        if request.text("resourceVersion") == nil {
            problems.append(.forbidden(field, "resourceVersionMatch is forbidden unless resourceVersion is provided"))
        }
        if request.text("continue") != nil {
            problems.append(.forbidden(field, "resourceVersionMatch is forbidden when continue is provided"))
        }
        if Match(rawValue: match) == nil {
            problems.append(.notSupported(field, .string(match), ["Exact", "NotOlderThan", ""]))
        }
        if match == Match.exact.rawValue, request.query["resourceVersion"] == "0" {
            problems.append(.forbidden(field, "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""))
        }
        return problems
    }

    private static func watchProblems(
        _ request: APIRequest, match: String?, sendsInitialEvents: Bool?
    ) -> [FieldProblem] {
        let field = "resourceVersionMatch"
        var problems: [FieldProblem] = []
        if sendsInitialEvents != nil, match != Match.notOlderThan.rawValue {
            problems.append(.forbidden(field, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"))
            if let match { problems.append(.notSupported(field, .string(match), ["NotOlderThan"])) }
        }
        if sendsInitialEvents == nil, match != nil {
            problems.append(
                .forbidden(field, "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"))
        }
        if request.text("continue") != nil {
            problems.append(.forbidden(field, "resourceVersionMatch is forbidden when continue is provided"))
        }
        return problems
    }
}
