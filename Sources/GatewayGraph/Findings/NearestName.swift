/// The name that was probably meant.
enum NearestName {
    /// `; did you mean cart?`, or nothing where nothing is near. Of names with a namespace only those of the same one count.
    ///
    /// Cost: the number of names, times their length.
    static func hint(_ name: String, among names: some Sequence<String>) -> String {
        best(name, among: names).map { "; did you mean \($0.split(separator: "/").last ?? "")?" } ?? ""
    }

    /// - Returns: The name with the fewest changes, at most a third of its length; of several the first by name.
    static func best(_ name: String, among names: some Sequence<String>) -> String? {
        let wanted = Array(name.utf8.prefix(253)), own = name.split(separator: "/").first
        let limit = max(1, (wanted.count - (name.contains("/") ? (own?.utf8.count ?? 0) + 1 : 0)) / 3)
        var best: (distance: Int, name: String)?
        for other in names where other != name {
            if name.contains("/"), other.split(separator: "/").first != own { continue }
            let bytes = Array(other.utf8.prefix(253))
            guard abs(bytes.count - wanted.count) <= limit else { continue }
            let distance = distance(wanted, bytes)
            guard distance <= limit else { continue }
            if let found = best, (found.distance, found.name) <= (distance, other) { continue }
            best = (distance, other)
        }
        return best?.name
    }

    /// Changes of one letter that lead from one to the other; two neighbours that changed places count as one.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var before: [Int] = [], row = Array(0...right.count)
        for i in 1..<max(left.count + 1, 1) where i <= left.count {
            var next = [i]
            next.reserveCapacity(row.count)
            for j in 1..<max(right.count + 1, 1) where j <= right.count {
                let cost = left[i - 1] == right[j - 1] ? 0 : 1
                var value = min(row[j] + 1, next[j - 1] + 1, row[j - 1] + cost)
                if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] { value = min(value, before[j - 2] + 1) }
                next.append(value)
            }
            (before, row) = (row, next)
        }
        return row[right.count]
    }
}
