#if canImport(Glibc)
    import Glibc
#endif

/// Counts what costs, for tests: how much work an event, a key or a frame is does not depend on how busy a machine is.
///
/// In release builds nothing is counted, and nothing of it is left.
public enum Work {
    /// What is counted.
    public enum Kind: Int, CaseIterable, Sendable {
        /// A key of an object was hashed, as in every look-up by it.
        case hash
        /// Two keys, or two rows, were compared.
        case comparison
        /// A row, or what is kept beside it, was looked at.
        case visit
        /// The bytes of an object were unpacked.
        case unpacking
    }

    @inline(__always)
    public static func count(_ kind: Kind) {
        #if DEBUG
            if let counts = pthread_getspecific(key) { counts.assumingMemoryBound(to: Int.self)[kind.rawValue] += 1 }
        #endif
    }

    #if DEBUG
        /// Counts what a piece of work does on this thread.
        ///
        /// - Returns: How often each was done.
        public static func measure(_ body: () throws -> Void) rethrows -> [Kind: Int] {
            let counts = UnsafeMutablePointer<Int>.allocate(capacity: Kind.allCases.count)
            counts.initialize(repeating: 0, count: Kind.allCases.count)
            pthread_setspecific(key, counts)
            defer {
                pthread_setspecific(key, nil)
                counts.deallocate()
            }
            try body()
            return Dictionary(uniqueKeysWithValues: Kind.allCases.map { ($0, counts[$0.rawValue]) })
        }

        /// Each thread counts for itself: tests run side by side.
        private static let key: pthread_key_t = {
            var key: pthread_key_t = 0
            pthread_key_create(&key, nil)
            return key
        }()
    #endif
}
