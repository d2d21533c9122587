/// How far one word is from another.
public enum WordDistance {
    /// The fewest letters to insert, leave out, replace, or swap with their neighbour. Costs the product of the lengths, of
    /// which no more than 64 letters count.
    public static func between(_ left: String, _ right: String) -> Int {
        let a = Array(left.prefix(64)), b = Array(right.prefix(64))
        var before: [Int] = [], last = Array(0...b.count)
        for i in a.indices {
            var line = [i + 1]
            for j in b.indices {
                var cost = min(last[j + 1] + 1, line[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
                line.append(cost)
            }
            (before, last) = (last, line)
        }
        return last[b.count]
    }
}
