import GatewayGraph
import KubeModel
import TestSupport
import Testing

@testable import Dashboard

@Suite struct UpdateLinksTests {
    /// A policy on a route that is there and on one that is not, with its links on screen.
    private struct Bench {
        var state = DashboardState.sample()
        var index = ReferenceIndex()
        private var followed: [GraphRequest] = []

        init() {
            let policy = Sample.policy("team-a/auth"), route = Sample.row(Sample.object("team-a/cart"), .httpRoute)
            state.list([policy, Sample.policy("team-b/other")])
            state.list([route], of: .httpRoute)
            for (type, row) in [(ResourceType.trafficPolicy, policy), (.httpRoute, route)] {
                index.beginList(of: type)
                index.put(row, type)
                index.completeList(of: type, in: nil)
            }
            var viewport = state.viewport
            viewport.showsDetail = true
            carry(.viewport(viewport), .first, .links)
        }

        /// Does something, and answers what the graph was asked for.
        mutating func carry(_ actions: Action...) {
            for action in actions {
                for effect in state.update(action) {
                    if case .follow(let requests) = effect { followed = requests }
                    if case .ask(let request) = effect { answer(request) }
                }
                for request in followed { answer(request) }
            }
        }

        private mutating func answer(_ request: GraphRequest) {
            switch request {
            case .links(let query): _ = state.update(.answered(.links(LinkTree(query, index))))
            case .loss(let ids): _ = state.update(.answered(.loss(Loss(without: ids, index))))
            case .route(let request): _ = state.update(.answered(.route(request, [AnswerLine("rule", "\(index.stamp)")])))
            case .policies, .wins, .findings, .foresee: break
            }
        }

        var texts: [String] { state.detail.links.rows.map(\.text) }
    }

    @Test func linksAreAskedForWhileTheyAreOnScreen() {
        var state = DashboardState.sample()
        state.list([Sample.policy("team-a/auth"), Sample.policy("team-b/other")])
        var viewport = state.viewport
        viewport.showsDetail = true
        state.perform(.viewport(viewport), .first)
        // What is wrong is followed whatever is on screen.
        func followed(_ effects: [Effect]) -> [[GraphRequest]] {
            effects.compactMap { effect in
                guard case .follow(let requests) = effect else { return nil }
                return requests.filter { if case .findings = $0 { false } else { true } }
            }
        }

        let auth = GraphID(.trafficPolicy, Sample.key("team-a/auth")), other = GraphID(.trafficPolicy, Sample.key("team-b/other"))
        #expect(followed(state.update(.links)) == [[.links(LinkQuery(auth))]])
        #expect(followed(state.update(.focus(.list))).isEmpty)
        #expect(followed(state.update(.move(1))) == [[.links(LinkQuery(other))]])
        #expect(followed(state.update(.yaml)) == [[]])
    }

    @Test func enterGoesToWhatIsLinkedAndMinusComesBackToItsRow() {
        var bench = Bench()
        #expect(bench.texts == ["uses", "HTTPRoute team-a/cart", "used by", "nothing that is known"])
        #expect(bench.state.detail.links.cursor == 1)

        bench.carry(.jump)
        #expect(bench.state.subject == ResourceID(.httpRoute, Sample.key("team-a/cart")))
        #expect(bench.state.focus == .detail && bench.state.shownTab == .links)
        #expect(bench.texts == ["uses", "nothing that is known", "used by", "TrafficPolicy team-a/auth"])

        bench.carry(.last, .jump)
        #expect(bench.state.subject == ResourceID(.trafficPolicy, Sample.key("team-a/auth")))
        bench.carry(.jumpBack)
        #expect(bench.state.subject == ResourceID(.httpRoute, Sample.key("team-a/cart")))
        #expect(bench.state.detail.links.cursor == 3)
        bench.carry(.jumpBack)
        #expect(bench.state.subject == ResourceID(.trafficPolicy, Sample.key("team-a/auth")))
        #expect(bench.state.disabledReason(.jumpBack) != nil)
    }

    @Test func aJumpShowsWhatNamespaceAndFilterHid() {
        var bench = Bench()
        bench.carry(.selectKind(bench.state.index(of: .httpRoute) ?? 0), .focus(.list), .filterPrompt)
        bench.state.type("nothing")
        bench.carry(.accept, .selectKind(bench.state.index(of: .trafficPolicy) ?? 0), .first, .links, .jump)

        #expect(bench.state.subject == ResourceID(.httpRoute, Sample.key("team-a/cart")))
        #expect(bench.state.filter.isEmpty)
    }

