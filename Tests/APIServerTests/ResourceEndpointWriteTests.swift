import KubeModel
import Testing

@testable import APIServer

@Suite struct ResourceEndpointWriteTests {
    private let server = ServerFixture()
    private let path = ServerFixture.collection

    @Test func anObjectIsGivenItsIdentity() {
        let reply = server.call("POST", path, ServerFixture.object("a"))

        #expect(reply.status == 201)
        #expect(reply.json["metadata"]?["uid"]?.string?.count == 36)
        #expect(reply.json["metadata"]?["generation"] == 1)
        #expect(reply.json["metadata"]?["namespace"] == "default")
        #expect(reply.json["metadata"]?["creationTimestamp"]?.string?.hasSuffix("Z") == true)
    }

    @Test func statusIsDroppedFromANewObject() {
        var object = ServerFixture.object("a")
        object["status"] = ["seen": true]

        #expect(server.call("POST", path, object).json["status"] == nil)
    }

    @Test func aNameIsTakenOnce() {
        server.create("a")

        let reply = server.call("POST", path, ServerFixture.object("a"))

        #expect(reply.status == 409)
        #expect(reply.message == "directresponses.gateway.kgateway.dev \"a\" already exists")
        #expect(reply.json["reason"] == "AlreadyExists")
    }

    @Test func aNameIsMadeFromItsPrefix() {
        var object = ServerFixture.object("")
        object["metadata"] = ["generateName": "web-"]

        let name = server.call("POST", path, object).json["metadata"]?["name"]?.string ?? ""

        #expect(name.hasPrefix("web-"))
        #expect(name.count == 9)
    }

    @Test func aDryRunChangesNothing() {
        let reply = server.call("POST", "\(path)?dryRun=All", ServerFixture.object("a"))

        #expect(reply.status == 201)
        #expect(reply.version == "")
        #expect(server.call("GET", "\(path)/a").status == 404)
    }

    @Test func aStaleReplaceIsAConflict() {
        let first = server.create("a")
        server.merge("a", ["spec": ["code": 201]])

        let reply = server.call("PUT", "\(path)/a", first)

        #expect(reply.status == 409)
        #expect(
            reply.message
                == "Operation cannot be fulfilled on directresponses.gateway.kgateway.dev \"a\": the object has been modified; "
                + "please apply your changes to the latest version and try again")
    }

    @Test func aReplaceNeedsAVersion() {
        server.create("a")

        let reply = server.call("PUT", "\(path)/a", ServerFixture.object("a"))

        #expect(reply.status == 422)
        #expect(reply.message.hasSuffix("metadata.resourceVersion: Invalid value: 0: must be specified for an update"))
    }

    @Test func whatIsMissingCannotBeReplaced() {
        #expect(server.call("PUT", "\(path)/a", ServerFixture.object("a")).status == 404)
    }

    @Test func onlyTheContentCountsAsAGeneration() {
        server.create("a")

        let labelled = server.merge("a", ["metadata": ["labels": ["x": "y"]]]).json
        let changed = server.merge("a", ["spec": ["code": 404]]).json

        #expect(labelled["metadata"]?["generation"] == 1)
        #expect(changed["metadata"]?["generation"] == 2)
    }

    @Test func anEqualReplaceMakesNoVersion() {
        let object = server.create("a")

        let reply = server.call("PUT", "\(path)/a", object)

        #expect(reply.status == 200)
        #expect(reply.version == object["metadata"]?["resourceVersion"]?.string)
    }

    @Test func identityAndStatusOutliveAReplace() {
        var object = server.create("a")
        let written = server.call(
            "PATCH", "\(path)/a/status", ["status": ["seen": true]], type: "application/merge-patch+json")
        object["metadata"]?["resourceVersion"] = .string(written.version)
        object["metadata"]?["creationTimestamp"] = "2001-01-01T00:00:00Z"
        object["metadata"]?["generation"] = 77
        object["status"] = ["seen": false]
        object["spec"] = ["code": 302]

        let reply = server.call("PUT", "\(path)/a", object)

        #expect(reply.json["status"] == ["seen": true])
        #expect(reply.json["metadata"]?["generation"] == 2)
        #expect(reply.json["metadata"]?["creationTimestamp"] == written.json["metadata"]?["creationTimestamp"])
    }

    @Test func theStatusPathWritesOnlyTheStatus() {
        var object = server.create("a")
        object["spec"] = ["code": 500]
        object["status"] = ["seen": true]

        let reply = server.call("PUT", "\(path)/a/status", object)

        #expect(reply.json["status"] == ["seen": true])
        #expect(reply.json["spec"] == ["code": 200])
        #expect(reply.json["metadata"]?["generation"] == 1)
    }

    @Test func anotherUidIsAConflict() {
        var object = server.create("a")
        object["metadata"]?["uid"] = "other"

        #expect(server.call("PUT", "\(path)/a", object).status == 409)
    }

    @Test func namesOfPathAndObjectMustAgree() {
        let object = server.create("a")

        let reply = server.call("PUT", "\(path)/b", object)

        #expect(reply.status == 400)
        #expect(reply.message == "the name of the object (a) does not match the name on the URL (b)")
    }
}
