import APIServer
import Foundation
import GatewayGraph
import KubeModel
import Sandbox
import TestSupport
import Testing

/// `gatehouse check` and `gatehouse explain`: of files, of a cluster, and of both together.
@Suite(.serialized) struct CheckCommandTests {
    private static let good = """
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: public, namespace: shop}
        spec: {gatewayClassName: kgateway, listeners: [{name: http, port: 80, protocol: HTTP}]}
        ---
        apiVersion: gateway.kgateway.dev/v1alpha1
        kind: TrafficPolicy
        metadata:
          name: p
          namespace: shop
        spec:
          targetRefs:
          - {group: gateway.networking.k8s.io, kind: Gateway, name: public}
          rbac: {policy: {}}

        """
    private static let bad = good.replacing("name: public}\n  rbac", with: "name: pulbic}\n  rbac")

    /// The findings of a document that are neither about the check itself nor assumptions.
    private func codes(_ out: String) throws -> [String] {
        let document = try JSONParser.parse(Array(out.utf8))
        return (document["findings"]?.array ?? []).filter { $0["severity"] == "error" }.map {
            "\($0["change"]?.string ?? "") \($0["code"]?.string ?? "") \($0["file"]?.string ?? ""):\($0["line"]?.integer ?? 0)"
        }
    }

    @Test func whatIsFoundDecidesHowItEndsWhateverItIsPrintedAs() async throws {
        try await Program.run { gatehouse in
            _ = try gatehouse.write(Self.good, to: "good.yaml")
            _ = try gatehouse.write(Self.bad, to: "bad.yaml")
            for format in ["text", "json", "sarif", "github", "junit"] {
                #expect(try await gatehouse("check", "good.yaml", "-o", format).status == 0, "\(format)")
                let bad = try await gatehouse("check", "bad.yaml", "-o", format, "--show", "error")
                #expect(bad.status == 1 && bad.out.contains("targetMissing"), "\(format)")
            }
            let text = try await gatehouse("check", "bad.yaml").out
            #expect(text.contains("bad.yaml:13:61  error  targetMissing  TrafficPolicy shop/p: no Gateway shop/pulbic: requests pass without it; did you mean public?"))
            #expect(text.contains("By the rules of kgateway 2.1") && !text.contains("\u{1B}"))
            #expect(try await gatehouse("check", "good.yaml", "--fail-on", "note").status == 1)
            #expect(try await gatehouse("check", "nowhere.yaml").status == 3)
            #expect(try await gatehouse("check", "--kubeconfig", "nowhere").status == 3)
        }
    }

    @Test(arguments: [
        ["check", "--against", "x"], ["check", "a", "--rules", "1.0"], ["check", "a", "-o", "xml"], ["check", "a", "--fail-on", "fatal"],
        ["check", "a", "--suppress", "nonsense"], ["check", "-", "--against", "-"], ["check", "a", "-n", "b", "-A"], ["explain"],
        ["explain", "targetMising"], ["explain", "tie", "--codes"],
    ])
    func wrongUsageIsStatusTwo(words: [String]) async throws {
        try await Program.run { gatehouse in
            let outcome = try await gatehouse.run(words)
            #expect(outcome.status == 2 && outcome.out.isEmpty && !outcome.err.isEmpty)
        }
    }

    @Test func aDocumentThatCannotBeReadIsAnErrorAndTheOthersAreRead() async throws {
        try await Program.run { gatehouse in
            _ = try gatehouse.write(
                Self.bad + "---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata:\n  name: r\n  name: s\n", to: "bad.yaml")
            let found = try await gatehouse("check", "bad.yaml", "-o", "json")
            #expect(try codes(found.out) == [" targetMissing bad.yaml:13", " fileUnreadable bad.yaml:20"])
            #expect(found.out.contains("\"notKnown\": [\"HTTPRoute\"]"))
        }
    }

    @Test func aCheckOfNothingDoesNotEndWell() async throws {
        try await Program.run { gatehouse in
            for folder in ["empty", "values"] { try FileManager.default.createDirectory(atPath: "\(gatehouse.folder)/\(folder)", withIntermediateDirectories: true) }
            _ = try gatehouse.write("# nothing", to: "empty/a.yaml")
            _ = try gatehouse.write("{}", to: "values/values.txt")
            for folder in ["empty", "values"] {
                let outcome = try await gatehouse("check", folder)
                #expect(outcome.status == 3 && outcome.out.isEmpty && outcome.err.contains("There is no manifest in \(folder)"))
            }
        }
    }

