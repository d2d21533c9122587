import Dashboard
import Foundation
import KubeClient
import KubeModel
import TerminalUI

/// Runs a dashboard: keys and cluster events become actions, actions change the state, the state is drawn.
///
/// State and screen belong to the main actor. Actions are applied as they come; frames are drawn at most 60 times a
/// second, and a frame that equals the last one is not presented.
@MainActor
public final class DashboardRuntime {
    /// How a dashboard ended.
    public enum End: Equatable, Sendable {
        case quit
        /// The terminal went away.
        case terminalClosed
    }

    /// How much of the start is done: each step needs code of its own, and needs it once.
    private enum StartStep: Int, Comparable {
        case nothing, frame, rows

        static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
    }

    /// Seconds between two frames: a key is answered at once, while nobody reads changes of a cluster twice as fast as this.
    private static let frameInterval = 1.0 / 60, clusterInterval = 1.0 / 30

    public private(set) var state: DashboardState
    private let screen: any Screen & TerminalServices
    private var theme: Theme
    private let services: DashboardServices
    private let clock: DashboardClock
    private var runner: EffectRunner?
    private var lastDraw = Date.distantPast
    /// Whether the last frame had rows in its list.
    private var hasShownRows = false
    private var startStep = StartStep.nothing
    /// When the next frame is due; nil: none is.
    private var drawDue: Date?
    private var isClockDue = true
    private var lastFrame: Frame?
    private var ticker: Task<Void, Never>?
    private var drawing: Task<Void, Never>?
    /// Hears what is read of files, while these are shown.
    private var reading: Task<Void, Never>?
    private var end: End?
    private var finish: AsyncStream<End>.Continuation?
    /// When the last change reached the state; a snapshot waits for calm.
    public private(set) var lastActivity: Date

    public init(
        state: DashboardState, screen: any Screen & TerminalServices, capabilities: TerminalCapabilities,
        cluster: any Cluster, services: DashboardServices
    ) {
        self.state = state
        self.screen = screen
        theme = Theme(capabilities)
        self.services = services
        clock = services.clock
        lastActivity = clock.now()
        connect(cluster)
    }

    private func connect(_ cluster: any Cluster) {
        runner?.cancelAll()
        runner = EffectRunner(
            cluster: cluster, services: services, terminal: screen, manners: state.cluster.info.manners, dispatch: { [weak self] in self?.dispatch($0) },
            switchContext: { [weak self] in self?.switchContext($0) }, quit: { [weak self] in self?.leave(.quit) })
    }

    private func begin() {
        for effect in state.begin() { runner?.run(effect) }
        runner?.discover()
        runner?.readHistory()
    }

    /// Starts over with the server of another context; what was on screen belongs to the old one.
    private func switchContext(_ name: String) {
        do {
            let client = try services.connect(name), endpoint = client.endpoint
            let cluster = ClusterInfo(
                context: endpoint.name, isSandbox: endpoint.isSandbox, isReadOnly: state.cluster.info.isReadOnly,
                isUnverified: endpoint.isUnverified, namespace: endpoint.namespace, plugin: endpoint.plugin,
                manners: state.cluster.info.manners)
            keepPlace()
            reading?.cancel()
            // What these ask for is asked anew when the new context begins.
            _ = state.update(.tick(clock.now()))
            _ = state.update(.connected(cluster))
            if let last = services.places?.last(in: cluster.context) {
                _ = state.update(.restored(last, keepsKind: false, keepsNamespace: false))
            }
            connect(client)
            runner?.logInFirst { [weak self] in self?.begin() }
        } catch {
            dispatch(.failed("\(error)"))
        }
    }

    /// Runs until the person quits, the terminal closes, or the task is cancelled.
    public func run() async -> End {
        let (ends, continuation) = AsyncStream.makeStream(of: End.self)
        finish = continuation
        let input = Task {
            for await event in screen.events { handle(event) }
            leave(.terminalClosed)
        }
        begin()
        if let sources = services.sources {
            reading = Task { for await report in sources where !Task.isCancelled { dispatch(.sourceRead(report)) } }
        }
        // Beside what is told already, and no page: the first keys are for the dashboard.
        if let drafts = services.draftNotice { dispatch(.announced([state.notice?.text, drafts].compactMap { $0 }.joined(separator: " "))) }
        scheduleDraw()
        var reason = End.terminalClosed
        for await end in ends {
            reason = end
            break
        }
        input.cancel()
        ticker?.cancel()
        drawing?.cancel()
        reading?.cancel()
        runner?.cancelAll()
        runner = nil
        keepPlace()
        // Where the terminal went, nobody has read what was said last.
        if reason == .quit { services.files.markAllTold() }
        return reason
    }

    private func keepPlace() { services.places?.keep(LastPlace(state), of: state.cluster.info.context) }

    private func leave(_ reason: End) {
        guard end == nil else { return }
        end = reason
        finish?.yield(reason)
    }

