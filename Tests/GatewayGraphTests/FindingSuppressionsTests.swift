import KubeModel
import Testing

@testable import GatewayGraph

@Suite struct FindingSuppressionsTests {
    private static let route = "gateway.networking.k8s.io/HTTPRoute/shop/cart"

    private func annotated(_ text: String) -> JSONValue {
        [
            "apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute",
            "metadata": ["name": "cart", "namespace": "shop", "annotations": ["gatehouse.dev/ignore": .string(text)]],
        ]
    }

    private func finding(_ code: FindingCode, _ path: String = "spec") -> PlacedFinding {
        PlacedFinding(Finding(code, .error, Self.route, path, "m"))
    }

    @Test func anAnnotationSuppressesWithItsReason() {
        var suppressions = FindingSuppressions()
        suppressions.add(annotationsOf: annotated("routeUnprotected = public: health check\ntie=known; backendMissing=later"))

        let (marked, unused) = suppressions.apply(to: [finding(.routeUnprotected), finding(.tie), finding(.backendMissing), finding(.ruleEmpty)])

        #expect(marked.map { $0.suppression?.reason } == ["public: health check", "known", "later", nil])
        #expect(marked[0].suppression?.isInSource == true)
        #expect(unused.isEmpty)
    }

    @Test func withoutAReasonItDoesNotCountAndIsANote() {
        var suppressions = FindingSuppressions()
        suppressions.add(annotationsOf: annotated("tie; ruleEmpty="))

        let (marked, unused) = suppressions.apply(to: [finding(.tie), finding(.ruleEmpty)])

        #expect(marked.allSatisfy { $0.suppression == nil })
        #expect(unused.map(\.finding.code) == [.suppressionUnused, .suppressionUnused])
        #expect(unused[0].finding.cure.contains("gatehouse.dev/ignore: tie=why"))
        #expect(unused[0].finding.path == "metadata.annotations[gatehouse.dev/ignore]")
    }

    @Test func whatSuppressesNothingIsANote() {
        var suppressions = FindingSuppressions()
        suppressions.add(annotationsOf: annotated("tei=x; tie=x"))

        let unused = suppressions.apply(to: [finding(.ruleEmpty)]).unused

        #expect(unused.map(\.finding.message) == ["there is no code tei; did you mean tie?", "tie is suppressed and not found: the suppression can go"])
    }

    @Test func anOptionNamesTheObject() {
        var suppressions = FindingSuppressions()
        #expect(suppressions.add(flag: "tie=httproute/shop/cart:a known tie: really") == nil)
        #expect(suppressions.add(flag: "classAssumed=GatewayClass/kgateway:x") == nil)

        let (marked, unused) = suppressions.apply(to: [finding(.tie)])

        #expect(marked[0].suppression == PlacedFinding.Suppression(reason: "a known tie: really", isInSource: false))
        #expect(unused.map(\.finding.severity) == [.note])
    }

    @Test(arguments: ["tie", "tie=HTTPRoute", "tie=a/b/c/d:x", "tei=HTTPRoute/shop/cart:x", "tie=//x:y"])
    func anOptionThatMeansNothingIsRefused(flag: String) {
        var suppressions = FindingSuppressions()

        #expect(suppressions.add(flag: flag) != nil)
    }

    @Test func aBaselineSuppressesByFingerprintAndTellsWhatIsGone() throws {
        let settings = PolicySettings(), report = FindingReport([finding(.tie, "spec.a"), finding(.ruleEmpty)], FindingCoverage(settings))
        var suppressions = FindingSuppressions()
        #expect(suppressions.add(baseline: JSONWriter.folded(report.baseline), file: "known.json") == nil)

        let (marked, unused) = suppressions.apply(to: [finding(.tie, "spec.a"), finding(.tie, "spec.b")])

        #expect(marked.map { $0.suppression?.reason } == ["baseline", nil])
        #expect(unused.map(\.finding.message) == ["ruleEmpty is suppressed and not found: the suppression can go"])
        #expect(unused[0].file == "known.json" && (unused[0].place?.line ?? 0) > 2)
        #expect(suppressions.add(baseline: Array("{}".utf8), file: "x") == "x is no baseline of gatehouse")
    }

    @Test func aFileThatCannotBeReadIsNeverSuppressed() {
        var suppressions = FindingSuppressions()
        _ = suppressions.add(flag: "fileUnreadable=HTTPRoute/shop/cart:x")

        #expect(suppressions.apply(to: [finding(.fileUnreadable)]).findings[0].suppression == nil)
    }
}
