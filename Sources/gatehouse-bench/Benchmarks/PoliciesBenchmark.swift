import Dashboard
import Foundation
import GatewayGraph
import KubeModel

/// What policies cost: all of them at once, and the answer about one object after one change.
enum PoliciesBenchmark {
    private static let rounds = 7, perRoute = 20

    static func run(_ world: World) -> [Figure] {
        let count = world.objects, routes = max(1, count / perRoute)
        let policies = (0..<count).map { policy($0, routes: routes, seconds: 1) }
        let objects = [gateway] + (0..<routes).map(route) + policies
        var whole: [Double] = [], onRoute: [Double] = [], onPolicy: [Double] = [], onGateway: [Double] = [], rows = 0, changes = 1
        var keeper = PolicyKeeper(), index = ReferenceIndex()
        func put(_ object: JSONValue) {
            guard let (row, type) = row(of: object) else { return }
            if index.put(row, type) { keeper.note(row, of: GraphID(type, row.key)) }
        }
        for object in objects { put(object) }
        for _ in 0..<rounds {
            var begun = ContinuousClock.now
            rows += PolicyPlan(objects).rows().count
            whole.append(begun.seconds)
            func measure(_ kind: String, _ namespace: String, _ name: String) -> Double {
                let group = kind == "TrafficPolicy" ? "gateway.kgateway.dev" : "gateway.networking.k8s.io"
                let query = LinkQuery(GraphID(group: group, kind: kind, key: ObjectKey(namespace: namespace, name: name)))
                // What is asked about first is met first.
                rows += keeper.tree(query, index).rows.count
                begun = .now
                changes += 1
                put(policy(7, routes: routes, seconds: changes))
                rows += keeper.tree(query, index).rows.count
                return begun.seconds
            }
            onRoute.append(measure("HTTPRoute", "team-7", "route-7"))
            onPolicy.append(measure("TrafficPolicy", "team-7", "policy-7"))
            onGateway.append(measure("Gateway", "infra", "public"))
        }
        // Used, so that no compiler leaves the work out.
        guard rows > 0 else { return [] }
        let all = whole.median * 1e3
        return [
            Figure("policies of everything, with the table", all, "ms"),
            Figure("of a route after a change", onRoute.median * 1e3, "ms", beside: ("everything", all), goal: .ratioAtMost(0.1)),
            Figure("of a policy after a change", onPolicy.median * 1e3, "ms", beside: ("everything", all), goal: .ratioAtMost(0.1)),
            Figure("of a Gateway after a change", onGateway.median * 1e3, "ms", beside: ("everything", all), goal: .ratioAtMost(0.6)),
        ] + FindingsBenchmark.figures(objects, everything: all) { policy(7, routes: routes, seconds: 1_000 + $0) }
    }

    static func row(of object: JSONValue) -> (row: ResourceRow, type: ResourceType)? {
        let type: ResourceType = object["kind"] == "Gateway" ? .gateway : object["kind"] == "HTTPRoute" ? .httpRoute : .trafficPolicy
        let scanner = ResourceScanner(projection: KindCatalog.kind(for: type).projection)
        return (try? scanner.row(JSONWriter.bytes(object))).map { ($0, type) }
    }

    private static let gateway: JSONValue = [
        "apiVersion": "gateway.networking.k8s.io/v1", "kind": "Gateway", "metadata": ["namespace": "infra", "name": "public"],
        "spec": [
            "gatewayClassName": "kgateway",
            "listeners": [["name": "http", "port": 80, "protocol": "HTTP", "allowedRoutes": ["namespaces": ["from": "All"]]]],
        ],
    ]

    private static func route(_ index: Int) -> JSONValue {
        func rule(_ name: String) -> JSONValue {
            [
                "name": .string(name), "matches": [["path": ["type": "PathPrefix", "value": .string("/\(name)-\(index)")]]],
                "backendRefs": [["name": "service", "port": 80]],
            ]
        }
        return [
            "apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute",
            "metadata": ["namespace": .string("team-\(index % 20)"), "name": .string("route-\(index)")],
            "spec": [
                "parentRefs": [["name": "public", "namespace": "infra"]], "hostnames": [.string("host-\(index % 100).example.com")],
                "rules": [rule("a"), rule("b")],
            ],
        ]
    }

    private static func policy(_ index: Int, routes: Int, seconds: Int) -> JSONValue {
        let fields = ["cors", "csrf", "buffer", "timeouts", "retry", "headerModifiers", "rbac"], place = index % routes
        var target: JSONValue = ["group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "name": .string("route-\(place)")]
        if index.isMultiple(of: 3) { target["sectionName"] = "a" }
        return [
            "apiVersion": "gateway.kgateway.dev/v1alpha1", "kind": "TrafficPolicy",
            "metadata": [
                "namespace": .string("team-\(place % 20)"), "name": .string("policy-\(index)"),
                "creationTimestamp": .string(KubeTime.text(Date(timeIntervalSince1970: Double(1_700_000_000 + index)))),
                "resourceVersion": .string("\(index)-\(seconds)"),
            ],
            "spec": [
                "targetRefs": [target], fields[index % 7]: ["request": .string("\(seconds)s")], fields[(index / 7 + 3) % 7]: [:],
            ],
        ]
    }
}
