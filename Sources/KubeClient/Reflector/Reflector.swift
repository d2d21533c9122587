import Foundation
import KubeModel

/// Runs a ``ReflectorMachine``: opens its requests, reads their answers, keeps its time.
///
/// Everything that happens comes through one mailbox to one task, off the main actor. Whatever waits there is read
/// before rows are handed on: a burst makes few batches, a single event is passed on at once, and what follows it within
/// the time of a frame is passed on together: each hand-over wakes threads, which costs more than the row.
struct Reflector: Sendable {
    /// Seconds between two batches of a watch.
    private static let frame = 1.0 / 60

    let scope: ResourceScope
    let scanner: ResourceScanner
    let transport: Transport
    let probe: ConnectionProbe
    let recovery: RecoveryProbe
    let liveness: LivenessProbe
    let retrySignals: RetrySignals
    let clock: ReflectorClock
    /// Where it begins; tests begin where they like.
    var machine = ReflectorMachine()

    enum Letter: Sendable {
        /// `exchange` tells late parts of a request that was replaced.
        case part(Exchange.Part, exchange: Int)
        case reachable(wasRefused: Bool)
        case recovered
        /// What came of a question for a sign; nil: an answer.
        case asked(ClusterError?)
        case retryRequested(RetrySignal)
        case alarm
    }

    /// Runs until its task is cancelled; then everything it started has ended.
    func run(_ emit: @escaping @Sendable (ReflectorEvent) -> Void) async {
        let mailbox = Mailbox<Letter>()
        let signal = retrySignals.subscribe { mailbox.put(.retryRequested($0)) }
        var run = ReflectorRun(self, mailbox: mailbox, emit: emit)
        run.start()
        var handedOver = -Double.infinity
        while var letters = await mailbox.take() {
            let rest = handedOver + Self.frame - clock.now()
            if rest > 0, run.isWatching {
                await clock.sleep(rest)
                letters += mailbox.takeWaiting()
            }
            // Chunks wait faster than they are read: each is let go as soon as it was, not with the last of them.
            letters.reverse()
            while let letter = letters.popLast() { run.read(letter) }
            run.flush()
            run.setAlarm()
            handedOver = clock.now()
        }
        run.stop()
        retrySignals.unsubscribe(signal)
    }
}
