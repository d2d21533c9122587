import CNcurses
import Dispatch
import Glibc
import TerminalUI

/// The terminal itself, through ncurses. One at a time: ncurses has global state.
///
/// Everything happens on the main actor, in the course of the main queue: reads of the terminal, signals, and the one
/// timer, which tells an escape key from the beginning of a sequence. When nothing happens, nothing runs.
@MainActor
public final class NcursesScreen: Screen, TerminalServices {
    /// Who has the terminal. While it is away nothing is drawn: ncurses would take it back from an editor.
    enum Hold { case ours, away, closed }

    /// After which a lone escape byte was the key, where `ESCDELAY` says nothing.
    nonisolated private static let usualEscapeDelay = Duration.milliseconds(25)

    public internal(set) var size: Size
    public let events: AsyncStream<TerminalEvent>
    /// What may be drawn; settled at the start.
    public let capabilities: TerminalCapabilities

    let output: Int32
    var hold = Hold.ours
    var blitter: Blitter
    /// The newest frame, drawn or not yet.
    var frame: Surface?
    /// The editor that has the terminal; a request to end is passed on to it.
    var child: EditorProcess?
    /// The request to end that came while the terminal was away; it is met when it comes back.
    var mustEnd: Int32?
    /// The signal that ended the screen, SIGHUP also where the terminal went away without one; nil: it was closed by us.
    public internal(set) var endSignal: Int32?
    var signals: SignalPipe?
    var endWatch: EndWatch?

    private let screen: OpaquePointer
    private let continuation: AsyncStream<TerminalEvent>.Continuation
    private var decoder = InputDecoder()
    private var clicks = ClickTimer()
    private let escapeDelay: Duration
    private var endSignals: EndSignals?
    /// Closed with the screen.
    private let ownedOutput: UnsafeMutablePointer<FILE>?
    private var inputSource: (any DispatchSourceRead)?
    private var isInputOn = false
    private let input: Int32
    /// Counts reads, so that the escape timer knows whether something came after it was set.
    private var reads = 0

    /// Whether a descriptor is a terminal.
    public nonisolated static func isTerminal(_ descriptor: Int32) -> Bool {
        isatty(descriptor) == 1
    }

    /// Takes the terminal of standard input and output.
    ///
    /// - Parameters:
    ///   - noColor: No colours; also without it where NO_COLOR is set and not empty.
    ///   - forceASCII: Nothing but ASCII is drawn; also without it where the locale is not UTF-8.
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
            crashReport: crashReport, ownsOutput: true)
    }

    /// Takes any terminal, for tests: a pseudo terminal, or `/dev/null`.
    init(
        input: UnsafeMutablePointer<FILE>, output: UnsafeMutablePointer<FILE>, type: String?, usesColor: Bool,
        forceASCII: Bool, crashReport: String? = nil, ownsOutput: Bool = false
    ) throws(TerminalError) {
        let localeIsUTF8 = Locale.adopt()
        ownedOutput = ownsOutput ? output : nil
        escapeDelay = Self.escapeDelay(Environment.value("ESCDELAY"))
        self.input = fileno(input)
        self.output = fileno(output)
        var modes = termios()
        tcgetattr(self.input, &modes)
        guard let type, let screen = newterm(type, output, input) else { throw .unknownType(type) }
        guard gatehouse_capability("cup") != nil else {
            endwin()
            delscreen(screen)
            throw .tooSimple(type)
        }
        self.screen = screen
        blitter = Blitter(usesColor: usesColor, isUTF8: localeIsUTF8 && !forceASCII)
        capabilities = TerminalCapabilities(
            colorDepth: blitter.colorDepth, isUTF8: localeIsUTF8 && !forceASCII)
        size = Size(columns: Int(gatehouse_columns()), rows: Int(gatehouse_rows()))
        (events, continuation) = AsyncStream.makeStream()
        // Before the screen is taken: a signal may come at once.
        TerminalRescue.prepare(screen: self.output, restore: Self.restoreSequence(), modes: modes)
        CrashGuard.install(report: crashReport)
        endSignals = EndSignals()
        guard startSignals() else {
            close()
            throw .system("no more files can be opened")
        }
        configure()
        _ = adoptSize()
        startInput()
    }

    public func present(_ surface: Surface) {
        frame = surface
        CrashGuard.provideStack()
        TerminalRescue.noteDrawer()
        guard hold == .ours else { return }
        blitter.draw(surface)
    }

    public func redraw() {
        TerminalRescue.noteDrawer()
        blitter.forget()
        guard hold == .ours, let frame else { return }
        blitter.draw(frame)
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
        stopInput()
        if wasOurs {
            send(ControlBytes.modesOff)
            curs_set(1)
            endwin()
        }
        TerminalRescue.dismiss()
        CrashGuard.remove()
        endSignals?.remove()
        signals?.close(isHungUp: endSignal == SIGHUP)
        signals = nil
        endWatch?.close()
        endWatch = nil
        continuation.finish()
        delscreen(screen)
        if let ownedOutput { fclose(ownedOutput) }
    }

    func deliver(_ event: TerminalEvent) {
        continuation.yield(event)
    }

    /// The terminal is gone, or we are asked to go.
    func end(by signal: Int32) {
        // The input has ended because the crash took it away; to leave now would cut the report short.
        guard !CrashGuard.isReporting else { return }
        endSignal = signal
        deliver(.closed)
        close()
    }

    /// Writes past ncurses, which has sent all of its own by then.
    func send(_ text: String) {
        TerminalRescue.noteDrawer()
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(output, $0.baseAddress, $0.count) }
            if count > 0 {
                bytes = bytes.dropFirst(count)
            } else if errno == EAGAIN {
                var waiting = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
                poll(&waiting, 1, -1)
            } else if errno != EINTR {
                return
            }
        }
    }

    private func configure() {
        raw()
        noecho()
        nonl()
        // Drawing is never put off because keys are waiting: frames are few and complete.
        typeahead(-1)
        curs_set(0)
        // The first refresh switches to the alternate screen; only then do the modes belong to it.
        wrefresh(gatehouse_window())
        send(ControlBytes.modesOn)
        def_prog_mode()
    }

    /// What undoes all of it without ncurses.
    private static func restoreSequence() -> String {
        let names = ["sgr0", "cnorm", "rmcup"]
        let capabilities = names.map { name in
            gatehouse_capability(name).map { Self.withoutDelays(String(cString: $0)) } ?? ""
        }
        return ControlBytes.modesOff + capabilities.joined()
    }

    /// Descriptions of terminals may ask for pauses, as `$<5>`, which only ncurses knows how to make.
    private static func withoutDelays(_ text: String) -> String {
        guard let start = text.firstIndex(of: "$"), let end = text[start...].firstIndex(of: ">") else { return text }
        return String(text[..<start]) + withoutDelays(String(text[text.index(after: end)...]))
    }
}

