import GatewayGraph
import KubeModel
import Testing

@Suite struct ObjectReferenceTests {
    private func found(_ object: JSONValue, _ type: ResourceType) -> [String] {
        ObjectReference.all(in: object, type).map { reference in
            let section = reference.sectionName.map { "#\($0)" } ?? ""
            return "\(reference.role) \(reference.path) \(reference.kind) \(reference.key)\(section)"
        }
    }

    @Test func aPolicyNamesItsTargetsAndItsExtensions() {
        let policy: JSONValue = [
            "metadata": ["namespace": "shop", "name": "a"],
            "spec": [
                "targetRefs": [
                    ["kind": "HTTPRoute", "name": "cart", "sectionName": "pay"],
                    ["group": "gateway.networking.k8s.io", "name": "public", "namespace": "infra"], ["kind": "Gateway"],
                ],
                "extAuth": ["extensionRef": ["name": "login", "namespace": "identity"]],
                "rateLimit": ["global": ["extensionRef": ["name": "limits"]]],
            ],
        ]

        #expect(
            found(policy, .trafficPolicy) == [
                "target spec.targetRefs[0] HTTPRoute shop/cart#pay", "target spec.targetRefs[1] Gateway infra/public",
                "extension spec.extAuth.extensionRef GatewayExtension identity/login",
                "extension spec.rateLimit.global.extensionRef GatewayExtension shop/limits",
            ])
    }

    @Test func aRouteNamesWhereItBelongsAndWhereItLeads() throws {
        let route: JSONValue = [
            "metadata": ["namespace": "shop", "name": "cart"],
            "spec": [
                "parentRefs": [["name": "public", "namespace": "infra"]],
                "rules": [
                    [
                        "backendRefs": [
                            ["name": "cart", "port": 80],
                            ["group": "gateway.kgateway.dev", "kind": "Backend", "name": "old"],
                        ],
                        "filters": [
                            [
                                "extensionRef": [
                                    "group": "gateway.kgateway.dev", "kind": "DirectResponse", "name": "sorry",
                                ]
                            ]
                        ],
                    ],
                    ["filters": [["requestMirror": ["backendRef": ["name": "copy"]]]]],
                ],
            ],
        ]
        let references = ObjectReference.all(in: route, .httpRoute)

        #expect(
            found(route, .httpRoute) == [
                "parent spec.parentRefs[0] Gateway infra/public", "backend spec.rules[0].backendRefs[0] Service shop/cart",
                "backend spec.rules[0].backendRefs[1] Backend shop/old",
                "extension spec.rules[0].filters[0].extensionRef DirectResponse shop/sorry",
                "backend spec.rules[1].filters[0].requestMirror.backendRef Service shop/copy",
            ])
        #expect(references.map { $0.id?.type } == [.gateway, nil, .backend, .directResponse, nil])
    }

    @Test func aClassIsNamedByItsNameAlone() {
        let gateway: JSONValue = [
            "metadata": ["namespace": "infra", "name": "public"],
            "spec": ["gatewayClassName": "kgateway", "listeners": [["tls": ["certificateRefs": [["name": "cert"]]]]]],
        ]

        #expect(
            found(gateway, .gateway) == [
                "class spec.gatewayClassName GatewayClass kgateway",
                "secret spec.listeners[0].tls.certificateRefs[0] Secret infra/cert",
            ])
    }

    @Test func whatIsOfAnotherShapeNamesNothing() {
        let specs: [JSONValue] = [.null, [], "x", ["targetRefs": "x"], ["targetRefs": [7, .null, [], ["name": ""]]]]
        for spec in specs {
            #expect(found(["spec": spec], .trafficPolicy).isEmpty)
        }
        #expect(ReferenceRule.rules(of: .namespace).isEmpty)
    }

    @Test func noPlaceStandsInTheTableTwice() {
        let places = ReferenceRule.all.map { "\($0.group)/\($0.kind) \($0.path.text)" }

        #expect(Set(places).count == places.count)
        #expect(places.count > 60)
    }
}
