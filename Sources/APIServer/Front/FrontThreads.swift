import Dispatch
import Synchronization

/// Threads of the server's own for the work on requests: whatever else keeps the process busy holds up no answer.
///
/// The tasks of a process share as many threads as there are cores, first come, first served: beside a long computation a
/// peer would wait for seconds. Queues that do one thing after the other are given threads beside those.
final class FrontThreads: TaskExecutor {
    private let queues = (0..<4).map { DispatchQueue(label: "server.front.\($0)") }
    private let turn = Atomic<Int>(0)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let turn = turn.wrappingAdd(1, ordering: .relaxed).oldValue
        queues[turn & 3].async { [self] in job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
}