// MARK: Input

extension NcursesScreen {
    private func startInput() {
        let source = DispatchSource.makeReadSource(fileDescriptor: input, queue: .main)
        source.setEventHandler { [weak self] in
            MainActor.assumeIsolated { self?.readInput() }
        }
        inputSource = source
        resumeInput()
    }

    func resumeInput() {
        guard !isInputOn else { return }
        isInputOn = true
        inputSource?.resume()
    }

    func pauseInput() {
        guard isInputOn else { return }
        isInputOn = false
        inputSource?.suspend()
    }

    /// A source has to run to be cancelled.
    private func stopInput() {
        resumeInput()
        inputSource?.cancel()
        inputSource = nil
    }

    private func readInput() {
        guard hold == .ours, isInputWaiting else { return }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = read(input, &buffer, buffer.count)
        if count < 0, errno == EINTR || errno == EAGAIN { return }
        // 0 is the end of input, EIO a terminal that was hung up: asking again would spin.
        guard count > 0 else { return end(by: SIGHUP) }
        reads += 1
        deliverInput(decoder.feed(buffer.prefix(count)))
        startInputTimer()
    }

    /// Standard input stays blocking, because it is shared with the shell: only what is there is read.
    private var isInputWaiting: Bool {
        var waiting = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
        return poll(&waiting, 1, 0) > 0
    }

    private func startInputTimer() {
        guard let pause = decoder.pause(escapeDelay: escapeDelay) else { return }
        let now = reads
        let (seconds, attoseconds) = pause.components
        let delay = Double(seconds) + Double(attoseconds) / 1e18
        DispatchQueue.main.asyncAfter(deadline: .now() + delay) { [weak self] in
            MainActor.assumeIsolated {
                guard let self, self.reads == now, self.hold == .ours else { return }
                // We were busy: the rest has come meanwhile, and only was not read yet.
                guard !self.isInputWaiting else { return self.readInput() }
                self.deliverInput(self.decoder.timeOut())
                self.startInputTimer()
            }
        }
    }

    /// What was half typed before the terminal was away belongs to nothing now.
    func forgetInput() {
        reads += 1
        decoder = InputDecoder()
    }

    /// `ESCDELAY` as ncurses has it: milliseconds, up to ten seconds.
    nonisolated static func escapeDelay(_ text: String?) -> Duration {
        guard let text, let milliseconds = Int(text), (0...10_000).contains(milliseconds) else {
            return usualEscapeDelay
        }
        return .milliseconds(milliseconds)
    }

    /// A few are delivered one by one; many at once are one event.
    private func deliverInput(_ events: [TerminalEvent]) {
        let refined = events.map { event in
            guard case .mouse(let mouse) = event else { return event }
            return .mouse(clicks.refine(mouse, now: .now))
        }
        if refined.count > 16 { deliver(.burst(refined)) } else { refined.forEach(deliver) }
    }
}