    /// Applies one action and does what it asks for.
    public func dispatch(_ action: Action) {
        guard end == nil, !repeats(action) else { return }
        lastActivity = clock.now()
        isClockDue = true
        // What counts from now must not count from the last frame, which an idle dashboard drew a minute ago.
        if action.needsClock { apply(.tick(lastActivity)) }
        apply(action)
        if case .requests = state.overlay { refreshRequests() }
        guard case .reflector = action else { return scheduleDraw() }
        // The first rows of a list are what the person waits for.
        let isFirst = !hasShownRows && state.current.table.visibleCount > 0
        scheduleDraw(after: isFirst ? 0 : Self.clusterInterval)
    }

    /// What an action asks for must not be lost, whatever it was applied for: the state takes it for done.
    private func apply(_ action: Action) {
        for effect in state.update(action) { runner?.run(effect) }
    }

    /// Whether an action says what is known already: bookmarks confirm a live connection again and again.
    private func repeats(_ action: Action) -> Bool {
        guard case .reflector(let type, .state(let connection)) = action, connection == .live,
            let index = state.index(of: type)
        else { return false }
        return state.kinds[index].connection == connection
    }

    private func refreshRequests() {
        guard let lines = runner?.requestLines(), lines != state.requests else { return }
        apply(.requestLog(lines))
    }

    /// Takes one event of the terminal; ``run()`` feeds those of the screen.
    public func handle(_ event: TerminalEvent) {
        switch event {
        case .key(let key):
            // A key answers the notice that is on screen, as well as doing its own work.
            if let action = Keymap.action(for: key, in: KeyContext(state)) {
                // What it says is to be read from now on, and not from the last frame, which an idle dashboard drew a minute ago.
                apply(.tick(clock.now()))
                if state.notice != nil { dispatch(.answerNotice) }
                if let reason = reason(against: action) { dispatch(.told(reason)) } else { dispatch(action) }
            }
        case .paste(let text):
            let context = KeyContext(state)
            switch context {
            case .prompt, .picker, .naming: dispatch(.edit(.insert(text)))
            case .kinds, .list, .detail, .yaml, .yamlSearch, .tree, .treeSearch, .dialog, .drafts, .confirm, .preview:
                dispatch(.told("Pasted text is taken only where a line is typed, as after / and :. Nothing was done."))
            }
        case .mouse(let mouse): handle(mouse)
        case .resize, .resumed: scheduleDraw()
        case .background(let isLight):
            theme.isLight = isLight
            scheduleDraw()
        case .closed: leave(.terminalClosed)
        case .burst(let events): for event in events { handle(event) }
        }
    }

    /// Why a key does nothing now. Asked again once everything before it has taken effect, where it seems to.
    private func reason(against action: Action) -> String? {
        guard state.disabledReason(action) != nil else { return nil }
        apply(.settle)
        return state.disabledReason(action)
    }

    private func handle(_ mouse: MouseEvent) {
        guard let frame = lastFrame,
            let target = frame.hits.last(where: { $0.area.contains(mouse.at) })?.target
        else { return }
        for action in MouseActions.actions(mouse, on: target, state: state) { dispatch(action) }
    }

    /// Draws now, or once so many seconds have passed since the last frame; what is due sooner comes sooner.
    private func scheduleDraw(after interval: Double = DashboardRuntime.frameInterval) {
        guard end == nil else { return }
        let due = lastDraw.addingTimeInterval(interval), wait = due.timeIntervalSince(clock.now())
        guard wait > 0 else { return draw() }
        if let drawDue, drawDue <= due { return }
        drawing?.cancel()
        drawDue = due
        drawing = Task { [clock] in
            await clock.sleep(wait)
            if !Task.isCancelled { draw() }
        }
    }

    private func draw() {
        guard end == nil else { return }
        drawing?.cancel()
        drawDue = nil
        lastDraw = clock.now()
        hasShownRows = state.current.table.visibleCount > 0
        apply(.settle)
        // Ages move on when something happened or is young; else once a minute, however often a frame is asked for.
        if isClockDue || (lastFrame?.youngest ?? 60) < 61 || lastDraw.timeIntervalSince(state.now) >= 59 {
            isClockDue = false
            apply(.tick(lastDraw))
        }
        let offset = clock.utcOffset(lastDraw)
        var frame = DashboardFrame.draw(state, size: screen.size, theme: theme, utcOffset: offset)
        if frame.viewport != state.viewport {
            // Scrolling is held within what was just measured; one more pass shows it so.
            apply(.viewport(frame.viewport))
            frame = DashboardFrame.draw(state, size: screen.size, theme: theme, utcOffset: offset)
        }
        if frame.surface != lastFrame?.surface { screen.present(frame.surface) }
        lastFrame = frame
        let step = hasShownRows ? StartStep.rows : .frame
        if step > startStep {
            startStep = step
            services.giveBackCode()
        }
        scheduleTick()
    }

    /// Wakes when something on screen changes by itself: an age, a highlight, a notice, a countdown. An idle dashboard
    /// sleeps a minute.
    private func scheduleTick() {
        ticker?.cancel()
        let seconds = TickPlan.secondsToNext(state: state, youngest: lastFrame?.youngest)
        ticker = Task { [clock] in
            await clock.sleep(seconds)
            guard !Task.isCancelled else { return }
            isClockDue = true
            scheduleDraw()
        }
    }
}
