import APIServer
import Foundation
import GatewayGraph
import KubeModel

/// Extra TrafficPolicies for a crowded cluster: 50 namespaces `bulk-00` to `bulk-49`, each with a Service and its
/// HTTPRoutes, which have a rule for each of their policies; every 17th policy is refused, for retries that the
/// controller would refuse as well.
///
/// About 1.9 kB of JSON each. Statuses are written here, as deciding 10,000 of them one by one would delay the start.
struct BulkPolicies {
    static let namespaceCount = 50
    let count: Int
    /// HTTPRoutes in each namespace.
    private let routeCount: Int
    /// Spread over 90 days, in a hundred steps: making 10,000 texts of times would take longer than the rest.
    private let times: [String]
    /// What many of them have in common, made once and shared in memory: by service, those that are accepted and refused.
    private let specs: [JSONValue], refusedSpecs: [JSONValue]
    /// The same by time.
    private let statuses: [JSONValue], refusedStatuses: [JSONValue]
    private let template: JSONValue, metadataTemplate: JSONValue

    private static let services = 400

    /// Policies that share a route, unless the number of routes is told.
    private static let policiesOfRoute = 20

    /// - Parameter routes: HTTPRoutes, at least as many as there are namespaces; nil: one for 20 policies.
    init(count: Int, routes: Int? = nil, start: Date) {
        self.count = count
        let wanted = routes ?? (count + Self.policiesOfRoute - 1) / Self.policiesOfRoute
        routeCount = max(1, (wanted + Self.namespaceCount - 1) / Self.namespaceCount)
        let times = (0..<100).map { KubeTime.text(start.addingTimeInterval(-3_600 - Double($0) * 77_760)) }
        self.times = times
        let services = 0..<min(count, Self.services)
        specs = services.map { Self.spec($0, isRefused: false) }
        refusedSpecs = services.map { Self.spec($0, isRefused: true) }
        statuses = times.map { Self.status(isRefused: false, $0) }
        refusedStatuses = times.map { Self.status(isRefused: true, $0) }
        template = [
            "apiVersion": "gateway.kgateway.dev/v1alpha1", "kind": "TrafficPolicy", "metadata": .null, "spec": .null,
            "status": .null,
        ]
        metadataTemplate = [
            "name": .null, "namespace": .null, "uid": .null, "generation": 1, "creationTimestamp": .null,
            "labels": [
                "app.kubernetes.io/name": .null, "app.kubernetes.io/part-of": "bulk",
                "app.kubernetes.io/managed-by": "argocd", "team": .null,
            ],
            "annotations": [
                "argocd.argoproj.io/tracking-id": .null, "example.com/runbook": .null,
                "example.com/description": .string(Self.description),
            ],
            "resourceVersion": .null,
        ]
    }

    /// In the order of the store, so that each is appended instead of inserted.
    ///
    /// - Parameter note: Told of each with its tree, which the store does not keep of policies: a hundred thousand would take 150 MiB.
    func seed(into store: ObjectStore, noting note: (ObjectID, JSONValue) -> Void = { _, _ in }) {
        for space in 0..<min(Self.namespaceCount, count) {
            store.seed(service(in: Self.namespace(space)), .service)
            var policies = [[Int]](repeating: [], count: routeCount)
            for number in stride(from: space, to: count, by: Self.namespaceCount) {
                policies[route(of: number)].append(number)
            }
            for number in 0..<routeCount {
                let route = route(number, in: space, with: policies[number])
                store.seed(route, .httpRoute)
                note(ObjectID(.httpRoute, ObjectKey(of: route)), route)
            }
        }
        for space in 0..<min(Self.namespaceCount, count) {
            for number in stride(from: space, to: count, by: Self.namespaceCount) {
                var policy = policy(number)
                let id = ObjectID(.trafficPolicy, ObjectKey(of: policy))
                note(id, policy)
                store.put(id.type, id.key) { version in
                    policy["metadata"]?["resourceVersion"] = .string(String(version))
                    return Self.kept(JSONWriter.bytes(policy))
                }
            }
        }
    }

    /// Without the room that they grew into.
    private static func kept(_ bytes: [UInt8]) -> [UInt8] {
        Array(unsafeUninitializedCapacity: bytes.count) { $1 = $0.update(fromContentsOf: bytes) }
    }

    static func namespace(_ number: Int) -> String { "bulk-" + padded(number % namespaceCount, 2) }

    static func isRefused(_ number: Int) -> Bool { number % 17 == 0 }

    func policy(_ number: Int) -> JSONValue {
        let isRefused = Self.isRefused(number), service = number % Self.services, time = number % times.count
        var policy = template
        policy["metadata"] = metadata("\(Self.rule(number))-policy", number)
        var spec = isRefused ? refusedSpecs[service] : specs[service]
        spec["targetRefs"] = [
            [
                "group": "gateway.networking.k8s.io", "kind": "HTTPRoute",
                "name": .string(routeName(route(of: number))),
                "sectionName": .string(Self.rule(number)),
            ]
        ]
        policy["spec"] = spec
        policy["status"] = isRefused ? refusedStatuses[time] : statuses[time]
        return policy
    }

