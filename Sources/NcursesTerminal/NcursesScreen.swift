import CNcurses
import Dispatch
import Glibc
import TerminalUI

/// The terminal itself, through ncurses. One at a time: ncurses has global state.
///
/// Everything happens on the main actor, in the course of the main queue: what is typed, and signals. When nothing happens,
/// nothing runs.
@MainActor
public final class NcursesScreen: Screen, TerminalServices {
    /// Who has the terminal. While it is away nothing is drawn: ncurses would take it back from an editor.
    private enum Hold { case ours, away, closed }
    /// Seconds after which no answer is expected any more; it is taken all the same.
    private static let longestAnswer = 2.0
    /// Milliseconds that the terminal is kept for an answer that is on its way.
    private static let lastAnswer: Int32 = 300
    /// Milliseconds that it is kept for what the line has not taken yet.
    private static let lastFrame: Int32 = 200

    public private(set) var size: Size
    public let events: AsyncStream<TerminalEvent>
    /// What may be drawn; settled at the start.
    public let capabilities: TerminalCapabilities

    private let output: TerminalOutput
    private var hold = Hold.ours
    /// Whether the mouse is ours, while the terminal is.
    private var isMouseOn = true
    private let line: FrameLine
    /// Whether the answer about the background is on its way.
    private var isBackgroundAsked = false
    /// The editor that has the terminal; a request to end is passed on to it.
    private var child: EditorProcess?
    /// The request to end that came while the terminal was away; it is met when it comes back.
    private var mustEnd: Int32?
    /// The signal that ended the screen, SIGHUP also where the terminal went away without one; nil: it was closed by us.
    public private(set) var endSignal: Int32?
    private var signals: SignalPipe?
    private var endWatch: EndWatch?

    private let screen: OpaquePointer
    private let continuation: AsyncStream<TerminalEvent>.Continuation
    private var input: TerminalInput?
    private var endSignals: EndSignals?
    /// Closed with the screen.
    private let ownedOutput: UnsafeMutablePointer<FILE>?

    /// Whether a descriptor is a terminal.
    public nonisolated static func isTerminal(_ descriptor: Int32) -> Bool {
        isatty(descriptor) == 1
    }

    /// Takes the terminal of standard input and output.
    ///
    /// - Parameters:
    ///   - noColor: No colours; also without it where NO_COLOR is set and not empty.
    ///   - forceASCII: Nothing but ASCII is drawn; also without it where the locale is not UTF-8 or the terminal has nothing
    ///     else.
    ///   - crashReport: A file that a crash is reported to, made only then; its folder must exist. nil: the terminal,
    ///     after it was restored.
    public convenience init(
        noColor: Bool = false, forceASCII: Bool = false, crashReport: String? = nil
    ) throws(TerminalError) {
        guard Self.isTerminal(STDIN_FILENO), Self.isTerminal(STDOUT_FILENO) else { throw .noTerminal }
        // A descriptor of its own: after a crash drawing can be led away from the terminal, and nothing else with it.
        let own = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
        guard own >= 0, let output = fdopen(own, "w") else { throw .system("no more files can be opened") }
        try self.init(
            input: gatehouse_input(), output: output, type: Environment.value("TERM"),
            usesColor: !noColor && Environment.value("NO_COLOR") == nil, forceASCII: forceASCII,
            isLight: Background.isLight(hint: Environment.value("COLORFGBG")), asks: true, crashReport: crashReport,
            ownsOutput: true)
    }

    /// Takes any terminal, for tests: a pseudo terminal, or `/dev/null`.
    ///
    /// - Parameters:
    ///   - isLight: Whether the background is thought to be light.
    ///   - asks: Whether there may be somebody who answers.
    init(
        input: UnsafeMutablePointer<FILE>, output: UnsafeMutablePointer<FILE>, type: String?, usesColor: Bool,
        forceASCII: Bool, isLight: Bool = false, asks: Bool = false, crashReport: String? = nil,
        ownsOutput: Bool = false
    ) throws(TerminalError) {
        let localeIsUTF8 = Locale.adopt()
        ownedOutput = ownsOutput ? output : nil
        self.output = TerminalOutput(fileno(output))
        var modes = termios()
        tcgetattr(fileno(input), &modes)
        guard let type, let screen = newterm(type, output, input) else {
            self.output.close()
            throw .unknownType(type)
        }
        guard TerminalDescription.hasScreen else {
            endwin()
            delscreen(screen)
            self.output.close()
            throw .tooSimple(type)
        }
        self.screen = screen
        let glyphs = GlyphSet(TerminalType(type), isUTF8: localeIsUTF8 && !forceASCII)
        let blitter = Blitter(usesColor: usesColor, glyphs: glyphs)
        line = FrameLine(
            self.output, blitter: blitter, pace: FramePace(asks: asks && TerminalDescription.takesQuestions))
        capabilities = TerminalCapabilities(
            colorDepth: blitter.colorDepth, isUTF8: glyphs != .ascii, isLight: isLight)
        size = Size(columns: Int(gatehouse_columns()), rows: Int(gatehouse_rows()))
        (events, continuation) = AsyncStream.makeStream()
        // Before the screen is taken: a signal may come at once.
        TerminalRescue.prepare(
            screen: self.output.descriptors, restore: ControlBytes.modesOff + TerminalDescription.restore, modes: modes)
        CrashGuard.install(report: crashReport)
        endSignals = EndSignals()
        guard startSignals() else {
            close()
            throw .system("no more files can be opened")
        }
        configure()
        _ = adoptSize()
        self.input = TerminalInput(
            fileno(input), escapeDelay: Environment.value("ESCDELAY"),
            deliver: { [weak self] event in if self?.hold == .ours { self?.deliver(event) } },
            isAwaitingReply: { [weak self] in self?.isAwaitingReply ?? false },
            answered: { [weak self] reply in self?.take(reply) },
            ended: { [weak self] in if self?.hold == .ours { self?.end(by: SIGHUP) } })
        self.input?.resume()
        if asks, TerminalType(type) == .emulator, capabilities.colorDepth != .none { askBackground() }
    }

