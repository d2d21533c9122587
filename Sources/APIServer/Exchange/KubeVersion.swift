/// The order of versions: `v2`, `v1`, `v1beta2`, `v1beta1`, `v1alpha1`, then everything else.
public enum KubeVersion {
    public static func isMoreMature(_ left: String, than right: String) -> Bool {
        let a = rank(left)
        let b = rank(right)
        return a == b ? left > right : a.lexicographicallyPrecedes(b) == false
    }

    /// Stage, major and minor number, each the larger the better.
    private static func rank(_ version: String) -> [Int] {
        guard version.hasPrefix("v") else { return [0, 0, 0] }
        let major = version.dropFirst().prefix { $0.isNumber }
        let rest = version.dropFirst(1 + major.count)
        guard let number = Int(major) else { return [0, 0, 0] }
        if rest.isEmpty { return [3, number, 0] }
        for (stage, name) in [(2, "beta"), (1, "alpha")] where rest.hasPrefix(name) {
            return [stage, number, Int(rest.dropFirst(name.count)) ?? 0]
        }
        return [0, 0, 0]
    }
}