    @Test func whatIsMissingIsToldInsteadOfGoneTo() {
        var bench = Bench()
        bench.index.remove(Sample.key("team-a/cart"), .httpRoute)
        bench.carry(.move(0))
        #expect(bench.texts[1] == "HTTPRoute team-a/cart  no such HTTPRoute")

        bench.carry(.jump)
        #expect(bench.state.notice?.text == "Cannot go to HTTPRoute team-a/cart: no such HTTPRoute.")
        #expect(bench.state.subject == ResourceID(.trafficPolicy, Sample.key("team-a/auth")))
    }

    @Test func theCursorStaysOnItsRowAndBranchesFold() {
        var bench = Bench()
        bench.index.put(Sample.row(Sample.object("team-a/cart", spec: ["parentRefs": [["name": "public"], ["name": "inner"]]]), .httpRoute), .httpRoute)
        bench.carry(.move(0))
        #expect(bench.texts.count == 6)

        bench.carry(.turnBranch(.open))
        #expect(bench.state.detail.links.row?.text.hasPrefix("Gateway team-a/public") == true)
        bench.carry(.turnBranch(.shut))
        #expect(bench.state.detail.links.cursor == 1)
        bench.carry(.turnBranch(.shut))
        #expect(bench.texts.count == 4)
        bench.carry(.last, .move(-1))
        bench.carry(.first, .move(1), .turnBranch(.toggle))
        #expect(bench.texts.count == 6)
    }

    @Test func aSearchGoesToItsRowsAndEscEndsIt() {
        var bench = Bench()
        bench.carry(.searchPrompt)
        bench.state.type("cart")
        #expect(bench.state.detail.links.matches == [1])
        bench.carry(.accept, .last, .nextMatch(1))
        #expect(bench.state.detail.links.cursor == 1)

        bench.carry(.cancel)
        #expect(bench.state.detail.links.search.isEmpty)
        #expect(bench.state.shownTab == .links && bench.state.focus == .detail)
    }

    @Test func beforeADeleteStandsWhatRefersToIt() {
        var bench = Bench()
        bench.carry(.selectKind(bench.state.index(of: .httpRoute) ?? 0), .focus(.list), .first, .deleteResource)

        guard case .confirm(let question)? = bench.state.overlay else {
            Issue.record("nothing was asked")
            return
        }
        #expect(question.question == "Delete HTTPRoute team-a/cart?")
        #expect(question.consequences == ["1 TrafficPolicy refers to it: team-a/auth."])
    }

    @Test func beforeADeleteOfAPolicyStandsWhereItWins() throws {
        var bench = Bench()
        let auth = GraphID(.trafficPolicy, Sample.key("team-a/auth"))
        bench.carry(.focus(.list), .first)
        let asked = bench.state.update(.deleteResource).compactMap { if case .ask(let request) = $0 { request } else { nil } }
        #expect(asked == [.loss([auth]), .wins(auth), .foresee([ForeseenChange(id: auth, value: nil)])])
        bench.carry(.answered(.wins(auth, "wins on 3 of 5 rules")))

        guard case .confirm(let question)? = bench.state.overlay else {
            Issue.record("nothing was asked")
            return
        }
        #expect(question.consequences.last == "It wins on 3 of 5 rules: what comes next takes its place there, or nothing.")
    }