    /// Nothing waits for the answer: it comes, or does not.
    private func askBackground() {
        isBackgroundAsked = true
        send(ControlBytes.askBackground)
        DispatchQueue.main.asyncAfter(deadline: .now() + Self.longestAnswer) { [weak self] in
            MainActor.assumeIsolated { self?.isBackgroundAsked = false }
        }
    }

    private var isAwaitingReply: Bool { isBackgroundAsked || line.isAwaitingReply }

    private func take(_ reply: TerminalReply) {
        switch reply {
        case .background(let isLight): deliver(.background(isLight: isLight))
        case .attributes: isBackgroundAsked = false
        case .status: line.takeAnswer()
        }
    }

    public func present(_ surface: Surface) {
        line.show(surface)
    }

    public func redraw() { line.redraw() }

    public func setMouse(_ isOn: Bool) {
        guard isOn != isMouseOn else { return }
        isMouseOn = isOn
        // While the terminal is away it has no mode of ours; it gets this one when it comes back.
        if hold == .ours { send(isOn ? ControlBytes.mouseOn : ControlBytes.mouseOff) }
    }

    public func copy(_ text: String) {
        guard hold == .ours else { return }
        send(
            ControlBytes.copy(
                text, isInTmux: Environment.value("TMUX") != nil, isInScreen: Environment.value("STY") != nil))
    }

    public func close() {
        guard hold != .closed else { return }
        let wasOurs = hold == .ours
        TerminalRescue.noteDrawer()
        hold = .closed
        if wasOurs { finishLine() }
        input?.stop()
        input = nil
        if wasOurs { endWindow() }
        TerminalRescue.dismiss()
        CrashGuard.remove()
        endSignals?.remove()
        signals?.close(isHungUp: endSignal == SIGHUP)
        signals = nil
        endWatch?.close()
        endWatch = nil
        continuation.finish()
        delscreen(screen)
        output.close()
        if let ownedOutput { fclose(ownedOutput) }
    }

    private func deliver(_ event: TerminalEvent) {
        continuation.yield(event)
    }

    /// The terminal is gone, or we are asked to go.
    private func end(by signal: Int32) {
        // The input has ended because the crash took it away; to leave now would cut the report short.
        guard !CrashGuard.isReporting else { return }
        endSignal = signal
        deliver(.closed)
        close()
    }

    private func send(_ text: String) {
        TerminalRescue.noteDrawer()
        output.send(text)
    }

    private func configure() {
        raw()
        noecho()
        nonl()
        // Drawing is never put off because keys are waiting: frames are few and complete.
        typeahead(-1)
        // The first refresh switches to the alternate screen; only then do the modes belong to it.
        output.gather {
            curs_set(0)
            wrefresh(gatehouse_window())
        }
        send(ControlBytes.modesOn(hasMouse: isMouseOn))
        def_prog_mode()
    }
}

// MARK: Signals

extension NcursesScreen {
    /// False where the process has no descriptors left.
    private func startSignals() -> Bool {
        endWatch = EndWatch()
        signals = SignalPipe([SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT]) { [weak self] in
            self?.handleSignals()
        }
        return signals != nil && endWatch != nil
    }

    private func handleSignals() {
        let arrived = signals?.drain() ?? []
        if let request = [SIGHUP, SIGTERM, SIGINT, SIGQUIT].first(where: arrived.contains) {
            guard let child else { return end(by: request) }
            // An editor has the terminal: it is asked first, and we end after it.
            kill(child.id, request)
            mustEnd = request
            return
        }
        guard hold == .ours else { return }
        if arrived.contains(SIGTSTP) { return suspend() }
        // Stopped from outside, without a word: the shell has changed the modes meanwhile.
        if arrived.contains(SIGCONT) { return putAwayAndBack {} }
        if arrived.contains(SIGWINCH), adoptSize() { deliver(.resize(size)) }
    }

