import GatewayGraph
import APIServer
import Foundation
import KubeModel
import Testing

@testable import Sandbox

@Suite struct ManifestFolderTests {
    /// A folder with these files, for the time of `body`.
    private func withFolder(_ files: [String: String], _ body: (ManifestFolder, String) throws -> Void) throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("manifests-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        for (name, text) in files {
            let file = root.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        try body(try ManifestFolder(path: root.path), root.path)
    }

    @Test(
        .enabled(
            if: StorySharedFolder.has(StorySharedFolder.samples), "SKIPPED: the sample manifests are not beside us"))
    func everySampleGetsThrough() throws {
        let folder = try ManifestFolder(path: StorySharedFolder.samples)

        #expect(folder.problems == [])
        #expect(folder.counts == .init(loaded: 131, replaced: 102, skipped: 0))
        #expect(
            Set(folder.kinds.map(\.type.plural)) == [
                "secrets", "services", "backendconfigpolicies", "backends", "directresponses", "gatewayextensions",
                "httplistenerpolicies", "trafficpolicies", "gateways", "httproutes",
            ])
    }

    @Test(
        .enabled(if: StorySharedFolder.has(StorySharedFolder.definitions), "SKIPPED: the definitions are not beside us")
    )
    func definitionsBecomeKinds() throws {
        let folder = try ManifestFolder(path: StorySharedFolder.definitions)
        let policy = try #require(folder.kinds.first { $0.type.kind == "TrafficPolicy" })
        let routes = try #require(folder.kinds.first { $0.type.kind == "HTTPRoute" })

        #expect(policy.type == .trafficPolicy)
        #expect(policy.hasStatus)
        #expect(policy.tableColumns.map(\.name) == ["Accepted", "Attached"])
        #expect(routes.type.version == "v1")
        #expect(folder.kinds.first { $0.type.kind == "GatewayClass" }?.type.isNamespaced == false)
        let status: JSONValue = ["status": ["ancestors": [["conditions": [["type": "Accepted", "status": "False"]]]]]]
        #expect(policy.tableColumns.first?.value(status) == "False")
    }

    @Test func theLaterOfTwoObjectsOfOneNameWins() throws {
        let files = ["a.yaml": Self.service("one", port: 1), "b/c.yml": Self.service("one", port: 2)]
        try withFolder(files) { folder, _ in
            #expect(folder.counts == .init(loaded: 1, replaced: 1, skipped: 0))
            #expect(folder.objects.first?.object["spec"]?["ports"]?[0]?["port"] == 2)
        }
    }

    @Test func aBadDocumentIsNamedAndTheRestLoads() throws {
        let text =
            Self.service("one", port: 1) + "---\nkind: Service\n  apiVersion: v1\n---\n" + Self.service("two", port: 2)
        try withFolder(["bad.yaml": text]) { folder, root in
            #expect(folder.counts == .init(loaded: 2, replaced: 0, skipped: 1))
            #expect(folder.problems.count == 1)
            #expect(folder.problems.first?.hasPrefix("\(root)/bad.yaml:10: ") == true, "\(folder.problems)")
        }
    }

    @Test func whatIsNoObjectIsSkipped() throws {
        let files = [
            "values.yaml": "replicas: 3\n", "list.yaml": "- 1\n- 2\n", "notes.txt": "hello",
            "empty.yaml": "# nothing\n---\n",
            "kustomization.yaml":
                "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n",
        ]
        try withFolder(files) { folder, _ in
            #expect(folder.counts == .init(loaded: 0, replaced: 0, skipped: 3))
            #expect(folder.problems == [])
        }
    }

    @Test func listsAreUnrolledAndJSONIsRead() throws {
        let list =
            #"{"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}}]}"#
        try withFolder(["list.json": list]) { folder, _ in
            #expect(folder.objects.map(\.type.plural) == ["configmaps"])
        }
    }

    @Test func aKindInTwoVersionsIsServedInTheMoreMatureOne() throws {
        let old = "apiVersion: gateway.networking.k8s.io/v1beta1\nkind: HTTPRoute\nmetadata: {name: a}\n"
        let new = "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: b}\n"
        try withFolder(["a.yaml": old, "b.yaml": new]) { folder, _ in
            #expect(folder.kinds.map(\.type) == [.httpRoute])
            #expect(folder.objects.allSatisfy { $0.object["apiVersion"] == "gateway.networking.k8s.io/v1" })
        }
    }

    @Test func aFolderThatIsNotThereIsSaid() {
        #expect(throws: ManifestError.missing("/no/such/folder")) { try ManifestFolder(path: "/no/such/folder") }
    }

    @Test(arguments: [
        ("Policy", "policies"), ("GatewayClass", "gatewayclasses"), ("Gateway", "gateways"), ("Ingress", "ingresses"),
        ("Endpoints", "endpoints"), ("NetworkPolicy", "networkpolicies"), ("Service", "services"),
        ("Prometheus", "prometheuses"),
    ])
    func pluralsAreThoseOfEnglish(kind: String, plural: String) {
        #expect(ManifestKinds.plural(of: kind) == plural)
    }

    private static func service(_ name: String, port: Int) -> String {
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: \(name)\nspec:\n  ports:\n  - port: \(port)\n"
    }
}