    @Test func policiesAreAskedForWhileTheyAreOnScreenAndToldOnlyOfWhatHasThem() throws {
        var state = DashboardState.sample()
        state.list([Sample.policy("team-a/auth")])
        var viewport = state.viewport
        viewport.showsDetail = true
        state.perform(.viewport(viewport), .first)
        let auth = GraphID(.trafficPolicy, Sample.key("team-a/auth"))
        let followed = state.update(.policies).compactMap { if case .follow(let requests) = $0 { requests.last } else { nil } }
        #expect(followed == [.policies(LinkQuery(auth))])
        #expect(state.shownTab == .policies)

        state.perform(.selectKind(try #require(state.index(of: .backend))), .focus(.list))
        #expect(state.shownTab != .policies && !state.tabs.contains(.policies))
    }

    @Test func backStandsOnItsRowInTheBranchThatHadBeenOpened() throws {
        var bench = Bench()
        bench.index.put(Sample.row(Sample.object("team-a/cart", spec: ["parentRefs": [["name": "public"]]]), .httpRoute), .httpRoute)
        bench.carry(.move(0), .turnBranch(.shut))
        let shut = bench.texts
        #expect(shut.count == 4)

        bench.carry(.jump, .jumpBack)
        #expect(bench.texts == shut)
        #expect(bench.state.detail.links.cursor == 1)
    }

    @Test func copiesAreOfWhatStandsUnderTheCursor() throws {
        var bench = Bench()
        func copied(_ action: Action) -> String? { bench.state.update(action).lazy.compactMap { if case .copy(let text) = $0 { text } else { nil } }.first }
        #expect(copied(.copyName) == "cart")
        #expect(try #require(copied(.copyYAML)).contains("name: cart"))

        bench.carry(.first)
        #expect(bench.state.disabledReason(.copyName) == "This line names no object.")
        #expect(copied(.copyName) == nil && copied(.copyYAML) == nil)
        bench.carry(.focus(.list))
        #expect(copied(.copyName) == "auth")
    }

    @Test func theYAMLOfWhatIsInNoListCannotBeCopied() {
        var bench = Bench()
        bench.state.list([], of: .httpRoute)

        #expect(bench.state.disabledReason(.copyYAML) == "Cannot copy the YAML of HTTPRoute team-a/cart: it is not in the list.")
        #expect(bench.state.disabledReason(.copyName) == nil)
    }

    @Test func aKeyThatDoesNothingOnALineSaysWhy() {
        var bench = Bench()
        bench.carry(.last)
        #expect(bench.state.disabledReason(.jump) == "This line leads nowhere: it names no object, and nothing stands below it.")
        #expect(bench.state.disabledReason(.turnBranch(.toggle)) == "Nothing stands below this line.")
        #expect(bench.state.disabledReason(.turnBranch(.shut)) == nil)
        bench.carry(.first)
        #expect(bench.state.disabledReason(.turnBranch(.shut)) == "This line stands under nothing.")
        bench.carry(.move(1))
        #expect(bench.state.disabledReason(.jump) == nil)
    }

    @Test func aSearchThatFindsNothingIsToldOf() {
        var bench = Bench()
        bench.carry(.searchPrompt)
        bench.state.type("nowhere")
        bench.carry(.accept)

        #expect(bench.state.notice?.text == "/nowhere is not found here.")
        #expect(bench.state.disabledReason(.nextMatch(1)) == "/nowhere is not found here.")
    }

    @Test func thePageOfARequestIsAnsweredAgainAndKeepsItsPlace() throws {
        var bench = Bench()
        bench.carry(.commandPrompt)
        bench.state.type("route http://shop.example.com/cart")
        _ = bench.state.update(.accept)
        let request = try RouteRequest("GET", "http://shop.example.com/cart")
        #expect(bench.state.overlay == .answer(to: request, lines: nil, scroll: 0))
        var viewport = bench.state.viewport
        (viewport.overlayContent, viewport.overlayRows) = (40, 10)
        bench.carry(.viewport(viewport), .answered(.route(request, [AnswerLine("rule", "one")])), .move(5), .answered(.route(request, [AnswerLine("rule", "two")])))
        #expect(bench.state.overlay == .answer(to: request, lines: [AnswerLine("rule", "two")], scroll: 5))

        bench.carry(.cancel, .answered(.route(request, [AnswerLine("rule", "late")])))
        #expect(bench.state.overlay == nil)
    }

    @Test func theGraphIsAskedAboutARequestAsLongAsItsPageIsOpen() throws {
        var state = DashboardState.sample()
        state.perform(.commandPrompt)
        state.type("route http://shop.example.com/cart")
        func followed(_ action: Action) -> [[GraphRequest]] {
            state.update(action).compactMap { effect in
                guard case .follow(let requests) = effect else { return nil }
                return requests.filter { if case .findings = $0 { false } else { true } }
            }
        }

        #expect(followed(.accept) == [[.route(try RouteRequest("GET", "http://shop.example.com/cart"))]])
        #expect(followed(.cancel) == [[]])
    }
}
