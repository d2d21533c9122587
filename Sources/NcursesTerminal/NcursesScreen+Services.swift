import CNcurses
import Glibc
import TerminalUI

// MARK: Signals

extension NcursesScreen {
    /// False where the process has no descriptors left.
    func startSignals() -> Bool {
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
        guard ioctl(output, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 else { return false }
        let now = Size(columns: Int(window.ws_col), rows: Int(window.ws_row))
        guard now != size else { return false }
        size = now
        resize_term(Int32(now.rows), Int32(now.columns))
        blitter.forget()
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
        pauseInput()
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
        pauseInput()
        leave()
        meanwhile()
        comeBack()
        if hold == .ours { deliver(.resumed) }
    }

    private func leave() {
        hold = .away
        TerminalRescue.arm(false)
        send(ControlBytes.modesOff)
        def_prog_mode()
        curs_set(1)
        endwin()
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
        tcflush(output, TCIFLUSH)
        forgetInput()
        let isResized = adoptSize()
        blitter.forget()
        if let frame { blitter.draw(frame) } else { wrefresh(gatehouse_window()) }
        send(ControlBytes.modesOn)
        resumeInput()
        if isResized { deliver(.resize(size)) }
    }
}
