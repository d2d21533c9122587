import KubeModel

/// What was probably meant by a name that does not exist.
enum NearestName {
    /// The one that differs in fewest letters, a third of them at the most; of several the first by the alphabet. nil: none is near enough.
    static func of(_ names: [String], to wrong: String) -> String? {
        let small = wrong.lowercased()
        return names.map { ($0, WordDistance.between($0.lowercased(), small)) }.filter { $0.1 <= max(1, small.count / 3) && $0.1 < small.count }
            .min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
    }
}
