import GatewayGraph
@testable import Dashboard
import Foundation
import KubeModel
import TerminalUI
import TestSupport
import Testing

@testable import DashboardUI

/// Frames against the ones on record. `RECORD_FRAMES=1` writes them anew: read the difference before it is committed.
@Suite struct DashboardFrameGoldenTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Frames")
    private static let records = ProcessInfo.processInfo.environment["RECORD_FRAMES"] == "1"

    private func check(
        _ name: String, _ state: DashboardState, _ columns: Int, _ rows: Int, depth: ColorDepth = .palette256,
        isASCII: Bool = false, isStyled: Bool = false, location: SourceLocation = #_sourceLocation
    ) throws {
        var state = state
        let size = Size(columns: columns, rows: rows)
        let theme = Theme(depth: depth, isASCII: isASCII)
        // Twice, as the runtime does it: scrolling is held within what the first pass measures.
        _ = state.update(.viewport(DashboardFrame.draw(state, size: size, theme: theme).viewport))
        let surface = DashboardFrame.draw(state, size: size, theme: theme).surface
        let text = isStyled ? FrameFormat.golden(surface) : FrameFormat.text(surface)
        let file = Self.folder.appending(path: "\(name).txt")
        if Self.records {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
            return
        }
        let recorded =
            (try? String(contentsOf: file, encoding: .utf8)) ?? "There is no \(name).txt: RECORD_FRAMES=1 makes it."
        guard text != recorded else { return }
        Issue.record(
            "The frame \(name) is another than on record. Now:\n\(text)\nOn record:\n\(recorded)",
            sourceLocation: location)
    }

    @Test(arguments: [(200, 50), (120, 40), (80, 24), (60, 20), (40, 10), (39, 9)])
    func theDashboardAtEverySize(columns: Int, rows: Int) throws {
        try check("dashboard-\(columns)x\(rows)", Showcase.state(), columns, rows)
    }

    @Test func theDashboardWithItsStyles() throws {
        try check("styles-120x24", Showcase.state(), 120, 24, isStyled: true)
    }

    @Test func theDashboardWithoutColours() throws {
        try check("no-color-120x24", Showcase.state(), 120, 24, depth: .none, isStyled: true)
    }

    @Test func theDashboardInASCII() throws {
        try check("ascii-120x24", Showcase.state(), 120, 24, isASCII: true)
    }

    @Test func theYAMLWithASearch() throws {
        var state = Showcase.state()
        state.perform(.yaml, .searchPrompt)
        state.type("route")
        state.perform(.accept, .nextMatch(1))
        try check("yaml-search-120x40", state, 120, 40)
    }

    @Test func theTimelineAfterAFlip() throws {
        var state = Showcase.state()
        state.watch(
            .modified,
            Sample.policy("team-a/checkout-limits", "Accepted=True/Valid", "Attached=True/Attached", version: 8))
        state.perform(.tick(Sample.now.addingTimeInterval(0.25)))
        state.watch(
            .modified,
            Sample.policy("team-a/checkout-limits", "Accepted=False/Invalid: no", "Attached=True/Attached", version: 9))
        state.perform(.tab(.timeline), .focus(.detail))
        try check("timeline-120x24", state, 120, 24)
    }

    @Test func theFilterWhileItIsTyped() throws {
        var state = Showcase.state()
        state.perform(.filterPrompt)
        state.type("state:fail")
        try check("filter-80x24", state, 80, 24)
    }

    @Test func thePaletteWithItsCompletions() throws {
        var state = Showcase.state()
        state.perform(.commandPrompt)
        state.type("ga")
        state.perform(.complete(1))
        try check("palette-80x24", state, 80, 24)
    }

    @Test func theQuestionBeforeADeletion() throws {
        var state = Showcase.state()
        state.perform(.deleteResource)
        try check("delete-80x24", state, 80, 24)
    }

    @Test func theHelp() throws {
        var state = Showcase.state()
        state.perform(.help)
        try check("help-120x60", state, 120, 60)
    }

    @Test func theNamespacePicker() throws {
        var state = Showcase.state()
        state.perform(.namespacePicker)
        state.type("team")
        try check("picker-80x24", state, 80, 24)
    }

    @Test func theRequestLog() throws {
        var state = Showcase.state()
        let path = "/apis/gateway.kgateway.dev/v1alpha1/trafficpolicies?watch=1"
        state.perform(
            .requests,
            .requestLog([
                RequestLine(
                    time: Sample.now, method: "GET", path: path, status: 200, milliseconds: 1_204, bytes: 48_213,
                    isOpen: true,
                    error: nil),
                RequestLine(
                    time: Sample.now.addingTimeInterval(1), method: "PUT", path: "/apis/x", status: 409,
                    milliseconds: 4,
                    bytes: 210, isOpen: false, error: "Changed on the server in the meantime (409): someone was faster"),
            ]))
        try check("requests-120x24", state, 120, 24)
    }

    @Test func aLostConnection() throws {
        var state = Showcase.state(isReadOnly: true)
        for kind in state.kinds {
            state.perform(.reflector(kind.kind.type, .state(.retrying(.refused(host: "127.0.0.1:1"), inSeconds: 4))))
        }
        try check("reconnecting-120x24", state, 120, 24)
    }

    @Test func rowsOfThePast() throws {
        var state = Showcase.state()
        state.perform(
            .reflector(.trafficPolicy, .state(.credentialsExpired(.unauthorized))),
            .tick(Sample.now.addingTimeInterval(12)))
        try check("stale-120x24", state, 120, 24, isStyled: true)
        try check("stale-80x24", state, 80, 24)
        try check("stale-40x10", state, 40, 10)
    }

    @Test(arguments: [(120, 24), (80, 24), (40, 10)])
    func aKindThatMayNotBeListed(columns: Int, rows: Int) throws {
        let refusal = ClusterError.forbidden(
            "trafficpolicies.gateway.kgateway.dev is forbidden: User \"sam\" cannot list resource \"trafficpolicies\" in API "
                + "group \"gateway.kgateway.dev\" at the cluster scope")
        var state = DashboardState.sample()
        state.perform(.reflector(.trafficPolicy, .state(.forbidden(refusal))))
        try check("forbidden-\(columns)x\(rows)", state, columns, rows)
    }

    @Test func aKindThatIsPolled() throws {
        var state = Showcase.state()
        state.perform(.reflector(.trafficPolicy, .state(.polling(everySeconds: 10))))
        try check("polling-120x24", state, 120, 24)
        try check("polling-80x24", state, 80, 24)
    }

    @Test(arguments: [(120, 24), (80, 24), (40, 10)])
    func theKindsOfTheGatewayAPIAndOneThatNobodyKnew(columns: Int, rows: Int) throws {
        try check("gateways-\(columns)x\(rows)", Showcase.gateways(), columns, rows)
        var state = Showcase.gateways()
        state.perform(.focus(.kinds))
        try check("kinds-\(columns)x\(rows)", state, columns, rows)
    }

    @Test(arguments: [(120, 24), (80, 24), (40, 10)])
    func aServerThatNobodyChecked(columns: Int, rows: Int) throws {
        var state = Showcase.state(isReadOnly: true)
        state.cluster.info.isUnverified = true
        state.cluster.info.context = "arn:aws:eks:eu-central-1:000000000000:cluster/production"
        try check("unverified-\(columns)x\(rows)", state, columns, rows)
    }

    @Test func anEmptyListSaysWhy() throws {
        try check("empty-120x24", .sample(namespace: "team-a"), 120, 24)
    }

    @Test func hostileText() throws {
        try check("hostile-120x24", Showcase.hostile(), 120, 24)
        try check("hostile-ascii-120x24", Showcase.hostile(), 120, 24, isASCII: true)
    }
}