    /// Learns the size from the terminal. True where it has changed.
    func adoptSize() -> Bool {
        var window = winsize()
        guard ioctl(output.descriptor, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 else {
            return false
        }
        let now = Size(columns: Int(window.ws_col), rows: Int(window.ws_row))
        guard now != size else { return false }
        size = now
        resize_term(Int32(now.rows), Int32(now.columns))
        line.forget()
        return true
    }
}

// MARK: Giving the terminal away

extension NcursesScreen {
    public func suspend() {
        guard hold == .ours else { return }
        putAwayAndBack {
            signals?.setDefault(SIGTSTP, true)
            var stop = sigset_t()
            sigemptyset(&stop)
            sigaddset(&stop, SIGTSTP)
            pthread_sigmask(SIG_UNBLOCK, &stop, nil)
            // Sent to this thread, which stops the whole process; sent to the group it may be lost.
            raise(SIGTSTP)
            signals?.setDefault(SIGTSTP, false)
            // What stopped and continued us is dealt with here; a request to end is not.
            let arrived = signals?.drain() ?? []
            mustEnd = [SIGHUP, SIGTERM, SIGINT, SIGQUIT].first(where: arrived.contains)
        }
    }

    public func edit(_ command: [String], file path: String, lock: Int32?) async -> EditorExit {
        guard hold == .ours else { return .notStarted("The terminal is not free for an editor.") }
        guard let first = command.first, !first.isEmpty else {
            return .notStarted("No editor is named. Set EDITOR to the one you use.")
        }
        var exit = EditorExit.notStarted("")
        _ = await lend(saying: nil) {
            let (started, reason) = EditorProcess.start(command + [path], inheriting: lock)
            child = started
            endWatch?.watch(started?.id)
            exit = if let started { await started.end() } else { .notStarted(reason) }
            child = nil
            endWatch?.watch(nil)
        }
        return exit
    }

    public func lend(saying line: WaitingLine?, to work: () async -> Void) async -> Bool {
        guard hold == .ours else { return false }
        input?.pause()
        let interrupt = signal(SIGINT, SIG_IGN)
        let quit = signal(SIGQUIT, SIG_IGN)
        // ctrl-z in the editor reaches us too, and has to stop us with it.
        signals?.setDefault(SIGTSTP, true)
        leave()
        if let line { send(line.shown) }
        await work()
        if let line, mustEnd == nil, hold == .away { send(line.erased) }
        signal(SIGINT, interrupt)
        signal(SIGQUIT, quit)
        signals?.setDefault(SIGTSTP, false)
        comeBack()
        return true
    }

    private func putAwayAndBack(_ meanwhile: () -> Void) {
        input?.pause()
        leave()
        meanwhile()
        comeBack()
        if hold == .ours { deliver(.resumed) }
    }

    private func leave() {
        finishLine()
        hold = .away
        TerminalRescue.arm(false)
        def_prog_mode()
        endWindow()
    }

    /// What is on its way either way comes to its end, or is given up.
    private func finishLine() {
        line.close()
        // A request to end leaves half a second for everything; after a hangup nobody is there any more.
        let share: Int32 = endSignal == nil ? 1 : endSignal == SIGHUP ? 0 : 2
        let isMoving = output.settle(milliseconds: share == 0 ? 0 : Self.lastFrame / share)
        if isMoving, share > 0 { input?.takeLastReplies(milliseconds: Self.lastAnswer / share) }
    }

    /// Gives back screen and modes. A line that takes nothing holds up neither.
    private func endWindow() {
        send(ControlBytes.modesOff)
        output.gather {
            curs_set(1)
            endwin()
        }
        output.settle(milliseconds: Self.lastFrame, isLast: true)
        // Into memory, where it was drawn, modes cannot be set.
        reset_shell_mode()
    }

    private func comeBack() {
        TerminalRescue.noteDrawer()
        guard hold == .away else { return }
        // The terminal stays as it is: the shell may have it already, and taking it would stop us.
        if let mustEnd { return end(by: mustEnd) }
        hold = .ours
        TerminalRescue.arm(true)
        reset_prog_mode()
        // What was typed ahead was meant for the editor.
        flushinp()
        tcflush(output.descriptor, TCIFLUSH)
        input?.forget()
        let isResized = adoptSize()
        if !line.open() { output.gather { wrefresh(gatehouse_window()) } }
        send(ControlBytes.modesOn(hasMouse: isMouseOn))
        input?.resume()
        if isResized { deliver(.resize(size)) }
    }
}
