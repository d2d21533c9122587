import Synchronization

/// What the rows of one kind share in memory: the dictionary their bytes are packed against, and what is told of many
/// of them alike: cells, labels, conditions.
final class RowStore: Sendable {
    private struct State {
        var samples: [[UInt8]] = []
        var sampled = 0
        var dictionary: BodyDictionary?
        var cells: [[String]: [String]] = [:], cellsWorth = Worth()
        var texts: Set<ByteText> = [], textsWorth = Worth()
        var references: Set<ByteText> = [], referencesWorth = Worth()
        var fields: [ByteText: [String]] = [:]
        var digests: [ByteText: ConditionDigest] = [:]
    }

    /// No more are kept of a sort; and where then hardly any row has one of those, they are probably all different, and looked for no longer.
    private static let cellLimit = 2_048

    /// Whether looking for what an earlier row had is worth its while.
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

    private let state = Mutex(State())

    /// Keeps the bytes of an object. The first few of a kind become the dictionary and are kept as they are.
    func pack(_ bytes: UnsafeBufferPointer<UInt8>) -> PackedBytes {
        let dictionary = state.withLock { state -> BodyDictionary? in
            if let dictionary = state.dictionary { return dictionary }
            state.samples.append(Array(bytes))
            state.sampled += bytes.count
            if state.sampled >= BodyDictionary.sizeLimit {
                state.dictionary = BodyDictionary(state.samples)
                state.samples = []
            }
            return nil
        }
        guard let dictionary else { return PackedBytes(Array(bytes)) }
        return PackedBytes(bytes, with: dictionary)
    }

    /// The same cells as an earlier row's, in that row's memory.
    func share(_ cells: [String]) -> [String] {
        guard !cells.isEmpty else { return cells }
        return state.withLock { state in
            guard !state.cellsWorth.isGivenUp else { return cells }
            let known = state.cells[cells]
            guard state.cells.count >= Self.cellLimit else {
                if known == nil { state.cells[cells] = cells }
                return known ?? cells
            }
            state.cellsWorth.note(known != nil)
            return known ?? cells
        }
    }

    /// The same labels or messages as an earlier row's, in that row's memory.
    func share(texts bytes: [UInt8]) -> [UInt8] { state.withLock { Self.share(bytes, in: &$0.texts, &$0.textsWorth) } }

    /// The same references as an earlier row's, in that row's memory.
    func share(references bytes: [UInt8]) -> [UInt8] { state.withLock { Self.share(bytes, in: &$0.references, &$0.referencesWorth) } }

    private static func share(_ bytes: [UInt8], in known: inout Set<ByteText>, _ worth: inout Worth) -> [UInt8] {
        guard !worth.isGivenUp else { return bytes }
        let text = ByteText(bytes: bytes)
        guard known.count >= cellLimit else { return known.insert(text).memberAfterInsert.bytes }
        let found = known.firstIndex(of: text).map { known[$0].bytes }
        worth.note(found != nil)
        return found ?? bytes
    }

    /// The names of an object's members, in the memory of an earlier row that has the same.
    func fields(_ bytes: UnsafeBufferPointer<UInt8>, _ members: [RawJSON.MemberPlace]) -> [String] {
        guard !members.isEmpty else { return [] }
        var names: [UInt8] = []
        names.reserveCapacity(64)
        for member in members {
            names.append(contentsOf: bytes[member.name])
            names.append(0)
        }
        let text = ByteText(bytes: names)
        return state.withLock { state in
            if let known = state.fields[text] { return known }
            let made = names.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            if state.fields.count < Self.cellLimit { state.fields[text] = made }
            return made
        }
    }

    /// The digest of a status by what decides about it; made where no earlier row had the same.
    func digest(_ key: [UInt8], _ make: () -> ConditionDigest) -> ConditionDigest {
        let text = ByteText(bytes: key)
        if let known = state.withLock({ $0.digests[text] }) { return known }
        let made = make()
        state.withLock { if $0.digests.count < Self.cellLimit { $0.digests[text] = made } }
        return made
    }
}

/// Bytes as a key. An array of them would be hashed one by one.
private struct ByteText: Hashable {
    let bytes: [UInt8]

    /// Eight at a time into one number, which alone is hashed with care: most of what a row shares is some hundred bytes long.
    func hash(into hasher: inout Hasher) {
        let folded = bytes.withUnsafeBytes { buffer in
            var sum = UInt64(truncatingIfNeeded: buffer.count), position = 0
            func mix(_ word: UInt64) { sum = (sum ^ word ^ sum >> 29) &* 0x9E37_79B9_7F4A_7C15 }
            while position + 8 <= buffer.count {
                mix(buffer.loadUnaligned(fromByteOffset: position, as: UInt64.self))
                position += 8
            }
            var rest: UInt64 = 0
            while position < buffer.count {
                rest = rest << 8 | UInt64(buffer[position])
                position += 1
            }
            mix(rest)
            return sum ^ sum >> 32
        }
        hasher.combine(folded)
    }
}
