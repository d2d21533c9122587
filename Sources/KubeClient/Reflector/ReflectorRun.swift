import Foundation
import KubeModel

/// The state of one running reflector; used by its task only.
struct ReflectorRun {
    /// The most rows that are held back for the sake of fewer batches.
    static let batchLimit = 250

    private let reflector: Reflector
    private let mailbox: Mailbox<Reflector.Letter>
    private let emit: @Sendable (ReflectorEvent) -> Void

    private var machine: ReflectorMachine
    private var plan = ReflectorPlan.page(after: nil)
    private var exchange: Exchange?
    /// Counts requests; parts of any but the latest are dropped.
    private var number = 0
    private var reader: AnswerReader?
    private var pending: [RowChange] = []
    /// Owned here, ended by ``stop()`` or by the next of their kind.
    private var alarm: Task<Void, Never>?, probing: Task<Void, Never>?, asking: Task<Void, Never>?
    private var alarmTime: Double?

    init(
        _ reflector: Reflector, mailbox: Mailbox<Reflector.Letter>, emit: @escaping @Sendable (ReflectorEvent) -> Void
    ) {
        self.reflector = reflector
        machine = reflector.machine
        self.mailbox = mailbox
        self.emit = emit
    }

    /// Whether what comes are changes, one by one, and no list.
    var isWatching: Bool { machine.isWatching }

    mutating func start() {
        advance(.start)
        setAlarm()
    }

    mutating func stop() {
        exchange?.cancel()
        alarm?.cancel()
        probing?.cancel()
        asking?.cancel()
    }

    mutating func read(_ letter: Reflector.Letter) {
        switch letter {
        case .part(let part, let number): if number == self.number { read(part) }
        case .reachable(let wasRefused): advance(.reachable(wasRefused: wasRefused))
        case .recovered: advance(.recovered)
        case .asked(let error):
            advance(error.map { .unanswered($0) } ?? .answered(isAlone: reflector.transport.isAlone))
        case .retryRequested(.person): advance(.retryRequested)
        case .retryRequested(.wakeUp): advance(.woke)
        case .alarm:
            alarmTime = nil
            advance(.tick)
        }
    }

    private mutating func read(_ part: Exchange.Part) {
        switch part {
        case .head(let head):
            reader = AnswerReader(plan, head: head, scanner: reflector.scanner)
            if head.isSuccess { advance(.opened) }
        case .body(let data, let arrived):
            var words: [AnswerReader.Word] = []
            reader?.readsConditions = machine.version != nil
            reader?.feed(data, arrived: arrived, to: &words)
            exchange?.didRead(data.count)
            let current = number
            // A word may end the request it came with; what follows it is then of no interest.
            for word in words where number == current { take(word) }
        case .end(let error):
            exchange = nil
            let last = reader?.end(error) ?? .failed(error ?? .reset)
            reader = nil
            take(last)
        }
    }

    private mutating func take(_ word: AnswerReader.Word) {
        switch word {
        case .change(let change):
            pending.append(change)
            if pending.count >= Self.batchLimit { flush() }
        case .bookmark(let version, let ends): advance(.bookmark(version: version, endsInitialEvents: ends))
        case .listed(let version, let token, let unreadable):
            advance(.listed(version: version, continueToken: token, unreadable: unreadable))
        case .ended: advance(.ended)
        case .failed(let error):
            close()
            advance(.failed(error))
        }
    }

    /// Hands on the rows that are waiting, in order.
    mutating func flush() {
        guard !pending.isEmpty else { return }
        let batch = pending
        pending = []
        emit(.batch(batch))
        let added = batch.count { $0.kind == .added || $0.kind == .listed }
        step(.arrived(rows: batch.count, added: added, version: batch.last?.row.resourceVersion))
    }

    /// Rows that came before an input go out before it.
    private mutating func advance(_ input: ReflectorMachine.Input) {
        flush()
        step(input)
    }

    private mutating func step(_ input: ReflectorMachine.Input) {
        for output in machine.handle(input, at: reflector.clock.now(), random: reflector.clock.random()) {
            perform(output)
        }
    }

    private mutating func perform(_ output: ReflectorMachine.Output) {
        switch output {
        case .open(let plan, let watchSeconds): open(plan, watchSeconds: watchSeconds)
        case .close: close()
        case .emit(let event): emit(event)
        case .awaitServer:
            let probe = reflector.probe
            expect { .reachable(wasRefused: await probe.reachable()) }
        case .askForSign:
            let (liveness, mailbox) = (reflector.liveness, mailbox)
            asking?.cancel()
            asking = Task {
                let error = await liveness.failure()
                if !Task.isCancelled { mailbox.put(.asked(error)) }
            }
        case .awaitRecovery:
            let (probe, request) = (reflector.recovery, RecoveryProbe.request(for: reflector.scope))
            expect {
                await probe.recovered(asking: request)
                return .recovered
            }
        }
    }

    /// Waits for the server in one way or the other, and no longer for what was waited for before.
    private mutating func expect(_ answer: @escaping @Sendable () async -> Reflector.Letter) {
        let mailbox = mailbox
        probing?.cancel()
        probing = Task {
            let letter = await answer()
            if !Task.isCancelled { mailbox.put(letter) }
        }
    }

    private mutating func open(_ plan: ReflectorPlan, watchSeconds: Int) {
        close()
        probing?.cancel()
        self.plan = plan
        let (mailbox, number) = (mailbox, number)
        exchange = reflector.transport.start(plan.request(reflector.scope, watchSeconds: watchSeconds), isMetered: true)
        {
            mailbox.put(.part($0, exchange: number))
        }
    }

    private mutating func close() {
        number += 1
        reader = nil
        exchange?.cancel()
        exchange = nil
    }

    /// Makes sure the machine is woken no later than it wants. An alarm that is early does no harm and costs less than
    /// setting a new one with every chunk.
    mutating func setAlarm() {
        guard let deadline = machine.deadline else { return }
        if let alarmTime, alarmTime <= deadline { return }
        alarm?.cancel()
        alarmTime = deadline
        let (clock, mailbox) = (reflector.clock, mailbox)
        alarm = Task {
            await clock.sleep(max(0, deadline - clock.now()))
            if !Task.isCancelled { mailbox.put(.alarm) }
        }
    }
}
