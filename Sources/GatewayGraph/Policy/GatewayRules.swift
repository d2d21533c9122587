import KubeModel

/// The version of kgateway whose rules are computed; what differs between versions is asked of it by name.
public enum GatewayRules: Int, CaseIterable, Comparable, Sendable {
    case v21, v22, v23, v24, v25

    public var name: String {
        switch self {
        case .v21: "2.1"
        case .v22: "2.2"
        case .v23: "2.3"
        case .v24: "2.4"
        case .v25: "2.5"
        }
    }

    public static let newest = GatewayRules.v25

    /// - Parameter name: `2.1` to `2.5`, with or without a patch or a `v`; `main` is the newest. nil for anything else. A version newer than the
    ///   newest known one is taken for that.
    public init?(_ name: String) {
        if name == "main" {
            self = .newest
            return
        }
        let numbers = (name.hasPrefix("v") ? name.dropFirst() : name[...]).split(separator: ".").prefix(2).map { Int($0) }
        guard numbers.count == 2, let major = numbers[0], let minor = numbers[1], major == 2, minor >= 1 else { return nil }
        self = GatewayRules(rawValue: minor - 1) ?? .newest
    }

    /// What a server that serves these kinds runs: ListenerPolicy came with 2.2, ListenerSet of the Gateway API is read since 2.3, HTTPListenerPolicy
    /// went after 2.4.
    ///
    /// - Parameter serves: Whether a kind of a group is served.
    public static func discovered(_ serves: (_ group: String, _ kind: String) -> Bool) -> GatewayRules {
        let own = "gateway.kgateway.dev"
        guard serves(own, "ListenerPolicy") else { return .v21 }
        guard serves("gateway.networking.k8s.io", "ListenerSet") else { return .v22 }
        return serves(own, "HTTPListenerPolicy") ? .v23 : .v25
    }

    /// The oldest that reads every one of these objects, and the kind or the field that needs it; nil where the oldest of all does.
    public static func needed(by objects: some Sequence<JSONValue>) -> (rules: GatewayRules, kind: String)? {
        var found: (rules: GatewayRules, kind: String)?
        func take(_ rules: GatewayRules, _ name: String) { if found.map({ $0.rules < rules }) ?? true { found = (rules, name) } }
        for object in objects {
            guard let words = object["apiVersion"]?.string?.split(separator: "/"), words.count == 2, let kind = object["kind"]?.string else { continue }
            let group = String(words[0]), version = String(words[1])
            if let first = allCases.first(where: { $0.serves(group, kind, version) }), first > .v21 {
                take(first, kind == "ReferenceGrant" || kind.hasSuffix("Route") ? "\(kind) \(version)" : kind)
            }
            guard group == ResourceType.kgatewayGroup else { continue }
            if let field = ServedField.needed(by: object, kind) { take(field.rules, "\(field.path) of \(kind)") }
            guard kind == "TrafficPolicy" else { continue }
            for form in PolicyField.all where form.since > .v21 && object[path: ["spec"] + (form.paths.first ?? [])] != nil { take(form.since, form.name) }
        }
        return found
    }

    public static func < (left: GatewayRules, right: GatewayRules) -> Bool { left.rawValue < right.rawValue }

    /// The group and kind of sets of listeners that are read.
    var listenerSet: (group: String, kind: String) {
        self >= .v23 ? ("gateway.networking.k8s.io", "ListenerSet") : ("gateway.networking.x-k8s.io", "XListenerSet")
    }
    /// Whether HTTPS listeners take GRPCRoutes.
    var takesGRPCOverHTTPS: Bool { self >= .v22 }
    /// Whether each hostname of a route is met with that of the listener, also a wildcard with a wildcard.
    var meetsHostnamesInPairs: Bool { self >= .v23 }
    /// Whether a hostname is served only by the most specific listener of its port.
    var isolatesListeners: Bool { self >= .v24 }
    /// Whether policies of one weight and age are ordered by their names.
    var ordersTies: Bool { self >= .v24 }
    /// Whether what a listener or a Gateway says of timeouts, retries and the like reaches the routes.
    var inheritsRouteFields: Bool { self >= .v23 }
    /// Whether an entry of a status is written for the listener's or the route's own parent.
    var reportsToOwnParent: Bool { self >= .v24 }
    /// Whether an invalid policy is never said to be attached.
    var leavesInvalidPending: Bool { self >= .v22 }
    /// Whether the `/` at the end of a prefix means nothing.
    var dropsSlashOfPrefix: Bool { self >= .v24 }
    /// Whether a route below a regular expression becomes one, where it inherits its parent's match.
    var joinsPatterns: Bool { self >= .v24 }
    /// Whether the controller can be told to do without ReferenceGrants.
    var hasGrantModes: Bool { self >= .v24 }
    /// Whether of several certificates a bad one is left out alone; before, the whole listener went.
    var dropsOnlyBadCertificates: Bool { self >= .v23 }
    /// Whether sets of listeners of the trial group are read no longer.
    var leavesTrialSets: Bool { self >= .v23 }
    /// Whether a Service that has the name of a Gateway and is not its own is written over.
    var overwritesServices: Bool { self <= .v23 }
    func serves(policy kind: String) -> Bool {
        switch kind {
        case "HTTPListenerPolicy": self <= .v24
        case "ListenerPolicy": self >= .v22
        case "AIBackend": self <= .v21
        default: true
        }
    }
}
