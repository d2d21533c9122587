import Foundation

/// What Swift's runtime tells of a crash.
enum CrashReports {
    private static let setting = "SWIFT_BACKTRACE"
    /// - `registers`: with them goes the memory they point at.
    /// - `interactive`: the question what to do next would be asked of a shell that has its terminal back, or unseen.
    /// - `output-to`: standard output is the terminal's; errors can be led to a file.
    /// - `threads`, `images`: the person waits for the report to be written.
    private static let settings =
        "registers=none,interactive=no,color=no,output-to=stderr,threads=crashed,images=mentioned"
    private static let mark = "GATEHOUSE_CRASH_REPORTS_SET"

    /// Leaves the registers out of crash reports, whose memory may hold a token, and the question at their end.
    ///
    /// The runtime reads its settings before we run, so the program is begun once more with them; what it starts in its
    /// turn sees none of this. Costs a few milliseconds. Does nothing where the person has settings of their own.
    static func leaveOutMemory() {
        if getenv(mark) != nil {
            unsetenv(mark)
            unsetenv(setting)
            return
        }
        var path = [CChar](repeating: 0, count: 4096)
        let length = readlink("/proc/self/exe", &path, path.count - 1)
        guard getenv(setting) == nil, length > 0 else { return }
        setenv(setting, settings, 1)
        setenv(mark, "1", 1)
        execv(path, CommandLine.unsafeArgv)
        // Not possible here: it goes on without.
        unsetenv(mark)
        unsetenv(setting)
    }
}
