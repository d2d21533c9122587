import KubeModel
import KubeRules

/// The questions that every caller may ask about itself: who am I, and may I.
enum AccessReviews {
    /// What is served besides kinds: group, plural and kind.
    static let resources: [(group: String, plural: String, kind: String)] = [
        ("authentication.k8s.io", "selfsubjectreviews", "SelfSubjectReview"),
        ("authorization.k8s.io", "selfsubjectaccessreviews", "SelfSubjectAccessReview"),
        ("authorization.k8s.io", "selfsubjectrulesreviews", "SelfSubjectRulesReview"),
    ]

    /// The answer to a question; nil where the path asks none.
    ///
    /// - Throws: 405 for other methods than POST, 400 for a body that is no such question.
    static func respond(_ request: APIRequest, _ rules: AccessRules) throws(APIStatus) -> APIResponse? {
        let path = request.path
        guard path.count == 4, path[0] == "apis", path[2] == "v1",
            let resource = resources.first(where: { $0.group == path[1] && $0.plural == path[3] })
        else { return nil }
        let type = ResourceType(
            group: resource.group, version: "v1", plural: resource.plural, kind: resource.kind, isNamespaced: false)
        guard request.method == "POST" else { throw .methodNotAllowed(request.method.lowercased(), type) }
        var review = try read(request, type)
        guard review["apiVersion"]?.string == type.apiVersion, review["kind"]?.string == type.kind else {
            throw .badRequest("the body is no \(type.kind) of \(type.apiVersion)")
        }
        review["metadata"] = ["creationTimestamp": .null]
        switch resource.kind {
        case "SelfSubjectReview": review["status"] = ["userInfo": userInfo(rules)]
        case "SelfSubjectAccessReview": review["status"] = try status(review["spec"] ?? [:], rules)
        default:
            let namespace = review[path: ["spec", "namespace"]]?.string ?? ""
            review["status"] = list(rules, namespace: namespace)
        }
        return APIResponse(status: 201, review)
    }

    private static func read(_ request: APIRequest, _ type: ResourceType) throws(APIStatus) -> JSONValue {
        guard MediaType(request.contentType).name == ReviewProtobuf.mediaType else {
            return try ObjectReader(kind: ServedKind(type: type), request: request, namespace: nil).read().object
        }
        guard let review = ReviewProtobuf.read(request.body) else {
            throw .badRequest("the object provided is unrecognized (must be of type \(type.kind))")
        }
        return review
    }

    private static func userInfo(_ rules: AccessRules) -> JSONValue {
        ["username": .string(rules.user), "groups": .array(rules.allGroups.map { .string($0) })]
    }

    private static func status(_ spec: JSONValue, _ rules: AccessRules) throws(APIStatus) -> JSONValue {
        if let attributes = spec["resourceAttributes"] {
            func text(_ name: String) -> String { attributes[name]?.string ?? "" }
            let namespace = text("namespace")
            let attempt = AccessAttempt(
                verb: text("verb"), group: text("group"), resource: text("resource"), subresource: text("subresource"),
                namespace: namespace.isEmpty ? nil : namespace, name: text("name"))
            return rules.allows(attempt)
                ? ["allowed": true, "reason": .string("rules of the server for \(rules.user)")] : ["allowed": false]
        }
        guard spec["nonResourceAttributes"] != nil else {
            throw .invalid(
                kind: "SelfSubjectAccessReview", group: "authorization.k8s.io", name: "",
                [
                    .invalid(
                        "spec.resourceAttributes", .null,
                        "exactly one of nonResourceAttributes or resourceAttributes must be specified")
                ])
        }
        return ["allowed": true]
    }

    private static func list(_ rules: AccessRules, namespace: String) -> JSONValue {
        func texts(_ set: Set<String>) -> JSONValue { .array(set.sorted().map { .string($0) }) }
        let held = rules.rules.filter { $0.namespaces?.contains(namespace) ?? true }
        return [
            "resourceRules": .array(
                held.map {
                    ["verbs": texts($0.verbs), "apiGroups": texts($0.groups), "resources": texts($0.resources)]
                }),
            "nonResourceRules": [["verbs": ["get"], "nonResourceURLs": ["*"]]], "incomplete": false,
        ]
    }
}
