#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension FrontLimits {
    /// What the process may have open, less what the rest of it needs: 16 to 4096.
    static var connectionsOfProcess: Int {
        var limit = rlimit()
        #if canImport(Glibc)
            let result = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        #else
            let result = getrlimit(RLIMIT_NOFILE, &limit)
        #endif
        guard result == 0 else { return 128 }
        return min(4_096, max(16, Int(clamping: limit.rlim_cur) - 48))
    }
}