    private static func spec(_ service: Int, isRefused: Bool) -> JSONValue {
        [
            "targetRefs": .null, "timeout": ["request": "20s", "idle": "2m"],
            "retries": [
                "attempts": isRefused ? 40 : 2, "perTryTimeout": "4s",
                "retryOn": "connect-failure,refused-stream,5xx",
                "backOff": ["baseInterval": "50ms", "maxInterval": "1s"],
            ],
            "requestHeaderModifier": ["set": [["name": "x-service", "value": .string("service-\(service)")]]],
            "responseHeaderModifier": ["remove": ["server", "x-powered-by"]],
        ]
    }

    private func metadata(_ name: String, _ number: Int) -> JSONValue {
        let service = number % Self.services
        var metadata = metadataTemplate
        metadata["name"] = .string(name)
        metadata["namespace"] = .string(Self.namespace(number))
        metadata["uid"] = .string("b0000000-0000-4000-8000-" + Self.padded(number, 12))
        metadata["creationTimestamp"] = .string(time(number))
        metadata["labels"]?["app.kubernetes.io/name"] = .string("service-\(service)")
        metadata["labels"]?["team"] = .string("team-\(number % 23)")
        metadata["annotations"]?["argocd.argoproj.io/tracking-id"] = .string(
            "bulk:gateway.kgateway.dev/TrafficPolicy:\(Self.namespace(number))/\(name)")
        metadata["annotations"]?["example.com/runbook"] = .string(
            "https://runbooks.example.com/services/service-\(service)/gateway")
        return metadata
    }

    /// Padding that reads like what people write there.
    private static let description = String(
        repeating: "Timeouts and retries as agreed with the owners of the service; see the runbook before changing. ",
        count: 4)

    private static func status(isRefused: Bool, _ time: String) -> JSONValue {
        let conditions =
            isRefused
            ? [
                Condition("Accepted", .no, "Invalid", "spec.retries.attempts: 40 is not between 0 and 10"),
                Condition("Attached", .no, "Pending", "Waits until the policy is accepted"),
            ]
            : [
                Condition("Accepted", .yes, "Valid", "Policy accepted"),
                Condition("Attached", .yes, "Attached", "Attached to all targets"),
            ]
        return ["conditions": Condition.written(conditions, over: nil, generation: 1, now: time)]
    }

    private func routeName(_ number: Int) -> String {
        number == 0 ? "everything" : "everything-\(Self.padded(number, 4))"
    }

    /// Which of the routes of its namespace a policy is on: those that are refused share one, which they make answer 500.
    private func route(of number: Int) -> Int {
        guard routeCount > 1 else { return 0 }
        return Self.isRefused(number) ? routeCount - 1 : number / Self.namespaceCount % (routeCount - 1)
    }

    /// The rule of a policy.
    private static func rule(_ number: Int) -> String { "service-\(padded(number, 6))" }

    private func service(in namespace: String) -> JSONValue {
        [
            "apiVersion": "v1", "kind": "Service",
            "metadata": [
                "name": "everything", "namespace": .string(namespace), "creationTimestamp": .string(time(0)),
                "labels": ["app.kubernetes.io/part-of": "bulk"],
            ],
            "spec": ["type": "ClusterIP", "clusterIP": "None", "ports": [["port": 8080, "protocol": "TCP"]]],
        ]
    }

    /// What the rules of all routes have in common, in memory once.
    private static let ruleTemplate: JSONValue = ["name": .null, "matches": .null, "backendRefs": [["name": "everything", "port": 8080]]]
    private static let matchTemplate: JSONValue = ["path": .null], pathTemplate: JSONValue = ["type": "PathPrefix", "value": .null]

    private func route(_ number: Int, in space: Int, with policies: [Int]) -> JSONValue {
        let parent: JSONValue = ["name": "public", "namespace": "infra", "sectionName": "https"]
        let namespace = Self.namespace(space)
        let rules = policies.map(Self.rule).map { name -> JSONValue in
            var rule = Self.ruleTemplate, match = Self.matchTemplate, path = Self.pathTemplate
            path["value"] = .string("/\(name)")
            match["path"] = path
            (rule["name"], rule["matches"]) = (.string(name), [match])
            return rule
        }
        var route: JSONValue = [
            "apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute",
            "metadata": [
                "name": .string(routeName(number)), "namespace": .string(namespace), "generation": 1,
                "creationTimestamp": .string(time(0)), "labels": ["app.kubernetes.io/part-of": "bulk"],
            ],
            "spec": [
                "parentRefs": [parent], "hostnames": [.string("\(namespace).example.com")], "rules": .array(rules),
            ],
        ]
        let refused = policies.firstIndex(where: Self.isRefused)
        let replaced = refused.map { "Rule \($0) answers 500: policy \(namespace)/\(Self.rule(policies[$0]))-policy is invalid" }
        let conditions = [
            replaced.map { Condition("Accepted", .no, "RouteRuleReplaced", $0) }
                ?? Condition("Accepted", .yes, "Accepted", "Route is accepted"),
            Condition("ResolvedRefs", .yes, "ResolvedRefs", "All references are resolved"),
        ]
        route["status"] = [
            "parents": [
                [
                    "parentRef": parent, "controllerName": .string(StatusController.controllerName),
                    "conditions": Condition.written(conditions, over: nil, generation: 1, now: time(0)),
                ]
            ]
        ]
        return route
    }

    private func time(_ number: Int) -> String { times[number % times.count] }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
