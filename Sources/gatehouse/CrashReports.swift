import CCrashReports
import Foundation

/// What Swift's runtime tells of a crash.
enum CrashReports {
    private static let setting = "SWIFT_BACKTRACE"
    private static let mark = "GATEHOUSE_CRASH_REPORTS_SET"

    /// Leaves the registers out of crash reports, whose memory may hold a token, and the question at their end.
    ///
    /// As a rule that is done by now; in an environment that has nothing to lend to it the program is begun once more, with
    /// the settings in the environment. What it starts in its turn sees none of this. Does nothing where the person has
    /// settings of their own.
    static func leaveOutMemory() {
        if gatehouse_return_lent_variable() != 0 { return }
        if getenv(mark) != nil {
            unsetenv(mark)
            unsetenv(setting)
            return
        }
        var path = [CChar](repeating: 0, count: 4096)
        let length = readlink("/proc/self/exe", &path, path.count - 1)
        guard getenv(setting) == nil, length > 0 else { return }
        setenv(setting, gatehouse_crash_report_settings(), 1)
        setenv(mark, "1", 1)
        execv(path, CommandLine.unsafeArgv)
        // Not possible here: it goes on without.
        unsetenv(mark)
        unsetenv(setting)
    }
}
