import KubeModel
import TestSupport
import Testing

@testable import APIServer

@Suite struct AccessGateTests {
    private let api: ServerAPI = {
        let kind = ServerFixture.kind
        return ServerAPI(
            store: ObjectStore(types: [kind.type]), token: "secret", kinds: [kind],
            grants: [
                "reader": .readOnly(user: "viewer"), "lister": .withoutWatch(user: "lister"),
                "tenant": .oneNamespace("shop", user: "tenant"), "single": .oneKind(kind.type, user: "single"),
            ])
    }()

    private func call(
        _ token: String, _ method: String, _ target: String, _ body: JSONValue? = nil, as user: String = "",
        groups: [String] = []
    ) -> (status: Int, json: JSONValue) {
        let parts = target.split(separator: "?", maxSplits: 1)
        let (path, query) = APIRequest.split(path: String(parts[0]), query: parts.count > 1 ? String(parts[1]) : "")
        var request = APIRequest(method: method, path: path, query: query)
        request.authorization = "Bearer \(token)"
        request.contentType = "application/json"
        request.impersonatedUser = user
        request.impersonatedGroups = groups
        request.body = body.map(JSONWriter.bytes) ?? []
        let response = api.respond(request)
        guard case .bytes(let bytes) = response.body else { return (response.status, .null) }
        return (response.status, (try? JSONParser.parse(bytes)) ?? .null)
    }

    @Test func aReaderMayNotWrite() {
        let all = call("reader", "GET", ServerFixture.all)
        let made = call("reader", "POST", ServerFixture.collection, ServerFixture.object("a"))

        #expect(all.status == 200)
        #expect(made.status == 403)
        #expect(
            made.json["message"]
                == .string(
                    "directresponses.gateway.kgateway.dev is forbidden: User \"viewer\" cannot create resource "
                        + "\"directresponses\" in API group \"gateway.kgateway.dev\" in the namespace \"default\""))
        #expect(made.json["reason"] == "Forbidden")
    }

    @Test func aTenantMayNotListTheCluster() {
        let all = call("tenant", "GET", ServerFixture.all)

        #expect(all.status == 403)
        #expect(all.json["message"]?.string?.hasSuffix("at the cluster scope") == true)
        #expect(call("tenant", "GET", "\(ServerFixture.root)/namespaces/shop/directresponses").status == 200)
        #expect(call("tenant", "GET", ServerFixture.collection).status == 403)
        #expect(call("tenant", "GET", "/api/v1/namespaces").status == 403)
    }

    @Test func aListerMayNotWatch() {
        #expect(call("lister", "GET", ServerFixture.all).status == 200)
        #expect(call("lister", "GET", "\(ServerFixture.all)?watch=1").status == 403)
    }

    @Test func oneKindIsAllThatIsSeen() {
        #expect(call("single", "GET", ServerFixture.all).status == 200)
        #expect(call("single", "GET", "/api/v1/namespaces").status == 403)
        #expect(call("single", "GET", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions").status == 403)
        #expect(call("single", "GET", "/apis").status == 200)
    }

    @Test func aCallerIsToldWhoTheyAre() {
        let review: JSONValue = ["apiVersion": "authentication.k8s.io/v1", "kind": "SelfSubjectReview"]
        let path = "/apis/authentication.k8s.io/v1/selfsubjectreviews"

        let own = call("secret", "POST", path, review)

        #expect(own.status == 201)
        #expect(own.json[path: ["status", "userInfo", "username"]] == "gatehouse-sandbox")
        #expect(call("reader", "POST", path, review).json[path: ["status", "userInfo", "username"]] == "viewer")
        #expect(call("nobody", "POST", path, review).status == 401)
    }

    @Test(arguments: [("reader", "list", true), ("reader", "create", false), ("secret", "delete", true)])
    func aCallerIsToldWhatTheyMayDo(token: String, verb: String, isAllowed: Bool) {
        let review: JSONValue = [
            "apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectAccessReview",
            "spec": [
                "resourceAttributes": [
                    "group": "gateway.kgateway.dev", "resource": "directresponses", "verb": .string(verb),
                ]
            ],
        ]

        let reply = call(token, "POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", review)

        #expect(reply.json[path: ["status", "allowed"]] == .bool(isAllowed))
    }

    @Test func questionsAreReadAsKubectlAsksThem() {
        func field(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
            [number << 3 | 2, UInt8(content.count)] + content
        }
        let attributes = field(2, Array("list".utf8)) + field(5, Array("backends".utf8))
        let type = field(1, Array("authorization.k8s.io/v1".utf8)) + field(2, Array("SelfSubjectAccessReview".utf8))
        let raw = field(2, field(1, attributes))

        let review = ReviewProtobuf.read([0x6B, 0x38, 0x73, 0x00] + field(1, type) + field(2, raw))

        #expect(
            review == [
                "apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectAccessReview",
                "spec": ["resourceAttributes": ["verb": "list", "resource": "backends"]],
            ])
        #expect(ReviewProtobuf.read([0x6B, 0x38, 0x73, 0x00, 0x0A, 0x7F]) == nil)
    }

    @Test func whoeverMayDoEverythingMayActForOthers() {
        let made = call("secret", "POST", ServerFixture.collection, ServerFixture.object("a"), as: "viewer")
        let stranger = call("secret", "GET", ServerFixture.all, as: "stranger")
        let admin = call("secret", "GET", ServerFixture.all, as: "stranger", groups: ["system:masters"])
        let forbidden = call("reader", "GET", ServerFixture.all, as: "lister")

        #expect(made.status == 403)
        #expect(stranger.status == 403)
        #expect(admin.status == 200)
        #expect(
            forbidden.json["message"]
                == "users \"lister\" is forbidden: User \"viewer\" cannot impersonate resource \"users\" in API group \"\" at the cluster scope"
        )
    }
}
