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
    }

    /// Seconds from a change to the answers that it makes: a burst makes one. What is dear to answer is answered less often, so
    /// that no more than a tenth of a processor goes into it.
    private static let pause = 0.08, longestPause = 2.0, share = 0.1

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
    private var waiting: Task<Void, Never>?
    /// Seconds that the last answers took.
    private var cost = 0.0

    /// - Parameter deliver: Takes the answers, in the order of what they are made from.
    init(clock: DashboardClock, deliver: @escaping @MainActor (GraphAnswer) -> Void) {
        self.clock = clock
        self.deliver = deliver
        (inputs, inbox) = AsyncStream.makeStream(of: Input.self)
    }

    /// Costs the caller next to nothing, whatever comes in.
    nonisolated func take(_ input: Input) { inbox.yield(input) }

    /// Works until the task is cancelled, or ``end()``.
    func run() async {
        for await input in inputs {
            await take(in: input)
            guard index.stamp != answered, !followed.isEmpty, waiting == nil else { continue }
            waiting = Task {
                await clock.sleep(min(Self.longestPause, max(Self.pause, cost / Self.share)))
                waiting = nil
                if !Task.isCancelled { await answerFollowed() }
            }
        }
        waiting?.cancel()
    }

    nonisolated func end() { inbox.finish() }

    private func take(in input: Input) async {
        switch input {
        case .began(let request): begin(request)
        case .event(let type, let event): take(event, of: type)
        case .ended(let type):
            scopes[KindID(type)] = nil
            index.forget(type)
        case .discovered(let discovery): index.serve(discovery.kinds.map(\.type), beside: discovery.pending)
        case .ask(let request): await deliver(answer(request))
        case .follow(let requests):
            followed = requests.map { request in (request, followed.first { $0.request == request }?.answer) }
            await answerFollowed()
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
        case .listCompleted: index.completeList(of: type, in: scopes[KindID(type)] ?? nil)
        case .batch(let changes):
            for change in changes {
                if change.kind == .deleted { index.remove(change.row.key, type) } else { index.put(change.row, type) }
            }
        case .state(.notInstalled): index.forget(type, .notServed)
        case .state(.forbidden): index.cover(type, .forbidden)
        case .state: break
        }
    }

    private func answer(_ request: GraphRequest) -> GraphAnswer {
        switch request {
        case .links(let query): .links(LinkTree(query, index))
        case .loss(let ids): .loss(Loss(without: ids, index))
        }
    }

    /// Answers what is followed, where the answer may be another, and tells it where it is.
    private func answerFollowed() async {
        answered = index.stamp
        var fresh: [GraphAnswer] = []
        let begun = clock.uptime()
        for place in followed.indices where followed[place].answer.map({ isOutdated($0) }) ?? true {
            let answer = answer(followed[place].request), former = followed[place].answer
            followed[place].answer = answer
            if former.map({ !Self.saysSame($0, answer) }) ?? true { fresh.append(answer) }
        }
        cost = clock.uptime() - begun
        for answer in fresh { await deliver(answer) }
    }

    private func isOutdated(_ answer: GraphAnswer) -> Bool {
        switch answer {
        case .links(let tree): tree.isOutdated(index)
        case .loss(let loss): loss.isOutdated(index)
        }
    }

    private static func saysSame(_ left: GraphAnswer, _ right: GraphAnswer) -> Bool {
        switch (left, right) {
        case (.links(let left), .links(let right)): left.rows == right.rows
        case (.loss(let left), .loss(let right)): left.entries == right.entries
        case (.links, _), (.loss, _): false
        }
    }
}
