import Dashboard
import GatewayGraph
import KubeModel

/// Keeps the graph beside the main actor, from the same rows in the same order, and says what is asked of it.
///
/// What is worked out from all rows belongs here: it has ``ReferenceIndex`` with every row by its name, and
/// ``answerFollowed()`` is called a moment after something has changed, however much that was.
actor GraphKeeper {
    /// What comes in, in order.
    enum Input: Sendable {
        /// A kind is listed and watched anew.
        case began(WatchRequest)
        case event(ResourceType, ReflectorEvent)
        /// A kind is not watched any more.
        case ended(ResourceType)
        case discovered(Discovery)
        case ask(GraphRequest)
        case follow([GraphRequest])
        /// What the controller is told, as its Deployment says it.
        case environment([String: String])
    }

    /// Seconds from a change to the answers that it makes: a burst makes one. What is dear to answer is answered less often, so
    /// that no more than a quarter of a processor goes into it, however dear it is.
    private static let pause = 0.015, share = 0.25

    /// What is quickly answered does not wait for what is dear longer than this.
    private static let longestPause = 0.5

    /// A line of a summary need not follow every change of a storm.
    private static let linePause = 0.5

    /// Objects whose memory is worth giving back.
    private static let many = 500

    /// So long after the last question what it was answered from stays in memory.
    private static let remembering = 10.0

    private nonisolated let inbox: AsyncStream<Input>.Continuation
    private let inputs: AsyncStream<Input>
    private let clock: DashboardClock
    private let deliver: @MainActor (GraphAnswer) -> Void
    private var index = ReferenceIndex()
    /// What each kind is listed for.
    private var scopes: [KindID: String?] = [:]
    /// What is asked for again and again, with the last answer.
    private var followed: [(request: GraphRequest, answer: GraphAnswer?)] = []
    private var answered: UInt32 = 0
    /// The wait for the next answers, and when it ends.
    private var waiting: Task<Void, Never>?, waitingEnd = 0.0
    /// Seconds that the last answers took, and when they were made.
    private var cost = 0.0, lastAnswered = 0.0
    /// nil until somebody asks about policies.
    private var policies: PolicyKeeper?
    /// Everything that is wrong; worked out while somebody follows it.
    private var findings = FindingKeeper()
    /// A look at everything, and the wait for the next thing to do: what comes in meanwhile is looked at without either.
    private var looking: Task<Void, Never>?, sleeping: Task<Void, Never>?
    /// Gives back what a look at everything has read, unless the next one follows at once.
    private var tidying: Task<Void, Never>?
    /// Forgets what policies were read for, some time after the last question about them.
    private var forgetting: Task<Void, Never>?
    private let giveBackMemory: @MainActor () -> Void
    /// What the last line about a policy was made from.
    private var winsStamp: UInt32 = 0
    /// The same of what serves a request.
    private var routeStamp: UInt32 = 0
    private var rules = GatewayRules.v21
    /// The controller's environment; nil where it is not known.
    private var environment: [String: String]?

    /// - Parameters:
    ///   - giveBackMemory: Called when much was read and is not needed any more.
    ///   - deliver: Takes the answers, in the order of what they are made from.
    init(clock: DashboardClock, giveBackMemory: @escaping @MainActor () -> Void, deliver: @escaping @MainActor (GraphAnswer) -> Void) {
        self.clock = clock
        self.giveBackMemory = giveBackMemory
        self.deliver = deliver
        (inputs, inbox) = AsyncStream.makeStream(of: Input.self)
    }

    /// Costs the caller next to nothing, whatever comes in.
    nonisolated func take(_ input: Input) { inbox.yield(input) }

    /// Works until the task is cancelled, or ``end()``.
    func run() async {
        for await input in inputs {
            await take(in: input)
            await goOnLooking()
            answerLater()
        }
        waiting?.cancel()
        looking?.cancel()
        sleeping?.cancel()
        tidying?.cancel()
        forgetting?.cancel()
    }

    /// A new question is answered a moment later, so that a cursor that only passes by asks nothing.
    private func answerLater() {
        let isNew = followed.contains { $0.answer == nil }
        guard isNew || index.stamp != answered, !followed.isEmpty else { return }
        let now = clock.uptime(), rest = lastAnswered + max(cost / Self.share, followsALine ? Self.linePause : 0) - now
        let end = now + (isNew ? Self.pause : max(Self.pause, rest))
        guard waiting == nil || end < waitingEnd else { return }
        waiting?.cancel()
        waitingEnd = end
        waiting = Task {
            var left = end - now
            while left > Self.longestPause {
                await clock.sleep(Self.longestPause)
                guard !Task.isCancelled else { return }
                await answerFollowed(withPolicies: false)
                left -= Self.longestPause
            }
            await clock.sleep(left)
            guard !Task.isCancelled else { return }
            waiting = nil
            await answerFollowed()
        }
    }

    /// What a question about policies was answered from is a part of the cluster, read: it does not stay for nobody.
    private func forgetLater() {
        forgetting?.cancel()
        forgetting = followsPolicies ? nil : Task {
            await clock.sleep(Self.remembering)
            guard !Task.isCancelled else { return }
            policies?.forgetQuestions()
            await giveBackMemory()
        }
    }

    // MARK: Findings

    /// Does what is due for the findings, and comes back when more is.
    ///
    /// - Parameter isWoken: Whether the time has come; else there may be nothing new since it was found out when it will.
    private func goOnLooking(isWoken: Bool = false) async {
        guard let query = followedFindings, isWoken || sleeping == nil || findings.hasNews else { return }
        sleeping?.cancel()
        sleeping = nil
        let now = clock.uptime(), stamp = findings.stamp, progress = findings.progress
        let step = withPolicies { findings.step(&$0, $1, isAsked: query.isAsked, now: now, at: clock.now(), clock: clock.uptime) }
        switch step {
        case .nothing: break
        case .wait(let seconds):
            sleeping = Task {
                await clock.sleep(seconds)
                if !Task.isCancelled { await goOnLooking(isWoken: true) }
            }
        case .look(let look):
            tidying?.cancel()
            // One that was begun before everything was another says nothing any more.
            looking?.cancel()
            looking = Task {
                let options = findings.options(at: clock.now())
                guard let found = await Self.findings(look, options), !Task.isCancelled else { return }
                findings.take(found, took: clock.uptime() - now, now: clock.uptime())
                await answerFindings()
                tidyLater()
                await goOnLooking(isWoken: true)
            }
        }
        if findings.stamp != stamp || findings.progress != progress { await answerFindings() }
    }

    private func tidyLater() {
        tidying?.cancel()
        tidying = Task {
            await clock.sleep(1)
            if !Task.isCancelled { await giveBackMemory() }
        }
    }

    /// Beside the actor: it takes as long as the cluster is large.
    private nonisolated static func findings(_ look: FindingKeeper.WideLook, _ options: FindingOptions) async -> FindingKeeper.Outcome? { look.outcome(options) }

    private var followedFindings: FindingQuery? {
        for entry in followed { if case .findings(let query) = entry.request { return query } }
        return nil
    }

    private func answerFindings() async {
        guard let place = followed.firstIndex(where: { if case .findings = $0.request { true } else { false } }) else { return }
        let answer = answer(followed[place].request)
        followed[place].answer = answer
        // What is followed may be something else once this was heard.
        await deliver(answer)
    }

    /// By which rules it was looked, and what is not known.
    private var coverage: String {
        let unknown = PolicyKeeper.checkedTypes.filter { index.coverage(of: $0) == .forbidden }.map(\.kind.pluralOfKind).sorted()
        let words = unknown.isEmpty ? "" : " Not known: \(unknown.joined(separator: ", ")); nothing of them is said to be missing."
        let settings = environment == nil ? "the controller's settings are assumed to be the defaults" : "with the controller's settings"
        return "By the rules of kgateway \(rules.name), \(settings).\(words)"
    }

    /// Whether anything names an object of a kind.
    func knows(of type: ResourceType) -> Bool { index.knows(of: type) }

    nonisolated func end() { inbox.finish() }

    private func take(in input: Input) async {
        switch input {
        case .began(let request): begin(request)
        case .event(let type, let event): take(event, of: type)
        case .ended(let type):
            scopes[KindID(type)] = nil
            index.forget(type)
            findings.restart()
        case .discovered(let discovery):
            index.serve(discovery.kinds.map(\.type), beside: discovery.pending)
            let found = GatewayRules.discovered { group, kind in discovery.kinds.contains { $0.type.group == group && $0.type.kind == kind } }
            if found != rules {
                (rules, policies) = (found, nil)
                findings.restart()
            }
            findings.noteSurroundings()
        case .ask(let request): await deliver(answer(request))
        case .follow(let requests):
            let followedPolicies = followsPolicies
            followed = requests.map { request in (request, followed.first { $0.request == request }?.answer) }
            if followsPolicies != followedPolicies { forgetLater() }
            await answerFollowed(withPolicies: false)
        case .environment(let values):
            environment = values
            index.take(settings.scope)
            if policies?.take(settings) == false {
                policies = nil
                findings.restart()
            }
            findings.noteSurroundings()
        }
    }

    private func begin(_ request: WatchRequest) {
        let kind = KindID(request.type), scope = request.type.isNamespaced ? request.namespace : nil
        // A list that only is read anew keeps what is there until it is complete.
        if let former = scopes[kind], former != scope { index.forget(request.type) }
        scopes[kind] = scope
    }

    private func take(_ event: ReflectorEvent, of type: ResourceType) {
        switch event {
        case .listStarted: index.beginList(of: type)
        case .listCompleted:
            index.completeList(of: type, in: scopes[KindID(type)] ?? nil)
            // What a list no longer has went without a word.
            policies?.noteList(of: type, index)
            findings.noteSurroundings()
        case .batch(let changes):
            for change in changes {
                let id = GraphID(type, change.row.key)
                if change.kind == .deleted {
                    if findings.isNoting { findings.noteBefore(id, nil, index) }
                    guard index.remove(change.row.key, type) else { continue }
                    policies?.note(nil, of: id)
                    findings.note(id, isRestated: false, at: change.arrived)
                } else {
                    let old = findings.isNoting ? index[id] : nil
                    if findings.isNoting { findings.noteBefore(id, change.row, index) }
                    guard index.put(change.row, type) else { continue }
                    policies?.note(change.row, of: id)
                    if findings.isNoting { findings.note(id, isRestated: old.map { !$0.isWished(otherThan: change.row) } ?? false, at: change.arrived) }
                }
            }
        case .state(.notInstalled): index.forget(type, .notServed)
        case .state(.forbidden):
            index.cover(type, .forbidden)
            findings.noteSurroundings()
        case .state: break
        }
    }

    private func answer(_ request: GraphRequest) -> GraphAnswer {
        switch request {
        case .links(let query): .links(LinkTree(query, index))
        case .loss(let ids): .loss(Loss(without: ids, index))
        case .policies(let query): .policies(withPolicies { $0.tree(query, $1) })
        case .wins(let id): .wins(id, wins(of: id))
        case .findings(let query):
            .findings(FindingList(query, findings.all(now: clock.uptime()), findings.progress, coverage: coverage, stamp: findings.stamp))
        case .route(let request): .route(request, lines(of: request))
        case .foresee(let changes): .effect(changes, withPolicies { $0.effect(of: changes, $1, now: clock.now()) })
        }
    }

    private var followsPolicies: Bool { followed.contains { $0.request.isDear } }

    private var followsALine: Bool { followed.contains { if case .wins = $0.request { $0.answer != nil } else { false } } }

    // MARK: Policies

    /// What is kept of policies, begun with the first question.
    private func withPolicies<Answer>(_ ask: (inout PolicyKeeper, ReferenceIndex) -> Answer) -> Answer {
        var kept = policies ?? PolicyKeeper(settings)
        policies = nil
        let count = kept.count
        defer {
            policies = kept
            // What was read for another question is gone.
            if kept.count + Self.many < count { tidyLater() }
        }
        return ask(&kept, index)
    }

    private func wins(of id: GraphID) -> String? {
        withPolicies { kept, index in
            let words = kept.summary(of: id, index)
            winsStamp = kept.stamp(index)
            return words
        }
    }

    private func lines(of request: RouteRequest) -> [AnswerLine] {
        withPolicies { kept, index in
            let answers = kept.answer(to: request, index)
            routeStamp = kept.stamp(index)
            return Array(answers.joined(separator: [AnswerLine("", "")]))
        }
    }

    private var settings: PolicySettings { PolicySettings(environment ?? [:], from: .deployment, rules: rules) }

    /// Answers what is followed, where the answer may be another, and tells it where it is.
    ///
    /// - Parameter withPolicies: Whether what costs more is answered, too; else it is a moment later, so that a cursor that only passes by waits for nothing.
    private func answerFollowed(withPolicies: Bool = true) async {
        if withPolicies { answered = index.stamp }
        var fresh: [GraphAnswer] = []
        let begun = clock.uptime()
        for place in followed.indices where (followed[place].answer.map({ isOutdated($0) }) ?? true) && (withPolicies || !followed[place].request.isDear) {
            let answer = answer(followed[place].request), former = followed[place].answer
            followed[place].answer = answer
            if former.map({ !Self.saysSame($0, answer) }) ?? true { fresh.append(answer) }
        }
        if withPolicies {
            lastAnswered = clock.uptime()
            cost = lastAnswered - begun
        }
        for answer in fresh { await deliver(answer) }
    }

    private func isOutdated(_ answer: GraphAnswer) -> Bool {
        switch answer {
        case .links(let tree): tree.isOutdated(index)
        case .loss(let loss): loss.isOutdated(index)
        case .policies(let tree): policies.map { $0.stamp(index) != tree.stamp } ?? true
        case .wins: policies.map { $0.stamp(index) != winsStamp } ?? true
        case .route: policies.map { $0.stamp(index) != routeStamp } ?? true
        // They are told as soon as others are found.
        case .findings: false
        // It is asked once, and not followed.
        case .effect: false
        }
    }

    private static func saysSame(_ left: GraphAnswer, _ right: GraphAnswer) -> Bool {
        switch (left, right) {
        case (.links(let left), .links(let right)): left.rows == right.rows
        case (.loss(let left), .loss(let right)): left.entries == right.entries
        case (.policies(let left), .policies(let right)): left.rows == right.rows
        case (.wins(_, let left), .wins(_, let right)): left == right
        case (.findings(let left), .findings(let right)): left.saysSame(as: right)
        case (.route(_, let left), .route(_, let right)): left == right
        case (.effect(_, let left), .effect(_, let right)): left == right
        case (.links, _), (.loss, _), (.policies, _), (.wins, _), (.route, _), (.findings, _), (.effect, _): false
        }
    }
}
