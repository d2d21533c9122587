import Foundation
import GatewayGraph
import KubeModel
import Testing

/// What the scan takes from bytes beside what the walk over a tree finds.
@Suite struct ObjectReferenceScanTests {
    private func type(_ group: String, _ kind: String) -> ResourceType {
        ResourceType(group: group, version: "v1", plural: kind.lowercased() + "s", kind: kind)
    }

    private func scanned(_ object: JSONValue, _ type: ResourceType) throws -> [ObjectReference] {
        let projection = RowProjection(isPolicy: false, references: ReferenceRule.paths(of: type)) { _, _ in [] }
        return ObjectReference.all(in: try ResourceScanner(projection: projection).row(JSONWriter.bytes(object)), type)
    }

    @Test func everyObjectOfTheSamplesNamesTheSameInBothWays() throws {
        let beside = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared").standardizedFileURL.path
        let folder = (ProcessInfo.processInfo.environment["GATEHOUSE_SHARED"] ?? beside) + "/samples"
        guard FileManager.default.fileExists(atPath: folder) else {
            print("SKIPPED: \(folder) is absent; set GATEHOUSE_SHARED to the folder that holds samples")
            return
        }
        var count = 0
        for file in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() where file.hasSuffix(".yaml") {
            for document in try YAMLReader.documents(String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)) {
                let object = document.value, version = (object["apiVersion"]?.string ?? "").split(separator: "/")
                let type = type(version.count == 2 ? String(version[0]) : "", object["kind"]?.string ?? "")
                guard !ObjectKey(of: object).name.isEmpty else { continue }
                let walked = ObjectReference.all(in: object, type)
                #expect(try scanned(object, type) == walked, "\(file): \(ObjectKey(of: object))")
                count += walked.count
            }
        }
        #expect(count > 100)
    }

    @Test func everyPathOfTheTableIsFollowedIntoEachPlaceOfItsLists() throws {
        for (_, rules) in Dictionary(grouping: ReferenceRule.all, by: { "\($0.group)/\($0.kind)" }) {
            let type = type(rules[0].group, rules[0].kind)
            for rule in rules {
                var object = place(rule.path.steps[...], naming: rule.path.naming)
                object["metadata"] = ["namespace": "shop", "name": "a"]
                let walked = ObjectReference.all(in: object, type), lists = rule.path.steps.filter(\.isList).count
                #expect(walked.count == 1 << lists, "\(rule.kind) \(rule.path.text)")
                #expect(try scanned(object, type) == walked, "\(rule.kind) \(rule.path.text)")
            }
        }
    }

    /// An object with two elements in each list along a path.
    private func place(_ steps: ArraySlice<ReferencePath.Step>, naming: ReferenceRule.Naming, number: Int = 1) -> JSONValue {
        guard let step = steps.first else {
            if case .name = naming { return .string("n\(number)") }
            return ["name": .string("n\(number)"), "kind": "Thing", "group": "example.com", "namespace": "else\u{1F600}", "sectionName": "s\"1"]
        }
        let rest = steps.dropFirst()
        guard step.isList else { return .map([:]).with(step.name, place(rest, naming: naming, number: number)) }
        return .map([:]).with(
            step.name, [place(rest, naming: naming, number: number * 2), place(rest, naming: naming, number: number * 2 + 1)])
    }

    @Test func whatLabelsChooseIsAReferenceAndWhatExpressionsChooseIsNone() throws {
        let policy: JSONValue = [
            "metadata": ["namespace": "shop", "name": "a"],
            "spec": [
                "targetSelectors": [
                    ["kind": "HTTPRoute", "matchLabels": ["tier": "front", "app": "cart"], "sectionName": "pay"], ["matchLabels": .map([:])],
                    ["kind": "HTTPRoute", "matchExpressions": [["key": "a"]], "matchLabels": ["app": "x"]], ["kind": "HTTPRoute"],
                ],
                "apiKeyAuth": ["secretSelector": ["matchLabels": ["keys": "yes"]]],
            ],
        ]

        let found = try scanned(policy, .trafficPolicy)

        #expect(found == ObjectReference.all(in: policy, .trafficPolicy))
        #expect(found.map(\.path) == ["spec.targetSelectors[0]", "spec.targetSelectors[1]", "spec.apiKeyAuth.secretSelector"])
        #expect(found.map(\.kind) == ["HTTPRoute", "Gateway", "Secret"])
        #expect(found.map(\.choice) == [.labelled([Label("app", "cart"), Label("tier", "front")]), .labelled([]), .labelled([Label("keys", "yes")])])
        #expect(found.map(\.key.namespace) == ["shop", "shop", "shop"])
        #expect(found.map(\.sectionName) == ["pay", nil, nil])
    }

    @Test func aRouteThatDelegatesChoosesRoutes() throws {
        let route: JSONValue = [
            "metadata": ["namespace": "shop", "name": "a"],
            "spec": [
                "rules": [
                    [
                        "backendRefs": [
                            ["group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "name": "cart"],
                            ["group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "name": "*", "namespace": "b"],
                            ["group": "delegation.kgateway.dev", "kind": "label", "name": "team"],
                            ["group": "delegation.kgateway.dev", "kind": "label", "name": "team", "namespace": "all"],
                        ]
                    ]
                ]
            ],
        ]

        let found = try scanned(route, .httpRoute), team = ObjectReference.Choice.labelled([Label("delegation.kgateway.dev/label", "team")])

        #expect(found == ObjectReference.all(in: route, .httpRoute))
        #expect(found.map(\.choice) == [.named, .every, team, team])
        #expect(found.map(\.key) == [("shop", "cart"), ("b", ""), ("shop", ""), (nil, "")].map { ObjectKey(namespace: $0.0, name: $0.1) })
        #expect(Set(found.map(\.kind)) == ["HTTPRoute"])
    }

    @Test func rowsThatNameTheSameShareIt() throws {
        let projection = RowProjection(isPolicy: true, references: ReferenceRule.paths(of: .trafficPolicy)) { _, _ in [] }
        let scanner = ResourceScanner(projection: projection)
        func row(_ name: String, _ target: String) throws -> ResourceRow {
            let spec: JSONValue = ["targetRefs": [["kind": "HTTPRoute", "name": .string(target)]]]
            return try scanner.row(JSONWriter.bytes(["metadata": ["name": .string(name), "namespace": "n"], "spec": spec]))
        }

        let (first, second, third) = (try row("a", "x"), try row("b", "x"), try row("c", "y"))

        #expect(first.references == second.references)
        #expect(first.references != third.references)
    }
}

extension JSONValue {
    fileprivate func with(_ name: String, _ value: JSONValue) -> JSONValue {
        var copy = self
        copy[name] = value
        return copy
    }
}
