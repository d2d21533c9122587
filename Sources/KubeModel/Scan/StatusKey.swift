/// The bytes of a status that decide what its conditions say: where each stands, type, status, reason, and whether it is
/// behind the object. Statuses of one key have one ``ConditionDigest``, which is made once.
struct StatusKey: ~Copyable {
    private let cursor: ByteCursor
    /// That of the object, as far as it was known.
    private(set) var generation: Int?
    private(set) var bytes = ByteSink(capacity: 512)
    /// What the conditions say in words, each behind a NUL.
    private(set) var messages = ByteSink()

    init(_ cursor: ByteCursor) { self.cursor = cursor }

    /// Walks a status once, and forgets what was read before.
    ///
    /// - Returns: Where the status ends; nil where it is cut off.
    mutating func read(at start: Int, generation: Int?) -> Int? {
        self.generation = generation
        bytes.removeAll()
        messages.removeAll()
        return cursor.walk(at: start) { key, value in
            if cursor.equals(key, "conditions") { return conditions(at: value) }
            guard cursor.equals(key, "ancestors") || cursor.equals(key, "parents") || cursor.equals(key, "listeners")
            else { return cursor.endOfValue(value) }
            bytes.append(cursor.bytes, key)
            return cursor.walkElements(at: value) { holder(at: $0) }
        }
    }

    /// One ancestor, parent or listener.
    private mutating func holder(at start: Int) -> Int? {
        bytes.append(1)
        return cursor.walk(at: start) { key, value in
            if cursor.equals(key, "conditions") { return conditions(at: value) }
            guard let end = cursor.endOfValue(value) else { return nil }
            if cursor.equals(key, "ancestorRef") || cursor.equals(key, "parentRef") || cursor.equals(key, "name") {
                add(key, value..<end)
            }
            return end
        }
    }

    private mutating func conditions(at start: Int) -> Int? {
        bytes.append(2)
        return cursor.walkElements(at: start) { element in
            bytes.append(3)
            return cursor.walk(at: element) { key, value in
                guard let end = cursor.endOfValue(value) else { return nil }
                note(key, value..<end)
                return end
            }
        }
    }

    /// One member of a condition.
    @inline(__always)
    private mutating func note(_ key: Range<Int>, _ value: Range<Int>) {
        switch key.count {
        case 4: if cursor.equals(key, "type") { add(key, value) }
        case 6: if cursor.equals(key, "status") || cursor.equals(key, "reason") { add(key, value) }
        case 7:
            guard value.count > 2, cursor.equals(key, "message") else { return }
            messages.append(0)
            cursor.append(text: value, to: &messages)
        case 18:
            if let generation, cursor.equals(key, "observedGeneration"), let observed = cursor.integer(value), observed < generation {
                bytes.append(4)
            }
        default: break
        }
    }

    /// The first letter of the name and the value, which is quoted: nothing can be taken for something else.
    private mutating func add(_ key: Range<Int>, _ value: Range<Int>) {
        bytes.append(cursor.bytes[key.lowerBound])
        bytes.append(cursor.bytes, value)
    }
}
