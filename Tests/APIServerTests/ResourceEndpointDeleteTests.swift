import KubeModel
import Testing

@testable import APIServer

@Suite struct ResourceEndpointDeleteTests {
    private let server = ServerFixture()
    private let path = ServerFixture.collection

    @Test func deletingAnswersWithSuccess() {
        let uid = server.create("a")["metadata"]?["uid"]

        let reply = server.call("DELETE", "\(path)/a")

        #expect(reply.json["status"] == "Success")
        #expect(reply.json["details"]?["uid"] == uid)
        #expect(server.call("GET", "\(path)/a").status == 404)
    }

    @Test func aFinalizerHoldsAnObjectBack() {
        server.create("a")
        server.merge("a", ["metadata": ["finalizers": ["example.com/wait"]]])

        let marked = server.call("DELETE", "\(path)/a").json
        let freed = server.merge("a", ["metadata": ["finalizers": .null]])

        #expect(marked["metadata"]?["deletionTimestamp"]?.string != nil)
        #expect(marked["metadata"]?["deletionGracePeriodSeconds"] == 0)
        #expect(marked["metadata"]?["generation"] == 2)
        #expect(freed.json["metadata"]?["finalizers"] == nil)
        #expect(server.call("GET", "\(path)/a").status == 404)
    }

    @Test func whatIsBeingDeletedTakesNoNewFinalizers() {
        server.create("a")
        server.merge("a", ["metadata": ["finalizers": ["example.com/wait"]]])
        _ = server.call("DELETE", "\(path)/a")

        let reply = server.merge("a", ["metadata": ["finalizers": ["example.com/wait", "example.com/more"]]])

        #expect(Set(reply.causes) == ["metadata.finalizers: FieldValueForbidden"])
    }

    @Test func aPreconditionThatFailsIsAConflict() {
        server.create("a")

        let reply = server.call("DELETE", "\(path)/a", ["preconditions": ["uid": "other"]])

        #expect(reply.status == 409)
        #expect(server.call("GET", "\(path)/a").status == 200)
    }

    @Test func aDryRunDeletesNothing() {
        server.create("a")

        #expect(server.call("DELETE", "\(path)/a?dryRun=All").json["status"] == "Success")
        #expect(server.call("GET", "\(path)/a").status == 200)
    }

    @Test func aCollectionIsDeletedBySelector() {
        server.create("a", labels: ["app": "x"])
        server.create("b", labels: ["app": "y"])

        let reply = server.call("DELETE", "\(path)?labelSelector=app%3Dx")

        #expect(reply.names == ["a"])
        #expect(server.call("GET", path).names == ["b"])
    }

    @Test func anUnknownPolicyIsRefused() {
        server.create("a")

        #expect(server.call("DELETE", "\(path)/a?propagationPolicy=Foreground").status == 200)
        #expect(server.call("DELETE", "\(path)/a", ["propagationPolicy": "Never"]).status == 422)
    }

    @Test func theLastFinalizerGoneIsADeletionForWatchers() async throws {
        server.create("a")
        server.merge("a", ["metadata": ["finalizers": ["example.com/wait"]]])
        _ = server.call("DELETE", "\(path)/a")
        var lines = WatchLines(try #require(server.call("GET", "\(path)?watch=1").stream))

        server.merge("a", ["metadata": ["finalizers": []]])

        #expect(try await lines.next(2) == ["ADDED a", "DELETED a"])
    }
}
