import APIServer
import Foundation
import GatewayGraph
import KubeModel

/// Extra TrafficPolicies for a crowded cluster: 50 namespaces `bulk-00` to `bulk-49`, each with one HTTPRoute that its
/// policies attach to; every 17th policy is refused, for a retry budget that the controller would refuse as well.
///
/// About 1.9 kB of JSON each. Statuses are written here, as deciding 10,000 of them one by one would delay the start.
struct BulkPolicies {
    static let namespaceCount = 50
    let count: Int
    /// Spread over 90 days, in a hundred steps: making 10,000 texts of times would take longer than the rest.
    private let times: [String]
    /// What many of them have in common, made once and shared in memory: by service, those that are accepted and refused.
    private let specs: [JSONValue], refusedSpecs: [JSONValue]
    /// The same by time.
    private let statuses: [JSONValue], refusedStatuses: [JSONValue]
    private let template: JSONValue, metadataTemplate: JSONValue

    private static let services = 400

    init(count: Int, start: Date) {
        self.count = count
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
    func seed(into store: ObjectStore) {
        for space in 0..<min(Self.namespaceCount, count) { store.seed(route(in: Self.namespace(space)), .httpRoute) }
        for space in 0..<min(Self.namespaceCount, count) {
            for number in stride(from: space, to: count, by: Self.namespaceCount) {
                store.seed(policy(number), .trafficPolicy)
            }
        }
    }

    static func namespace(_ number: Int) -> String { "bulk-" + padded(number % namespaceCount, 2) }

    static func isRefused(_ number: Int) -> Bool { number % 17 == 0 }

    func policy(_ number: Int) -> JSONValue {
        let isRefused = Self.isRefused(number), service = number % Self.services, time = number % times.count
        var policy = template
        policy["metadata"] = metadata("service-\(Self.padded(number, 6))-policy", number)
        policy["spec"] = isRefused ? refusedSpecs[service] : specs[service]
        policy["status"] = isRefused ? refusedStatuses[time] : statuses[time]
        return policy
    }

    private static func spec(_ service: Int, isRefused: Bool) -> JSONValue {
        [
            "targetRefs": [
                ["group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "name": "everything"]
            ],
            "timeout": ["request": "20s", "idle": "2m"],
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

    private func conditions(_ list: [Condition], _ number: Int) -> JSONValue {
        Condition.written(list, over: nil, generation: 1, now: time(number))
    }

    private func route(in namespace: String) -> JSONValue {
        let parent: JSONValue = ["name": "public", "namespace": "infra", "sectionName": "https"]
        let object: JSONValue = [
            "apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute",
            "metadata": [
                "name": "everything", "namespace": .string(namespace), "generation": 1,
                "creationTimestamp": .string(time(0)), "labels": ["app.kubernetes.io/part-of": "bulk"],
            ],
            "spec": [
                "parentRefs": [parent], "hostnames": [.string("\(namespace).example.com")],
                "rules": [["backendRefs": [["name": "everything", "port": 8080]]]],
            ],
        ]
        var complete = object
        complete["status"] = [
            "parents": [
                [
                    "parentRef": parent, "controllerName": .string(StatusController.controllerName),
                    "conditions": conditions(
                        [
                            Condition("Accepted", .yes, "Accepted", "Route is accepted"),
                            Condition("ResolvedRefs", .yes, "ResolvedRefs", "All references are resolved"),
                        ], 0),
                ]
            ]
        ]
        return complete
    }

    private func time(_ number: Int) -> String { times[number % times.count] }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
