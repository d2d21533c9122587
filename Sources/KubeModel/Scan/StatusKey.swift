/// The bytes of a status that decide what its conditions say: where each stands, type, status, reason, and whether it is
/// behind the object. Statuses of one key have one ``ConditionDigest``, which is made once.
struct StatusKey {
    private let cursor: ByteCursor
    private let generation: Int?
    private(set) var bytes: [UInt8] = []
    /// What the conditions say in words, each behind a NUL.
    private(set) var messages: [UInt8] = []

    /// Walks a status once.
    init(_ cursor: ByteCursor, generation: Int?) {
        self.cursor = cursor
        self.generation = generation
        bytes.reserveCapacity(256)
    }

    /// - Returns: Where the status ends; nil where it is cut off.
    mutating func read(at start: Int) -> Int? {
        cursor.walk(at: start) { key, value in
            if cursor.equals(key, "conditions") { return conditions(at: value) }
            guard cursor.equals(key, "ancestors") || cursor.equals(key, "parents") || cursor.equals(key, "listeners")
            else { return cursor.endOfValue(value) }
            bytes.append(contentsOf: cursor.bytes[key])
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
                if cursor.equals(key, "type") || cursor.equals(key, "status") || cursor.equals(key, "reason") {
                    add(key, value..<end)
                } else if cursor.equals(key, "observedGeneration"), let generation,
                    let observed = cursor.integer(value..<end), observed < generation
                {
                    bytes.append(4)
                } else if cursor.equals(key, "message"), end - value > 2 {
                    messages.append(0)
                    messages.append(contentsOf: cursor.text(value..<end))
                }
                return end
            }
        }
    }

    /// The first letter of the name and the value, which is quoted: nothing can be taken for something else.
    private mutating func add(_ key: Range<Int>, _ value: Range<Int>) {
        bytes.append(cursor.bytes[key.lowerBound])
        bytes.append(contentsOf: cursor.bytes[value])
    }
}
