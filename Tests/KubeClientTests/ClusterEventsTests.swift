import Foundation
import GatewayGraph
import KubeModel
import Testing

@testable import KubeClient

/// What was recorded about one object.
@Suite(.timeLimit(.minutes(10))) struct ClusterEventsTests {
    @Test func eventsAreAskedForByTheObjectThatTheyAreAbout() async throws {
        let event =
            #"{"metadata":{"name":"cart.1","namespace":"shop","resourceVersion":"3"},"reason":"Invalid","message":"no such field","count":4}"#
        let server = try RawServer { _ in
            [.send(answer("200 OK", #"{"metadata":{"resourceVersion":"9"},"items":[\#(event)]}"#))]
        }
        defer { server.stop() }
        let client = KubeClient.patient(ClusterEndpoint(server: server.url, token: "t", context: "test", namespace: nil))
        defer { client.close() }

        let events = try await client.events(about: .trafficPolicy, ObjectKey(namespace: "shop", name: "cart"))

        #expect(events.map { $0["message"]?.string } == ["no such field"])
        let request = try #require(server.requests.first?.line.removingPercentEncoding)
        #expect(request.hasPrefix("GET /api/v1/namespaces/shop/events?"))
        #expect(request.contains("involvedObject.kind=TrafficPolicy,involvedObject.name=cart") && request.contains("limit=100"))
    }
}
