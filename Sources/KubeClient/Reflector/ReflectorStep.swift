import KubeModel

extension ReflectorMachine {
    /// Where it stands.
    enum Phase: Equatable, Sendable {
        case idle
        /// `last`: when the latest row, or the head, came.
        case listing(ReflectorPlan, isOpen: Bool, last: Double)
        case watching(isOpen: Bool, since: Double, last: Double)
        case waiting(until: Double)
        case awaitingServer
    }

    /// What happened.
    enum Input: Equatable, Sendable {
        case start
        /// The answer begins, with a good status.
        case opened
        /// Rows of a list, or changes of a watch; `added` of them were there, or are new. `version` is of the latest.
        case arrived(rows: Int, added: Int, version: String?)
        case bookmark(version: String, endsInitialEvents: Bool)
        /// A list or page is complete, but for objects that could not be read.
        case listed(version: String, continueToken: String?, unreadable: Int = 0)
        /// The server ended a watch as it does after its time.
        case ended
        case failed(ClusterError)
        /// The server answers again; refused means it had been stopped in between.
        case reachable(wasRefused: Bool)
        /// A short request was answered as it should be, after requests had failed.
        case recovered
        /// A person asks to try again now.
        case retryRequested
        /// The computer slept, and its connections are probably gone.
        case woke
        /// The server did not answer a short request, asked because a watch said nothing.
        case unanswered(ClusterError)
        /// It did. `isAlone`: not on the connection of the watch, of which the answer says nothing.
        case answered(isAlone: Bool)
        /// ``deadline`` has passed, perhaps.
        case tick
    }

    /// What is to be done.
    enum Output: Equatable, Sendable {
        case open(ReflectorPlan, watchSeconds: Int)
        case close
        /// Send ``Input/reachable(wasRefused:)`` once the server answers.
        case awaitServer
        /// Send ``Input/recovered`` once the server answers a short request of this kind as it should.
        case awaitRecovery
        /// Send ``Input/answered(isAlone:)`` or ``Input/unanswered(_:)`` once a short request shows which.
        case askForSign
        case emit(ReflectorEvent)
    }
}
