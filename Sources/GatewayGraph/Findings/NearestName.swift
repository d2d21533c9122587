import KubeModel

/// The name that was probably meant.
enum NearestName {
    /// `; did you mean cart?`, or nothing where nothing is near. Of names with a namespace only those of the same one count.
    ///
    /// Cost: the number of names, times their length.
    static func hint(_ name: String, among names: some Sequence<String>) -> String {
        best(name, among: names).map { "; did you mean \($0.split(separator: "/").last ?? "")?" } ?? ""
    }

    /// A sentence with what follows from it, which comes before the name that was probably meant.
    static func adding(_ consequence: String, to sentence: String) -> String {
        guard let hint = sentence.firstRange(of: "; did you mean ") else { return sentence + consequence }
        return sentence[..<hint.lowerBound] + consequence + sentence[hint.lowerBound...]
    }

    /// - Returns: The name with the fewest changes, at most a third of its length; of several the first by name.
    static func best(_ name: String, among names: some Sequence<String>) -> String? {
        let own = name.contains("/") ? name.split(separator: "/").first : nil, length = name.utf8.count
        let limit = max(1, (length - (own.map { $0.utf8.count + 1 } ?? 0)) / 3)
        var best: (distance: Int, name: String)?
        let word = WordPattern(name)
        for other in names where other != name {
            if let own, other.split(separator: "/").first != own { continue }
            guard abs(other.utf8.count - length) <= limit else { continue }
            let distance = word?.distance(to: other) ?? WordDistance.between(name, other)
            guard distance <= limit else { continue }
            if let found = best, (found.distance, found.name) <= (distance, other) { continue }
            best = (distance, other)
        }
        return best?.name
    }
}
