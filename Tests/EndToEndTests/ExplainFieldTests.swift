import APIServer
import Foundation
import KubeModel
import Sandbox
import TestSupport
import Testing

/// `gatehouse explain` of fields: from the server's schemas, wherever it keeps them, and from definitions in files.
@Suite(.serialized) struct ExplainFieldTests {
    private static let definition = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: trafficpolicies.gateway.kgateway.dev}
        spec:
          group: gateway.kgateway.dev
          scope: Namespaced
          names: {kind: TrafficPolicy, plural: trafficpolicies, singular: trafficpolicy, shortNames: [tp]}
          versions:
          - name: v1alpha1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    description: What is wanted.
                    required: [limits]
                    properties:
                      mode: {type: string, enum: [Slow, Fast], default: Slow, description: How it goes.}
                      limits:
                        type: array
                        maxItems: 7
                        description: So many at most.
                        items:
                          type: object
                          properties: {rate: {type: integer, minimum: 1, description: Each second.}}
                        x-kubernetes-validations: [{rule: "self.size() > 0", message: one is needed}]

        """

    /// A server behind a proxy that can answer in its place, and the program.
    private func scene(_ body: (Program, [String: String], FaultProxy) async throws -> Void) async throws {
        let server = Scene.server([])
        let proxy = try FaultProxy(target: try await server.start())
        let outcome: Result<Void, any Error>
        do {
            try await Program.run { gatehouse in
                let config = try gatehouse.kubeconfig(server: "http://127.0.0.1:\(proxy.port)", token: Scene.token)
                try await body(gatehouse, ["KUBECONFIG": config], proxy)
            }
            outcome = .success(())
        } catch { outcome = .failure(error) }
        proxy.stop()
        await server.stop()
        try outcome.get()
    }

    @Test func aFieldIsExplainedAsKubectlDoesIt() async throws {
        try await scene { gatehouse, world, _ in
            let whole = try await gatehouse("explain", "tp", with: world)
            #expect(whole.status == 0, "\(whole.err)")
            #expect(whole.out.hasPrefix("GROUP:      gateway.kgateway.dev\nKIND:       TrafficPolicy\nVERSION:    v1alpha1\n"))
            #expect(whole.out.contains("  spec\t<Object>") && whole.out.contains("  metadata\t<ObjectMeta>"))

            let joined = try await gatehouse("explain", "trafficpolicies.gateway.kgateway.dev.spec.targetRefs", with: world)
            let apart = try await gatehouse("explain", "traffic", "spec.targetRefs", with: world)
            #expect(joined.out.contains("FIELD: targetRefs <[]Object>") && joined.out == apart.out, "\(joined.all)\(apart.all)")

            let tree = try await gatehouse("explain", "tp.spec", "--recursive", with: world)
            #expect(tree.out.contains("\n  targetRefs\t<[]Object>") && tree.out.contains("\n    name\t<string>"))
        }
    }

    @Test func aMisspeltFieldOrKindNamesTheNearest() async throws {
        try await scene { gatehouse, world, _ in
            let field = try await gatehouse("explain", "tp.spec.targetRef", with: world)
            #expect(field.status == 2 && field.out.isEmpty)
            #expect(field.err == "TrafficPolicy: spec has no field targetRef; did you mean targetRefs?\n")

            let kind = try await gatehouse("explain", "trafficpolices.spec", with: world)
            #expect(kind.status == 2 && kind.err == "There is no kind “trafficpolices”. Did you mean trafficpolicies?\n")
        }
    }

    @Test func aCodeIsStillACodeWhereThereAreKinds() async throws {
        try await scene { gatehouse, world, proxy in
            let code = try await gatehouse("explain", "TARGETMISSING", with: world)
            #expect(code.status == 0 && code.out.hasPrefix("targetMissing"))
            #expect(proxy.requests.isEmpty)
            let near = try await gatehouse("explain", "targetMising", with: world)
            #expect(near.status == 2 && near.err.contains("Did you mean targetMissing?"))
        }
    }

    @Test func definitionsInFilesNeedNoCluster() async throws {
        try await Program.run { gatehouse in
            _ = try gatehouse.write(Self.definition, to: "crd.yaml")
            let field = try await gatehouse("explain", "tp.spec.mode", "--crds", "crd.yaml")
            #expect(field.status == 0, "\(field.err)")
            #expect(field.out.contains("FIELD: mode <string>\nENUM:\n    Slow\n    Fast\n"))
            #expect(field.out.contains("How it goes.") && field.out.contains("DEFAULT:\n    \"Slow\"\n"))

            let list = try await gatehouse("explain", "TrafficPolicy", "spec.limits", "--crds", "crd.yaml")
            #expect(list.out.contains("<[]Object> -required-") && list.out.contains("one is needed\n") && list.out.contains("self.size() > 0"))

            let wrong = try await gatehouse("explain", "backend", "--crds", "crd.yaml")
            #expect(wrong.status == 2 && wrong.err.contains("There is no kind “backend”"))
            #expect(try await gatehouse("explain", "tp", "--crds", "nowhere").status == 3)
        }
    }

    @Test func aServerWithoutTheNewerDocumentsIsAskedForTheOlderOne() async throws {
        try await scene { gatehouse, world, proxy in
            let component: String = """
                {"swagger": "2.0", "definitions": {"dev.kgateway.v1alpha1.TrafficPolicy": {"type": "object", "description": "From the older document.",
                 "properties": {"spec": {"type": "object", "properties": {"one": {"type": "string", "description": "The one."}}}},
                 "x-kubernetes-group-version-kind": [{"group": "gateway.kgateway.dev", "kind": "TrafficPolicy", "version": "v1alpha1"}]}}}
                """
            proxy.apply([
                FaultRule("GET /openapi/v3", .answer(.refusal(404, "NotFound"))),
                FaultRule("GET /openapi/v2", .answer(FaultAnswer(200, ["Content-Type: application/json"], body: component))),
            ])
            let older = try await gatehouse("explain", "tp.spec.one", with: world)
            #expect(older.status == 0 && older.out.contains("The one."), "\(older.all)")
        }
    }

    @Test func aServerWithoutDocumentsIsAskedForTheDefinitionAndElseItIsSaid() async throws {
        try await scene { gatehouse, world, proxy in
            let none = FaultRule("GET /openapi/", .answer(.refusal(404, "NotFound")))
            let definition = JSONWriter.text(try YAMLReader.parse(Self.definition))
            let found = FaultRule(
                "GET /apis/apiextensions.k8s.io/v1/customresourcedefinitions/",
                .answer(FaultAnswer(200, ["Content-Type: application/json"], body: definition)))
            proxy.apply([none, found])
            let field = try await gatehouse("explain", "tp.spec.mode", with: world)
            #expect(field.status == 0 && field.out.contains("How it goes."), "\(field.all)")

            proxy.apply([none, FaultRule("GET /apis/apiextensions.k8s.io/", .answer(.refusal(403, "Forbidden")))])
            let nothing = try await gatehouse("explain", "tp.spec.mode", with: world)
            #expect(nothing.status == 1 && nothing.out.isEmpty)
            #expect(nothing.err.contains("No schema of TrafficPolicy in gateway.kgateway.dev/v1alpha1 is to be had"))
        }
    }
}
