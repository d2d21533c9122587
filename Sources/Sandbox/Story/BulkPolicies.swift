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

    init(count: Int, start: Date) {
        self.count = count
        times = (0..<100).map { KubeTime.text(start.addingTimeInterval(-3_600 - Double($0) * 77_760)) }
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
        let isRefused = Self.isRefused(number)
        return [
            "apiVersion": "gateway.kgateway.dev/v1alpha1", "kind": "TrafficPolicy",
            "metadata": metadata("service-\(Self.padded(number, 6))-policy", number),
            "spec": [
                "targetRefs": [
                    ["group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "name": "everything"]
                ],
                "timeout": ["request": "20s", "idle": "2m"],
                "retries": [
                    "attempts": isRefused ? 40 : 2, "perTryTimeout": "4s",
                    "retryOn": "connect-failure,refused-stream,5xx",
                    "backOff": ["baseInterval": "50ms", "maxInterval": "1s"],
                ],
                "requestHeaderModifier": ["set": [["name": "x-service", "value": .string("service-\(number % 400)")]]],
                "responseHeaderModifier": ["remove": ["server", "x-powered-by"]],
            ],
            "status": ["conditions": isRefused ? refused(number) : accepted(number)],
        ]
    }

    private func metadata(_ name: String, _ number: Int) -> JSONValue {
        [
            "name": .string(name), "namespace": .string(Self.namespace(number)),
            "uid": .string("b0000000-0000-4000-8000-" + Self.padded(number, 12)), "generation": 1,
            "creationTimestamp": .string(time(number)),
            "labels": [
                "app.kubernetes.io/name": .string("service-\(number % 400)"), "app.kubernetes.io/part-of": "bulk",
                "app.kubernetes.io/managed-by": "argocd", "team": .string("team-\(number % 23)"),
            ],
            "annotations": [
                "argocd.argoproj.io/tracking-id": .string(
                    "bulk:gateway.kgateway.dev/TrafficPolicy:\(Self.namespace(number))/\(name)"),
                "example.com/runbook": .string("https://runbooks.example.com/services/service-\(number % 400)/gateway"),
                "example.com/description": .string(Self.description),
            ],
        ]
    }

    /// Padding that reads like what people write there.
    private static let description = String(
        repeating: "Timeouts and retries as agreed with the owners of the service; see the runbook before changing. ",
        count: 4)

    private func accepted(_ number: Int) -> JSONValue {
        conditions(
            [
                Condition("Accepted", .yes, "Valid", "Policy accepted"),
                Condition("Attached", .yes, "Attached", "Attached to all targets"),
            ], number)
    }

    private func refused(_ number: Int) -> JSONValue {
        conditions(
            [
                Condition("Accepted", .no, "Invalid", "spec.retries.attempts: 40 is not between 0 and 10"),
                Condition("Attached", .no, "Pending", "Waits until the policy is accepted"),
            ], number)
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
