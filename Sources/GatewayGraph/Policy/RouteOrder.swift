import Foundation
import KubeModel

/// In which order Envoy tries the routes of a virtual host, and what they are called (R17, R18).
enum RouteOrder {
    /// - Parameter indices: Of steps; those of one rank stay in their order.
    static func sorted(_ indices: [Int], _ steps: [PolicyPlan.Step], _ settings: PolicySettings) -> [Int] {
        indices.enumerated().sorted { left, right in
            let order = compare(steps[left.element].entry, steps[right.element].entry, byWeight: settings.sortsByWeight, settings.rules)
            return order == 0 ? left.offset < right.offset : order < 0
        }
        .map(\.element)
    }

    /// Negative where the left one comes first.
    static func compare(_ left: RouteEntry, _ right: RouteEntry, byWeight: Bool, _ rules: GatewayRules) -> Int {
        func weight(_ entry: RouteEntry) -> Int { Int(entry.route.head.annotations["kgateway.dev/route-weight"] ?? "") ?? 0 }
        if byWeight, weight(left) != weight(right) { return weight(right) - weight(left) }
        let a = left.meets, b = right.meets
        if a.pathType != b.pathType { return a.pathType.rawValue - b.pathType.rawValue }
        let one = length(a, rules), other = length(b, rules)
        if a.pathType != .regularExpression, one != other { return other - one }
        if (a.method == nil) != (b.method == nil) { return a.method != nil ? -1 : 1 }
        if a.headers.count != b.headers.count { return b.headers.count - a.headers.count }
        if a.queries.count != b.queries.count { return b.queries.count - a.queries.count }
        for (one, other) in [(left.top.head, right.top.head), (left.route.head, right.route.head)] {
            // What has no time was not applied yet, and is taken for the oldest.
            let a = one.created ?? .distantPast, b = other.created ?? .distantPast
            if a != b { return a < b ? -1 : 1 }
            if one.place != other.place { return one.place < other.place ? -1 : 1 }
        }
        return 0
    }

    private static func length(_ match: RouteMatch, _ rules: GatewayRules) -> Int {
        guard rules.dropsSlashOfPrefix, match.pathType == .prefix else { return match.path.utf8.count }
        return max(1, match.path.utf8.count - match.path.utf8.reversed().prefix { $0 == UInt8(ascii: "/") }.count)
    }

    static func virtualHost(_ configuration: String, _ host: String) -> String {
        "\(configuration)~\(host)".replacingOccurrences(of: ".", with: "_")
    }

    /// The name that Envoy's configuration has.
    static func name(_ entry: RouteEntry, at position: Int, in virtualHost: String) -> String {
        let kind = entry.route.isGRPC ? "grpcroute" : "httproute"
        let rule = entry.spec.name.map { "-\($0)" } ?? ""
        return
            "\(virtualHost)-route-\(position)-\(kind)-\(entry.route.head.name)-\(entry.route.head.namespace)-\(entry.rule)-\(entry.match)\(rule)-matcher-\(entry.match)"
    }
}
