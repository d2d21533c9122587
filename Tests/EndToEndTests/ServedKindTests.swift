import Foundation
import TestSupport
import Testing

/// Kinds that the server has and Gatehouse has no view for.
@Suite(.serialized) struct ServedKindTests {
    private static let definition = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: moons.gateway.kgateway.dev}
        spec:
          group: gateway.kgateway.dev
          scope: Namespaced
          names: {plural: moons, singular: onemoon, kind: Moon, listKind: MoonList, shortNames: [mn], categories: [sky]}
          versions:
          - name: v1alpha1
            served: true
            storage: true
            schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
            additionalPrinterColumns:
            - {name: Phase, type: string, jsonPath: .spec.phase}
            - {name: Ports, type: string, jsonPath: ".spec.ports[?(@.port>80)].name"}
            - {name: Odd, type: string, jsonPath: ".spec[?(@.a==1 && @.b==2)]"}
            - {name: Tide, type: string, jsonPath: .spec.tide, priority: 1}
        """
    private static let moon = """
        apiVersion: gateway.kgateway.dev/v1alpha1
        kind: Moon
        metadata: {name: luna, namespace: default}
        spec: {phase: waxing, tide: high, ports: [{port: 80, name: plain}, {port: 443, name: secure}]}
        """

    private func scene(_ body: (Program, [String: String]) async throws -> Void) async throws {
        try await Program.run { gatehouse in
            let folder = "\(gatehouse.folder)/manifests", config = "\(gatehouse.folder)/config"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            _ = try gatehouse.write(Self.definition, to: "manifests/definition.yaml")
            _ = try gatehouse.write(Self.moon, to: "manifests/moon.yaml")
            let child = try gatehouse.start(
                ["sandbox", "--manifests", folder, "--kubeconfig", config], name: "sandbox")
            defer { child.terminate() }
            try #require(await child.says("listening on http://127.0.0.1:"), "\(child.err)")
            try await body(gatehouse, ["KUBECONFIG": config])
            child.terminate()
            await child.ended()
        }
    }

    @Test func getShowsTheColumnsOfTheDefinitionByTheirPriority() async throws {
        try await scene { gatehouse, world in
            let table = try await gatehouse("get", "moons", with: world)
            let lines = table.out.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
            #expect(table.status == 0 && lines.count == 2)
            #expect(lines.first == ["NAME", "STATE", "PHASE", "PORTS", "ODD?", "AGE"])
            #expect(lines.last?.prefix(5) == ["luna", "-", "waxing", "secure", "?"])
            #expect(table.err.contains("Odd (.spec[?(@.a==1 && @.b==2)])"))

            let wide = try await gatehouse("get", "moons", "-o", "wide", with: world).out.split(separator: "\n")
            #expect(wide.first?.contains("TIDE") == true && wide.last?.contains("high") == true)

            let names = try await gatehouse("get", "moons", "-o", "name", with: world)
            #expect(names.out == "moon.gateway.kgateway.dev/luna\n" && names.err.isEmpty)
        }
    }

    @Test(arguments: [
        "moons", "Moon", "ONEMOON", "mn", "moo", "moons.gateway.kgateway.dev", "mn.v1alpha1.gateway.kgateway.dev",
        "sky",
    ])
    func everyNameThatDiscoveryKnowsIsTaken(word: String) async throws {
        try await scene { gatehouse, world in
            let outcome = try await gatehouse("get", word, "-o", "name", with: world)
            #expect(outcome.out == "moon.gateway.kgateway.dev/luna\n", "\(outcome.err)")
        }
    }

    @Test(arguments: [
        ["moons"], ["Moon"], ["mn"], ["moo"], ["--namespace", "default", "moons.v1alpha1.gateway.kgateway.dev"],
    ])
    func theDashboardBeginsWithIt(words: [String]) async throws {
        try await scene { gatehouse, world in
            let picture = try await gatehouse.run(["snapshot", "--settle", "100ms"] + words, with: world)
            #expect(picture.status == 0, "\(picture.err)")
            #expect(picture.out.contains("Moon ── 1") && picture.out.contains("luna"))

            let terminal = try Terminal(
                [try Program.path()] + words, environment: gatehouse.environment(world))
            do { try await terminal.see("Moon", "luna") } catch {
                _ = await terminal.end(seconds: 0)
                throw error
            }
            terminal.type("q")
            #expect(await terminal.end().status == 0)
        }
    }

    @Test func aKnownKindThatIsNotThereIsNotInstalled() async throws {
        try await scene { gatehouse, world in
            for word in ["aibackends", "ListenerPolicy", "tlsroutes"] {
                let picture = try await gatehouse("snapshot", word, "--settle", "100ms", with: world)
                #expect(picture.status == 0 && picture.out.contains("is not installed on this cluster"), "\(word)")
            }
        }
    }
}
