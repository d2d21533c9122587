import KubeModel
import Synchronization

/// The places of all objects of a kind, `namespace/name`, for many questions about names that lead nowhere.
///
/// Cost of making it: their number, and its logarithm. Of a question about what is nearest: the number of names in the namespace that are about as long
/// and have about the same letters, some nanoseconds each; of the others: next to nothing.
struct PlaceTable: Sendable {
    private struct Entry {
        /// Index of the place.
        var place: Int
        var letters: UInt64
        /// Where its name stands among the bytes, of which 64 count.
        var bytes: Range<Int>
    }

    /// In order, each once.
    let places: [String]
    private var bytes: [UInt8] = []
    /// By namespace and by the length of the name.
    private var entries: [String: [Int: [Entry]]] = [:]
    /// The first two places of each name: one may be the one that is asked about.
    private var named: [Substring: [Int]] = [:]

    init(_ places: some Sequence<String>) {
        self.places = Set(places).sorted()
        for (index, place) in self.places.enumerated() {
            let (namespace, name) = Self.parts(place)
            let start = bytes.count
            bytes += name.utf8.prefix(64)
            let entry = Entry(place: index, letters: WordPattern.letters(name.utf8.prefix(64)), bytes: start..<bytes.count)
            entries[namespace, default: [:]][name.utf8.count, default: []].append(entry)
            if named[name].map({ $0.count < 2 }) ?? true { named[name, default: []].append(index) }
        }
    }

    private static func parts(_ place: String) -> (namespace: String, name: Substring) {
        let slash = place.firstIndex(of: "/")
        return (slash.map { String(place[..<$0]) } ?? "", slash.map { place[place.index(after: $0)...] } ?? place[...])
    }

    /// The place in the same namespace whose name is written most like it, with changes to at most a third; of several the first.
    ///
    /// - Parameter other: Does not count.
    func nearest(to place: String, except other: String? = nil) -> String? {
        let (namespace, name) = Self.parts(place), length = name.utf8.count, limit = max(1, length / 3)
        guard let byLength = entries[namespace], let word = WordPattern(name) else { return nil }
        var best: (distance: Int, place: Int)?
        bytes.withUnsafeBufferPointer { bytes in
            for difference in 0...limit {
                guard difference <= best?.distance ?? limit else { return }
                for length in Set([length - difference, length + difference]) {
                    for entry in byLength[length] ?? [] where word.leastDistance(to: entry.letters) <= best?.distance ?? limit {
                        let distance = word.distance(to: UnsafeBufferPointer(rebasing: bytes[entry.bytes]))
                        guard distance <= limit, best.map({ (distance, entry.place) < $0 }) ?? true else { continue }
                        if places[entry.place] != place, places[entry.place] != other { best = (distance, entry.place) }
                    }
                }
            }
        }
        return best.map { places[$0.place] }
    }

    /// `; did you mean cart?`, or nothing where nothing is near.
    func hint(_ place: String) -> String { Self.hint(at: nearest(to: place)) }

    /// The same of the place that was found.
    static func hint(at nearest: String?) -> String { nearest.map { "; did you mean \(parts($0).name)?" } ?? "" }

    /// The first place of a namespace.
    func first(in namespace: String) -> String? {
        let start = "\(namespace)/", index = places.partitionPoint { $0 < start }
        return places.indices.contains(index) && places[index].hasPrefix(start) ? places[index] : nil
    }

    /// The first place with that name, in whichever namespace, that is another than the one that is asked about.
    func first(named name: String, except place: String? = nil) -> String? {
        named[name[...]]?.lazy.map { places[$0] }.first { $0 != place }
    }
}

/// The tables of a world that does not change any more, each made when it is first asked for.
final class PlaceTables: Sendable {
    private let made = Mutex<[String: PlaceTable]>([:])

    var isEmpty: Bool { made.withLock(\.isEmpty) }

    func table(_ kind: String, _ places: () -> [String]) -> PlaceTable {
        if let table = made.withLock({ $0[kind] }) { return table }
        let table = PlaceTable(places())
        made.withLock { $0[kind] = table }
        return table
    }
}
