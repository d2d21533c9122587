#if canImport(Glibc)
    import Glibc
#endif

/// The memory that the C library keeps for later.
enum Heap {
    /// Gives back what is free. The tree of one large body is a million small chunks, which would stay with the process.
    ///
    /// Cost: a few milliseconds; for large requests only.
    static func giveBack() {
        #if canImport(Glibc)
            // <malloc.h> is not part of the Glibc module. A C library without the function keeps its memory.
            guard let symbol = dlsym(nil, "malloc_trim") else { return }
            typealias Trim = @convention(c) (_ padding: Int) -> CInt
            _ = unsafeBitCast(symbol, to: Trim.self)(0)
        #endif
    }
}
