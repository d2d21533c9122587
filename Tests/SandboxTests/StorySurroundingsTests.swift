import Foundation
import GatewayGraph
import KubeModel
import Testing

@testable import Sandbox

@Suite struct StorySurroundingsTests {
    private static let created = Date(timeIntervalSince1970: 1_800_000_000)

    private static func item(_ type: ResourceType, _ name: String, _ spec: JSONValue, age: Double = 0) -> StoryObject {
        StoryObject(
            id: ObjectID(type, "shop", name), object: ["metadata": ["name": .string(name), "namespace": "shop"], "spec": spec],
            created: created.addingTimeInterval(-age), isPinned: false)
    }

    @Test func aServiceHasThePortsThatAreAskedForAndIsAsOldAsWhoNamesIt() throws {
        let routes = [
            Self.item(.httpRoute, "cart", ["rules": [["backendRefs": [["name": "cart", "port": 80]]]]]),
            Self.item(.httpRoute, "old", ["rules": [["backendRefs": [["name": "cart", "port": 90]]]]], age: 60),
        ]

        let objects = StorySurroundings(of: routes, missing: [], seed: 1).objects

        let service = try #require(objects.first)
        #expect(objects.map(\.id) == [ObjectID(.service, "shop", "cart")])
        #expect(service.object[path: ["spec", "ports"]]?.array?.map { $0["port"] } == [80, 90])
        #expect(service.created == Self.created.addingTimeInterval(-60))
    }

    @Test func aReferenceToABackendMakesNoService() {
        let story = [
            Self.item(.backend, "saas", ["type": "Static"]),
            Self.item(.gatewayExtension, "x", ["extAuth": ["grpcService": ["backendRef": ["name": "saas"]]]]),
            Self.item(
                .httpRoute, "r",
                ["rules": [["backendRefs": [["group": "gateway.kgateway.dev", "kind": "Backend", "name": "other"]]]]]),
        ]

        #expect(StorySurroundings(of: story, missing: [], seed: 1).objects.isEmpty)
    }

    @Test func aCertificateIsOfTheTypeThatHasBothItsKeys() throws {
        let gateway = Self.item(
            .gateway, "public", ["listeners": [["tls": ["certificateRefs": [["kind": "Secret", "name": "cert"]]]]]])
        let backend = Self.item(.backend, "ai", ["ai": ["authToken": ["secretRef": ["name": "key", "namespace": "ml"]]]])

        let secrets = StorySurroundings(of: [gateway, backend], missing: [], seed: 1).objects.map(\.object)

        #expect(secrets.map { $0["type"] } == ["Opaque", "kubernetes.io/tls"])
        #expect(secrets.map { $0["data"]?.object?.count } == [1, 2])
    }

    @Test func theStoryHasWhatItsRoutesAndGatewaysNeed() throws {
        let story = try Story.objects(seed: 1, start: Self.created)
        let ids = Set(story.map(\.id))

        #expect(ids.contains(ObjectID(.service, "checkout", "cart")))
        #expect(ids.contains(ObjectID(.secret, "infra", "wildcard-example-com")))
        #expect(ids.contains(ObjectID(.secret, "infra", "partner-htpasswd")))
        #expect(!ids.contains(ObjectID(.secret, "ml-platform", "support-bot-key")))
        let controller = try #require(story.first { $0.id.type == .deployment }?.object)
        #expect(controller[path: ["metadata", "labels", "kgateway"]] == "kgateway")
    }
}