    @Test func aDocumentWithoutAKindIsNotTakenForWhatItNames() async throws {
        try await Program.run { gatehouse in
            _ = try gatehouse.write(
                "apiVersion: gateway.networking.k8s.io/v1\nmetadata:\n  name: cart\nspec:\n  parentRefs:\n  - kind: Gateway\n    name: public\n", to: "a.yaml")
            let found = try await gatehouse("check", "a.yaml", "-o", "json")
            #expect(try codes(found.out) == [" fileUnreadable a.yaml:1"])
            #expect(!found.out.contains("Gateway/default"))
        }
    }

    @Test func aQuestionEndsWithOneMark() async throws {
        try await Program.run { gatehouse in
            let outcome = try await gatehouse("check", "a", "--suppress", "targetMising=TrafficPolicy/a/b:x")
            #expect(outcome.err.contains("did you mean targetMissing?") && !outcome.err.contains("?."))
        }
    }

    @Test func aKindThatThereIsNotIsAnErrorWithTheOneThatWasMeant() async throws {
        try await Program.run { gatehouse in
            _ = try gatehouse.write(Self.good.replacing("kind: TrafficPolicy", with: "kind: TrafficPolcy"), to: "kind.yaml")
            _ = try gatehouse.write(Self.good.replacing("gateway.kgateway.dev", with: "gateway.kgateway.io"), to: "group.yaml")
            let kind = try await gatehouse("check", "kind.yaml"), group = try await gatehouse("check", "group.yaml")
            #expect(kind.status == 1 && kind.out.contains("kind.yaml:7:7  error  versionUnsupported") && kind.out.contains("did you mean TrafficPolicy?"))
            #expect(group.status == 1 && group.out.contains("group.yaml:6:13  error  versionUnsupported") && group.out.contains("did you mean gateway.kgateway.dev?"))
        }
    }

    @Test func fieldsAreHeldAgainstDefinitions() async throws {
        let definition = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: trafficpolicies.gateway.kgateway.dev}
            spec:
              group: gateway.kgateway.dev
              names: {kind: TrafficPolicy, plural: trafficpolicies}
              versions:
              - name: v1alpha1
                served: true
                schema:
                  openAPIV3Schema:
                    type: object
                    properties:
                      spec: {type: object, properties: {targetRefs: {type: array, x-kubernetes-preserve-unknown-fields: true}, rbca: {type: object}}}

