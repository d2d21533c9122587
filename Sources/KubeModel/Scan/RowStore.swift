import Foundation
import Synchronization

/// What the rows of one kind share in memory: the dictionary their bytes are packed against, and what is told of many
/// of them alike: cells, labels, conditions.
///
/// What it holds follows what is different in the first few thousand rows, and stays: use one for all lists of a kind. Those of a
/// list that is read anew are then packed as the ones that are kept of the list before, and keep no other dictionary alive.
public final class RowStore: Sendable {
    private struct State {
        var samples: [[UInt8]] = []
        var sampled = 0
        var dictionary: BodyDictionary?
        var cells = SharedTable<[String]>()
        /// The same by column: one may be told of many rows alike where another is different in each.
        var words: [SharedTable<String>] = []
        var texts = SharedTable<[UInt8]>(), references = SharedTable<[UInt8]>()
        var fields = SharedTable<(key: [UInt8], names: [String])>()
        var digests = SharedTable<(key: [UInt8], digest: ConditionDigest)>()
    }

    private let state = Mutex(State())

    public init() {}

    /// Keeps the bytes of an object. The first few of a kind become the dictionary and are kept as they are.
    func pack(_ bytes: [UInt8]) -> PackedBytes {
        let dictionary = state.withLock { state -> BodyDictionary? in
            if let dictionary = state.dictionary { return dictionary }
            state.samples.append(bytes)
            state.sampled += bytes.count
            if state.sampled >= BodyDictionary.sizeLimit {
                state.dictionary = BodyDictionary(state.samples)
                state.samples = []
            }
            return nil
        }
        guard let dictionary else { return PackedBytes(bytes) }
        return PackedBytes(bytes, with: dictionary)
    }

    /// Puts the same cells of an earlier row in the place of these, in that row's memory; or those of them that are.
    func share(_ cells: inout [String]) {
        guard !cells.isEmpty else { return }
        state.withLock { state in
            guard !state.cells.isGivenUp else { return Self.share(each: &cells, &state.words) }
            let hash = state.cells.hash(cells)
            if let known = state.cells.find(hash, { $0 == cells }) { return cells = known }
            Self.share(each: &cells, &state.words)
            state.cells.insert(cells, hash)
        }
    }

    private static func share(each cells: inout [String], _ known: inout [SharedTable<String>]) {
        while known.count < cells.count { known.append(SharedTable()) }
        // A short one needs no memory of its own.
        for index in cells.indices where !known[index].isGivenUp && cells[index].utf8.count > 15 {
            let cell = cells[index], hash = known[index].hash(cell)
            if let same = known[index].find(hash, { $0 == cell }) { cells[index] = same } else { known[index].insert(cell, hash) }
        }
    }

    /// The same labels or messages as an earlier row's, in that row's memory.
    func share(texts bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] { state.withLock { Self.share(bytes, &$0.texts) } }

    /// The same references as an earlier row's, in that row's memory.
    func share(references bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] { state.withLock { Self.share(bytes, &$0.references) } }

    private static func share(_ bytes: UnsafeBufferPointer<UInt8>, _ known: inout SharedTable<[UInt8]>) -> [UInt8] {
        guard !known.isGivenUp else { return Array(bytes) }
        let hash = known.hash(bytes)
        if let same = known.find(hash, { isSame($0, bytes) }) { return same }
        let made = Array(bytes)
        known.insert(made, hash)
        return made
    }

    /// The names of an object's members, in the memory of an earlier row that has the same.
    ///
    /// - Parameter names: Each with a NUL behind it.
    func fields(_ names: UnsafeBufferPointer<UInt8>) -> [String] {
        guard !names.isEmpty else { return [] }
        return state.withLock { state in
            let hash = state.fields.hash(names)
            if let known = state.fields.find(hash, { Self.isSame($0.key, names) }) { return known.names }
            let made = names.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            state.fields.insert((Array(names), made), hash)
            return made
        }
    }

    /// The digest of a status by what decides about it; made where no earlier row had the same.
    func digest(_ key: UnsafeBufferPointer<UInt8>, _ make: () -> ConditionDigest) -> ConditionDigest {
        state.withLock { state in
            let hash = state.digests.hash(key)
            if let known = state.digests.find(hash, { Self.isSame($0.key, key) }) { return known.digest }
            let made = make()
            state.digests.insert((Array(key), made), hash)
            return made
        }
    }

    private static func isSame(_ known: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        known.count == bytes.count && known.withUnsafeBytes { $0.isEmpty || memcmp($0.baseAddress!, bytes.baseAddress!, bytes.count) == 0 }
    }
}
