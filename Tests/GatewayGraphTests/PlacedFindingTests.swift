import KubeModel
import Testing

@testable import GatewayGraph

@Suite struct PlacedFindingTests {
    private func finding(_ name: String, _ message: String = "m", suppressed: Bool = false) -> PlacedFinding {
        var placed = PlacedFinding(Finding(.tie, .warning, "g/K/ns/\(name)", "spec", message))
        if suppressed { placed.suppression = PlacedFinding.Suppression(reason: "r", isInSource: true) }
        return placed
    }

    @Test func onlyWhatIsIntroducedOrMendedIsLeft() {
        let compared = PlacedFinding.comparing([finding("a", "old words"), finding("b")], [finding("a", "new words"), finding("c")])

        #expect(compared.map { "\($0.finding.object) \($0.change?.rawValue ?? "")" } == ["g/K/ns/c introduced", "g/K/ns/b mended"])
        #expect(compared.map(\.counts) == [true, false])
    }

    @Test func aSuppressionThatGoesIntroducesTheFinding() {
        #expect(PlacedFinding.comparing([finding("a", suppressed: true)], [finding("a")]).map(\.change) == [.introduced])
        #expect(PlacedFinding.comparing([finding("a", suppressed: true)], [finding("a", suppressed: true)]).isEmpty)
    }
}