            """
        try await Program.run { gatehouse in
            _ = try gatehouse.write(Self.good, to: "good.yaml")
            _ = try gatehouse.write(definition, to: "crd.yaml")
            let found = try await gatehouse("check", "good.yaml", "--crds", "crd.yaml", "-o", "json")
            #expect(found.status == 1)
            #expect(try codes(found.out) == [" schemaInvalid good.yaml:14"])
            #expect(found.out.contains("spec.rbac: unknown field; did you mean rbca?"))
            // What a definition refuses and a finding tells of is one fault.
            _ = try gatehouse.write(Self.good.replacing("dev/v1alpha1", with: "dev/v1alpha9"), to: "later.yaml")
            #expect(try codes(try await gatehouse("check", "later.yaml", "--crds", "crd.yaml", "-o", "json").out) == [" versionUnsupported later.yaml:6"])
            #expect(found.out.contains("\"schemas\": \"crds\"") && found.out.contains("\"withoutSchema\": [\"Gateway\"]"))
            #expect(try await gatehouse("check", "good.yaml", "crd.yaml", "-o", "json").out.contains("\"schemas\": \"folder\""))
            #expect(try await gatehouse("check", "good.yaml", "--crds", "good.yaml").status == 3)
        }
    }

    @Test func whatIsLeftAloneDoesNotCount() async throws {
        try await Program.run { gatehouse in
            _ = try gatehouse.write(Self.bad, to: "bad.yaml")
            let known = try await gatehouse("check", "bad.yaml", "--suppress", "targetMissing=TrafficPolicy/shop/p:comes later", "-o", "json")
            #expect(known.status == 0 && known.out.contains("\"suppressed\": \"comes later\""))
            let annotated = Self.bad.replacing("  namespace: shop\nspec", with: "  namespace: shop\n  annotations: {gatehouse.dev/ignore: targetMissing=later}\nspec")
            _ = try gatehouse.write(annotated, to: "annotated.yaml")
            #expect(try await gatehouse("check", "annotated.yaml").status == 0)
            #expect(try await gatehouse("check", "bad.yaml", "--write-baseline", "known.json").status == 1)
            #expect(try await gatehouse("check", "bad.yaml", "--baseline", "known.json", "--fail-on", "warning").status == 0)
            let mended = try await gatehouse("check", "bad.yaml", "annotated.yaml", "--baseline", "known.json")
            #expect(mended.status == 0)
            let gone = try await gatehouse("check", "--baseline", "known.json", "-o", "json", "--", "annotated.yaml")
            #expect(gone.status == 0)
            _ = try gatehouse.write(Self.good, to: "good.yaml")
            #expect(try await gatehouse("check", "good.yaml", "--baseline", "known.json").out.contains("known.json:"))
            #expect(try await gatehouse("check", "good.yaml", "--baseline", "nowhere.json").status == 3)
        }
    }

    @Test func onlyWhatDiffersFromOlderFilesIsTold() async throws {
        try await Program.run { gatehouse in
            _ = try gatehouse.write(Self.good, to: "good.yaml")
            _ = try gatehouse.write(Self.bad, to: "bad.yaml")
            #expect(try await gatehouse("check", "bad.yaml", "--against", "bad.yaml").status == 0)
            let worse = try await gatehouse("check", "bad.yaml", "--against", "good.yaml")
            #expect(worse.status == 1 && worse.out.contains("+ bad.yaml:13:61  error  targetMissing"))
            let better = try await gatehouse("check", "good.yaml", "--against", "bad.yaml")
            #expect(better.status == 0)
            #expect(better.out.contains("- bad.yaml:13:61  error  targetMissing") && better.out.contains("Nothing introduced; 1 mended."))
        }
    }

    @Test func aNamespaceNarrowsWhatCountsAndTakesWhatNamesNone() async throws {
        try await Program.run { gatehouse in
            _ = try gatehouse.write(Self.bad, to: "bad.yaml")
            #expect(try await gatehouse("check", "bad.yaml", "-n", "other").status == 0)
            #expect(try await gatehouse("check", "bad.yaml", "-n", "shop").status == 1)
            _ = try gatehouse.write(Self.bad.replacing(", namespace: shop", with: "").replacing("\n  namespace: shop", with: ""), to: "bare.yaml")
            let bare = try await gatehouse("check", "bare.yaml", "-n", "other")
            #expect(bare.status == 1 && bare.out.contains("no Gateway other/pulbic"))
        }
    }

    private func withServer(_ objects: [JSONValue], _ rules: AccessRules? = nil, _ body: (Program, [String: String]) async throws -> Void) async throws {
        let server = Scene.server(objects, grants: rules.map { ["poor": $0] } ?? [:])
        let port = try await server.start()
        do {
            try await Program.run { gatehouse in
                let config = try gatehouse.kubeconfig(server: "http://127.0.0.1:\(port)", token: rules == nil ? Scene.token : "poor")
                try await body(gatehouse, ["KUBECONFIG": config])
            }
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    private static let gateway = Sample.object(
        "shop/public", .gateway, spec: ["gatewayClassName": "kgateway", "listeners": [["name": "http", "port": 80, "protocol": "HTTP"]]])
    private static func policy(_ name: String, _ target: String) -> JSONValue {
        Sample.object(
            "shop/\(name)",
            spec: [
                "targetRefs": [["group": "gateway.networking.k8s.io", "kind": "Gateway", "name": .string(target)]],
                "extAuth": ["extensionRef": ["name": "auth"]],
            ])
    }
    private static let auth = [
        Sample.object(
            "shop/auth", .gatewayExtension,
            spec: ["type": "ExtAuth", "extAuth": ["grpcService": ["backendRef": ["name": "auth", "port": 9000]]]]),
        Sample.object("shop/auth", .service, spec: ["ports": [["port": 9000, "appProtocol": "kubernetes.io/h2c"]]]),
    ]

    @Test func filesLaidOverAClusterTellOnlyWhatTheyChange() async throws {
        try await withServer(Self.auth + [Self.gateway, Self.policy("p", "public"), Self.policy("q", "nobody")]) { gatehouse, world in
            let alone = try await gatehouse("check", "-o", "json", with: world)
            #expect(alone.status == 1)
            #expect(try codes(alone.out).contains(" targetMissing :0"), "\(alone.out)")
            let bare = String(Self.bad.split(separator: "---\n")[1]).replacing("\n  namespace: shop", with: "")
            _ = try gatehouse.write(bare.replacing("rbac: {policy: {}}", with: "extAuth: {extensionRef: {name: auth}}"), to: "p.yaml")
            let laid = try await gatehouse("check", "p.yaml", "--live", "-o", "json", "--rules", "2.1", with: world)
            #expect(laid.status == 1)
            #expect(try codes(laid.out) == ["introduced targetMissing p.yaml:7"])
            _ = try gatehouse.write(JSONWriter.text(Self.policy("q", "public")), to: "q.json")
            _ = try gatehouse.write(bare, to: "unknown.yaml")
            let unknown = try await gatehouse("check", "unknown.yaml", "--live", "-o", "json", with: world)
            #expect(try codes(unknown.out).contains("introduced schemaInvalid unknown.yaml:8"))
            #expect(unknown.out.contains("\"schemas\": \"server\""))
            let mended = try await gatehouse("check", "q.json", "--live", "-o", "json", with: world)
            #expect(mended.status == 0)
            #expect(try codes(mended.out) == ["mended targetMissing :0"])
        }
    }

    @Test func aClusterIsValidatedByTheSchemasOfItsServer() async throws {
        var wrong = Self.policy("w", "public")
        wrong["spec"]?["timeout"] = ["request": 7]
        try await withServer(Self.auth + [Self.gateway, wrong]) { gatehouse, world in
            for words in [["check"], ["check", "--live"]] {
                let found = try await gatehouse.run(words + ["-o", "json"], with: world)
                #expect(found.status == 1 && found.out.contains("\"schemas\": \"server\""))
                let told = try codes(found.out)
                #expect(told.contains { $0.hasPrefix(" schemaInvalid") }, "\(found.out)")
                #expect(found.out.contains("spec.timeout.request"))
            }
        }
    }

    @Test func withoutSchemasItIsSaidThatOnlyFindingsWereChecked() async throws {
        let server = Scene.server(Self.auth + [Self.gateway, Self.policy("p", "public")])
        let proxy = try FaultProxy(target: try await server.start())
        proxy.apply([FaultRule("GET /openapi/", .answer(.refusal(404, "NotFound")))])
        var found: Program.Outcome?
        do {
            try await Program.run { gatehouse in
                let config = try gatehouse.kubeconfig(server: "http://127.0.0.1:\(proxy.port)", token: Scene.token)
                found = try await gatehouse("check", "--live", with: ["KUBECONFIG": config])
            }
        } catch { Issue.record(error) }
        proxy.stop()
        await server.stop()
        let out = try #require(found?.out)
        #expect(out.contains("Only findings were checked, no fields against schemas (the server hands out none"), "\(out)")
    }

    @Test func whoMayListOnlyPoliciesIsToldThatNothingIsMissing() async throws {
        try await withServer([Self.policy("q", "nobody")], .oneKind(.trafficPolicy, user: "poor")) { gatehouse, world in
            let found = try await gatehouse("check", "-o", "json", with: world)
            #expect(found.status == 0)
            #expect(found.out.contains("unreadableKind") && !found.out.contains("Missing\""))
            let kinds = try #require(JSONParser.parse(Array(found.out.utf8))[path: ["coverage", "notKnown"]]?.array)
            #expect(kinds.contains("Gateway") && Set(kinds).count == kinds.count)
        }
    }

    @Test func aServerThatIsGoneIsStatusThree() async throws {
        try await Program.run { gatehouse in
            let config = try gatehouse.kubeconfig(server: "http://127.0.0.1:1", token: Scene.token)
            #expect(try await gatehouse("check", with: ["KUBECONFIG": config]).status == 3)
            #expect(try await gatehouse("check").status == 3)
        }
    }

    @Test func codesAreExplainedAndListed() async throws {
        try await Program.run { gatehouse in
            let one = try await gatehouse("explain", "TARGETMISSING")
            #expect(one.status == 0 && one.out.hasPrefix("targetMissing"))
            let all = try await gatehouse("explain", "--codes")
            #expect(all.out.split(separator: "\n").count == FindingCode.allCases.count)
            #expect(try await gatehouse("explain", "targetMising").err.contains("Did you mean targetMissing?"))
            #expect(try await gatehouse("---completion-words", "line", "gatehouse explain targetM").out.hasPrefix("targetMissing"))
            #expect(try await gatehouse("---completion-words", "line", "gatehouse check -o s").out == "sarif\n")
            #expect(try await gatehouse("---completion-words", "line", "gatehouse check pro").out == "//files\n")
        }
    }
}
