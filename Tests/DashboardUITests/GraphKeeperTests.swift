import Foundation
import GatewayGraph
import KubeModel
import Synchronization
import TestSupport
import Testing

@testable import Dashboard
@testable import DashboardUI

@Suite struct GraphKeeperTests {
    /// A time that passes when somebody looks, or sleeps.
    private final class TimeTable: Sendable {
        private let now = Mutex((time: 0.0, slept: 0.0))

        var slept: Double { now.withLock { $0.slept } }

        func look(_ step: Double) -> Double {
            now.withLock {
                $0.time += step
                return $0.time
            }
        }

        func pass(_ seconds: Double) {
            now.withLock { $0 = ($0.time + seconds, $0.slept + seconds) }
        }
    }

    /// A keeper, and what it says, in order.
    @MainActor private final class Bench {
        private(set) var keeper: GraphKeeper
        private let answers: AsyncStream<GraphAnswer>
        private let work: Task<Void, Never>
        private(set) var told = 0
        /// Says each time when memory is given back.
        let givenBack: AsyncStream<Void>

        init(clock: DashboardClock = .system) {
            let (answers, inbox) = AsyncStream.makeStream(of: GraphAnswer.self)
            let (givenBack, gifts) = AsyncStream.makeStream(of: Void.self)
            let keeper = GraphKeeper(clock: clock, giveBackMemory: { gifts.yield() }) { inbox.yield($0) }
            self.givenBack = givenBack
            self.answers = answers
            self.keeper = keeper
            work = Task { await keeper.run() }
        }

        func list(_ type: ResourceType, _ rows: ResourceRow..., isWhole: Bool = true) {
            keeper.take(.began(WatchRequest(type: type, namespace: nil, projection: .plain)))
            keeper.take(.event(type, .listStarted(generation: 1)))
            keeper.take(.event(type, .batch(rows.map { RowChange(.listed, $0, arrived: Sample.now) })))
            if isWhole { keeper.take(.event(type, .listCompleted(generation: 1))) }
        }

        func change(_ kind: RowChange.Kind, _ type: ResourceType, _ row: ResourceRow) {
            keeper.take(.event(type, .batch([RowChange(kind, row, arrived: Sample.now)])))
        }

        /// Waits for an answer of which a claim is true.
        func see(_ claim: ([String]) -> Bool) async -> Bool {
            for await answer in answers {
                told += 1
                if case .links(let tree) = answer, claim(tree.rows.map(\.text)) { return true }
            }
            return false
        }

        enum Kind { case links, policies, other }

        /// The kinds of the next answers.
        func see(count: Int) async -> [Kind] {
            var kinds: [Kind] = []
            for await answer in answers {
                switch answer {
                case .links: kinds.append(.links)
                case .policies: kinds.append(.policies)
                default: kinds.append(.other)
                }
                if kinds.count == count { break }
            }
            return kinds
        }

        /// The same of the codes of findings, with their objects.
        func seeFindings(_ claim: ([String]) -> Bool) async -> Bool {
            for await answer in answers {
                if case .findings(let list) = answer, claim(list.entries.map { "\($0.finding.code) \($0.object?.key.description ?? "")" }) { return true }
            }
            return false
        }

        /// The same of what serves a request.
        func seeLines(_ claim: ([String]) -> Bool) async -> Bool {
            for await answer in answers {
                if case .route(_, let lines) = answer, claim(lines.map(\.text)) { return true }
            }
            return false
        }

        /// The first thing that is said of what changes would do.
        func effect() async -> (changes: [ForeseenChange], effect: ChangeEffect)? {
            for await answer in answers { if case .effect(let changes, let effect) = answer { return (changes, effect) } }
            return nil
        }

        func end() async {
            keeper.end()
            await work.value
        }
    }

    private let policy = GraphRequest.links(LinkQuery(GraphID(.trafficPolicy, Sample.key("team-a/auth"))))
    private let route = Sample.row(Sample.object("team-a/cart"), .httpRoute)

