/// What many have in common, to be had again by those who know its hash: what is looked for need not be made first.
///
/// No more than ``limit`` are kept. Where then hardly anything that is looked for is there, they are probably all
/// different: the table is emptied, and nothing found any more.
struct SharedTable<Value: Sendable>: Sendable {
    private static var limit: Int { 2_048 }

    private var values: [Value] = []
    /// Numbers of values, each at the place that its hash says, or behind it; -1 for none.
    private var slots: [Int32] = []
    private var hashes: [UInt32] = []
    /// So that nobody can write objects that all have one hash.
    private let seed = UInt64.random(in: 0...UInt64.max)
    private var worth = Worth()

    /// Whether it is worth its while to look for anything.
    var isGivenUp: Bool { worth.isGivenUp }

    /// Of bytes, eight at a time: most of what objects share is some hundred bytes long.
    func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
        var hash = ByteHash(seed)
        hash.mix(UnsafeRawBufferPointer(bytes))
        return hash.value
    }

    func hash(_ text: String) -> UInt32 {
        var hash = ByteHash(seed)
        hash.mix(text)
        return hash.value
    }

    func hash(_ texts: [String]) -> UInt32 {
        var hash = ByteHash(seed)
        for text in texts { hash.mix(text) }
        return hash.value
    }

    @inline(__always)
    mutating func find(_ hash: UInt32, _ isIt: (Value) -> Bool) -> Value? {
        guard !slots.isEmpty else { return nil }
        let found = number(hash, isIt).map { values[Int($0)] }
        guard values.count >= Self.limit else { return found }
        worth.note(found != nil)
        if isGivenUp { (values, slots, hashes) = ([], [], []) }
        return found
    }

    @inline(__always)
    private func number(_ hash: UInt32, _ isIt: (Value) -> Bool) -> Int32? {
        var place = Int(hash) & (slots.count - 1)
        while slots[place] >= 0 {
            if hashes[place] == hash, isIt(values[Int(slots[place])]) { return slots[place] }
            place = (place + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Keeps a value for those who come later, where there is room.
    ///
    /// - Parameter value: One that is not there yet.
    mutating func insert(_ value: Value, _ hash: UInt32) {
        guard !isGivenUp, values.count < Self.limit else { return }
        if (values.count + 1) * 4 > slots.count * 3 { grow() }
        put(Int32(values.count), hash)
        values.append(value)
    }

    private mutating func put(_ number: Int32, _ hash: UInt32) {
        var place = Int(hash) & (slots.count - 1)
        while slots[place] >= 0 { place = (place + 1) & (slots.count - 1) }
        (slots[place], hashes[place]) = (number, hash)
    }

    private mutating func grow() {
        let old = (slots, hashes), size = max(16, slots.count * 2)
        (slots, hashes) = (Array(repeating: -1, count: size), Array(repeating: 0, count: size))
        for place in old.0.indices where old.0[place] >= 0 { put(old.0[place], old.1[place]) }
    }
}

/// Whether looking for what an earlier one had is worth its while.
private struct Worth {
    private static let round: UInt16 = 256, fewest: UInt16 = 16
    private var tries: UInt16 = 0, hits: UInt16 = 0
    private(set) var isGivenUp = false

    mutating func note(_ isHit: Bool) {
        tries += 1
        if isHit { hits += 1 }
        guard tries == Self.round else { return }
        isGivenUp = hits < Self.fewest
        (tries, hits) = (0, 0)
    }
}

/// A hash of bytes, for tables that do not grow beyond a limit.
private struct ByteHash {
    private var sum: UInt64

    init(_ seed: UInt64) { sum = seed }

    var value: UInt32 { UInt32(truncatingIfNeeded: sum ^ sum >> 32) }

    @inline(__always)
    mutating func mix(_ bytes: UnsafeRawBufferPointer) {
        mix(UInt64(truncatingIfNeeded: bytes.count))
        var position = 0
        while position + 8 <= bytes.count {
            mix(bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            position += 8
        }
        var rest: UInt64 = 0
        while position < bytes.count {
            rest = rest << 8 | UInt64(bytes[position])
            position += 1
        }
        mix(rest)
    }

    mutating func mix(_ text: String) {
        var text = text
        text.withUTF8 { mix(UnsafeRawBufferPointer($0)) }
    }

    @inline(__always)
    private mutating func mix(_ word: UInt64) { sum = (sum ^ word ^ sum >> 29) &* 0x9E37_79B9_7F4A_7C15 }
}
