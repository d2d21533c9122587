import Foundation
import KubeModel
import KubeRules
import Testing

@Suite struct ManifestSetTests {
    private func read(_ texts: String...) async throws -> ManifestSet {
        await ManifestSet.read(try texts.enumerated().map { try ManifestFile("\($0).yaml", Array($1.utf8)) })
    }

    private func names(_ set: ManifestSet) -> [String] { set.manifests.map { $0.object[path: ["metadata", "name"]]?.string ?? "" } }

    private func place(_ set: ManifestSet, _ index: Int, _ path: String) async -> String {
        guard set.manifests.indices.contains(index) else { return "no object" }
        let place = await set.places(of: [(index, path)])[0]
        return "\(set.files[set.manifests[index].file].name):\(place.line):\(place.column)"
    }

    private func object(_ name: String) -> String { "apiVersion: v1\nkind: Service\nmetadata:\n  name: \(name)\n" }

    @Test func documentsAreReadOneByOneAndABadOneSpoilsNoOther() async throws {
        let set = try await read("# first\n---\n" + object("a") + "---\nkind: \"x\nname: y\n--- # third\n" + object("b"), object("c"))

        #expect(names(set) == ["a", "b", "c"])
        #expect(set.faults.map { "\($0.place.line):\($0.place.column)" } == ["8:7"])
        #expect(await place(set, 0, "metadata.name") == "0.yaml:6:9")
        #expect(await place(set, 1, "metadata.name") == "0.yaml:14:9")
        #expect(await place(set, 2, "metadata.name") == "1.yaml:4:9")
    }

    @Test func aListOfKubectlIsUnrolledAndEachItemIsFound() async throws {
        let items = ["a", "b"].map { "- apiVersion: v1\n  kind: Service\n  metadata:\n    name: \($0)\n    labels:\n      - odd\n" }.joined()
        let set = try await read("apiVersion: v1\nitems:\n\(items)kind: List\nmetadata: {}\n")

        #expect(names(set) == ["a", "b"])
        #expect(await place(set, 1, "metadata.name") == "0.yaml:12:11")
        #expect(await place(set, 1, "spec.ports") == "0.yaml:9:3")
    }

    @Test func aListWithIndentedItemsOrAnchorsIsReadTheSame() async throws {
        let item = "  - &one\n    apiVersion: v1\n    kind: Service\n    metadata: {name: a}\n"
        let set = try await read("kind: List\napiVersion: v1\nitems:\n\(item)  - <<: *one\n    metadata: {name: b}\n")

        #expect(names(set) == ["a", "b"])
        #expect(set.faults.isEmpty)
        #expect(await place(set, 1, "metadata.name") == "0.yaml:9:22")
    }

    @Test func oneBadItemOfAListSpoilsNoOther() async throws {
        func item(_ name: String) -> String { "- apiVersion: v1\n  kind: Service\n  metadata:\n    name: \(name)\n" }
        let set = try await read("apiVersion: v1\nkind: List\nitems:\n\(item("a"))- apiVersion: v1\n  kind: {\n\(item("b"))")

        #expect(names(set) == ["a", "b"])
        #expect(set.faults.count == 1)
    }

    @Test func jsonIsReadAsJSON() async throws {
        let list = #"{"kind": "List", "apiVersion": "v1", "items": ["# + "\n" + #"{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "a"}},"#
            + "\n" + #"{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "b", "name": "c"}},"# + "\n" + #"{"kind": nope}]}"#
        let set = try await read(list)

        #expect(names(set) == ["a", "c"])
        try #require(set.manifests.count == 2)
        #expect(set.manifests[1].duplicates == ["metadata.name"])
        #expect(set.faults.map { "\($0.place.line):\($0.place.column) \($0.problem)" } == ["4:11 unexpected character 'o'"])
        #expect(await place(set, 1, "metadata.name") == "0.yaml:3:75")
    }

    @Test func windowsLineEndsAndMarksMoveNoPlace() async throws {
        let text = "\u{FEFF}" + (object("a") + "---\n" + object("b")).replacing("\n", with: "\r\n")
        let set = try await read(text)

        #expect(names(set) == ["a", "b"])
        #expect(await place(set, 1, "metadata.name") == "0.yaml:9:9")
    }

    @Test func whatIsNoObjectIsLeftOut() async throws {
        let set = try await read("replicas: 3\n", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a]\n", "# empty\n", "")

        #expect(set.manifests.isEmpty && set.faults.isEmpty)
    }

    @Test func manyFieldsAreFoundInTheOrderInWhichTheyAreAskedFor() async throws {
        let set = try await read((0..<200).map { object("s\($0)") }.joined(separator: "---\n"))

        try #require(set.manifests.count == 200)
        let places = await set.places(of: (0..<200).reversed().map { ($0, "metadata.name") })

        #expect(places.map(\.line) == (0..<200).reversed().map { $0 * 5 + 4 })
    }
}