    @Test @MainActor func whatIsFollowedIsAnsweredAgainWhenItHasChanged() async {
        let bench = Bench()
        bench.list(.trafficPolicy, Sample.policy("team-a/auth"))
        bench.keeper.take(.follow([policy]))
        #expect(await bench.see { $0.contains("HTTPRoute team-a/cart  not known: HTTPRoute is not listed") })

        bench.list(.httpRoute, isWhole: false)
        #expect(await bench.see { $0.contains("HTTPRoute team-a/cart  not listed yet") })
        bench.keeper.take(.event(.httpRoute, .listCompleted(generation: 1)))
        #expect(await bench.see { $0.contains("HTTPRoute team-a/cart  no such HTTPRoute") })
        bench.change(.added, .httpRoute, route)
        #expect(await bench.see { $0.contains("HTTPRoute team-a/cart") })
        bench.change(.deleted, .httpRoute, route)
        #expect(await bench.see { $0.contains("HTTPRoute team-a/cart  no such HTTPRoute") })
        await bench.end()
    }

    @Test @MainActor func aChangeIsLookedAtWhileTheNextLookIsFarAway() async {
        // Nobody waits here for the time that a controller has to answer.
        var clock = DashboardClock.system
        let sleep = clock.sleep
        clock.sleep = { seconds in await sleep(seconds > 20 ? 3600 : seconds) }
        let bench = Bench(clock: clock)
        for type in PolicyKeeper.checkedTypes where type != .trafficPolicy && type != .httpRoute { bench.list(type) }
        bench.list(.httpRoute, route)
        bench.list(.trafficPolicy)
        bench.keeper.take(.follow([.findings(FindingQuery(namespace: nil, filter: .none, isAsked: true))]))

        for number in 1...4 {
            bench.change(.added, .trafficPolicy, Sample.row(Sample.object("team-a/p\(number)", spec: ["targetRefs": [["group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "name": "astray"]]])))
            #expect(await bench.seeFindings { $0.contains("targetMissing team-a/p\(number)") })
        }
        await bench.end()
    }

    @Test @MainActor func whatIsDearToAnswerTakesAQuarterOfTheTimeAndTheRestDoesNotWaitForIt() async {
        // Whatever is asked takes ten seconds, and nobody waits for the time between.
        let time = TimeTable()
        var clock = DashboardClock.system
        clock.uptime = { time.look(10) }
        clock.sleep = { seconds in
            time.pass(seconds)
            await Task.yield()
        }
        let bench = Bench(clock: clock)
        bench.list(.trafficPolicy, Sample.policy("team-a/auth"))
        bench.list(.httpRoute, route)
        let policies = GraphRequest.policies(LinkQuery(GraphID(.trafficPolicy, Sample.key("team-a/auth"))))
        bench.keeper.take(.follow([policies, policy]))
        _ = await bench.see(count: 2)
        let before = time.slept
        let elsewhere: JSONValue = ["targetRefs": [["group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "name": "elsewhere"]]]
        bench.change(.modified, .trafficPolicy, Sample.row(Sample.object("team-a/auth", spec: elsewhere)))

        // Links are the second of what is followed, and answered first.
        #expect(await bench.see(count: 2) == [.links, .policies])
        #expect(time.slept - before > 15)
        await bench.end()
    }

    @Test @MainActor func whatALookAtEverythingHasReadIsGivenBack() async {
        let bench = Bench()
        bench.list(.trafficPolicy, Sample.policy("team-a/auth"))
        bench.keeper.take(.follow([.findings(FindingQuery(namespace: nil, filter: .none, isAsked: true))]))

        for await _ in bench.givenBack { break }
        await bench.end()
    }

    @Test @MainActor func whatWasReadForAnotherQuestionIsGivenBack() async {
        let bench = Bench()
        bench.list(.httpRoute, route)
        bench.list(.trafficPolicy, Sample.policy("team-a/auth"))
        func policies(_ id: GraphID) -> GraphRequest { .policies(LinkQuery(id)) }
        let target: JSONValue = ["targetRefs": [["group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "name": "cart"]]]
        for number in 0..<1_600 { bench.change(.added, .trafficPolicy, Sample.row(Sample.object("team-a/p\(number)", spec: target))) }
        bench.keeper.take(.follow([policies(GraphID(.httpRoute, Sample.key("team-a/cart")))]))
        _ = await bench.see(count: 1)
        bench.keeper.take(.follow([policies(GraphID(.trafficPolicy, Sample.key("team-b/alone")))]))
        _ = await bench.see(count: 1)

        for await _ in bench.givenBack { break }
        await bench.end()
    }

    @Test @MainActor func whatAChangeWouldDoIsAnsweredOnce() async throws {
        let bench = Bench()
        bench.list(.trafficPolicy, Sample.policy("team-a/auth"))
        let changes = [ForeseenChange(id: GraphID(.trafficPolicy, Sample.key("team-a/auth")), value: nil)]
        bench.keeper.take(.ask(.foresee(changes)))

        let answer = try #require(await bench.effect())
        #expect(answer.changes == changes)
        // Routes are not listed here, so nothing can be known of them.
        #expect(!answer.effect.isComplete && answer.effect.lines.last?.label == "not known")
        await bench.end()
    }

    @Test @MainActor func whatMayNotBeListedIsNotCalledMissing() async {
        let bench = Bench()
        bench.list(.trafficPolicy, Sample.policy("team-a/auth"))
        bench.keeper.take(.event(.httpRoute, .state(.forbidden(.other("no")))))
        bench.keeper.take(.follow([policy]))
        #expect(await bench.see { $0.contains("HTTPRoute team-a/cart  not known: may not list HTTPRoute") })

        bench.keeper.take(.event(.httpRoute, .state(.notInstalled)))
        #expect(await bench.see { $0.contains("HTTPRoute team-a/cart  HTTPRoute is not installed") })
        await bench.end()
    }

    @Test @MainActor func whatHappensElsewhereIsNotTold() async {
        let bench = Bench()
        bench.list(.trafficPolicy, Sample.policy("team-a/auth"))
        bench.list(.httpRoute, route)
        bench.keeper.take(.follow([policy]))
        #expect(await bench.see { $0.contains("HTTPRoute team-a/cart") })
        for version in 1...50 { bench.change(.modified, .trafficPolicy, Sample.policy("team-b/other", version: version)) }
        bench.keeper.take(.ask(.loss([])))
        bench.change(.deleted, .httpRoute, route)
        #expect(await bench.see { $0.contains("HTTPRoute team-a/cart  no such HTTPRoute") })

        #expect(bench.told == 3)
        await bench.end()
    }

    @Test @MainActor func anotherScopeForgetsWhatWasListed() async {
        let bench = Bench()
        bench.list(.trafficPolicy, Sample.policy("team-a/auth"))
        bench.list(.httpRoute, route)
        bench.keeper.take(.began(WatchRequest(type: .httpRoute, namespace: "team-b", projection: .plain)))
        bench.keeper.take(.event(.httpRoute, .listStarted(generation: 1)))
        bench.keeper.take(.event(.httpRoute, .listCompleted(generation: 1)))
        bench.keeper.take(.follow([policy]))

        #expect(await bench.see { $0.contains("HTTPRoute team-a/cart  not known: HTTPRoute is not listed") })
        await bench.end()
    }

    @Test @MainActor func whatServesARequestIsWorkedOutAgainWhenTheClusterHasChanged() async throws {
        let bench = Bench()
        func gateway(_ listeners: JSONValue) -> ResourceRow {
            Sample.row(Sample.object("infra/public", .gateway, spec: ["gatewayClassName": "kgateway", "listeners": listeners]), .gateway)
        }
        bench.list(.gateway)
        bench.keeper.take(.follow([.route(try RouteRequest("GET", "http://shop.example.com/"))]))
        #expect(await bench.seeLines { $0.contains { $0.hasPrefix("There is no Gateway") || $0.contains("not known") } })

        bench.change(.added, .gateway, gateway([["name": "web", "port": 80, "protocol": "HTTP"]]))
        #expect(await bench.seeLines { $0.contains { $0.contains("infra/public") } })
        bench.change(.deleted, .gateway, gateway([["name": "web", "port": 80, "protocol": "HTTP"]]))
        #expect(await bench.seeLines { !$0.contains { $0.contains("infra/public") } })
        await bench.end()
    }
}
