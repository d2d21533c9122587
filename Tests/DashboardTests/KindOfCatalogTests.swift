import GatewayGraph
import KubeModel
import TestSupport
import Testing

@testable import Dashboard

/// The cells of each kind, in the contract's shape and in that of a real kgateway.
@Suite struct KindOfCatalogTests {
    private func cells(_ type: ResourceType, _ spec: JSONValue) -> [String] {
        Sample.row(Sample.object("a/x", type, spec: spec), type).columns
    }

    private func titles(_ type: ResourceType) -> [String] { KindCatalog.kind(for: type).columns.map(\.title) }

    @Test func theSevenKindsOfTheContractComeFirstAndInOrder() {
        #expect(KindCatalog.initial.map(\.type) == ResourceType.kgatewayKinds + ResourceType.gatewayAPIKinds)
        #expect(Set(KindCatalog.all.map(\.type)) == Set(KindCatalog.initial.map(\.type) + ResourceType.kindsOfOtherVersions))
    }

    @Test func everyKindOfTheCatalogueHasATemplateOfItsOwn() {
        let specs = KindCatalog.all.map(\.template.spec)

        #expect(Set(specs).count == specs.count && !specs.contains(ResourceTemplate.empty.spec))
    }

    @Test func whatOneKindKeepsSecretIsMaskedInAll() {
        let fields = KindCatalog.secretFields

        #expect(Set(KindCatalog.all.flatMap(\.secretFields)).isSubset(of: fields))
        #expect(
            Set(fields.map { "\($0.parent).\($0.name)" }) == [
                "authToken.inline", "auth.inline", "auth.key", "basicAuth.inline", "basicAuth.users",
                "basicAuthentication.users",
            ])
        for field in fields {
            var isMasked = false
            let masked = SecretMask.masked(["x": [field.parent: [field.name: "sk-secret"]]], &isMasked)
            #expect(isMasked && masked[path: ["x", field.parent, field.name]]?.string == SecretMask.text)
        }
    }

    @Test(arguments: ResourceType.kgatewayKinds)
    func everyKindHasAsManyCellsAsTitlesWhateverTheSpec(type: ResourceType) {
        let count = titles(type).count
        for spec in [[:], .null, "text", ["type": 1, "targetRefs": "x", "static": []]] as [JSONValue] {
            #expect(cells(type, spec).count == count)
        }
        var object = Sample.object("a/x", type)
        object["spec"] = nil
        #expect(Sample.row(object, type).columns == Array(repeating: "", count: count))
    }

    @Test func aTrafficPolicyNamesItsTargetsAndWhatItDoes() {
        let contract: JSONValue = [
            "targetRefs": [
                ["kind": "HTTPRoute", "name": "cart", "sectionName": "pay"], ["kind": "Gateway", "name": "public"],
            ],
            "timeout": ["request": "1s"], "retries": ["attempts": 2], "requestHeaderModifier": [:],
            "responseHeaderModifier": [:],
        ]
        let real: JSONValue = [
            "targetSelectors": [["kind": "HTTPRoute", "matchLabels": ["app": "cart"]]], "timeouts": ["request": "1s"],
            "retry": ["attempts": 2], "headerModifiers": [:],
        ]

        #expect(cells(.trafficPolicy, contract) == ["HTTPRoute/cart#pay,Gateway/public", "timeout,retry,headers"])
        #expect(cells(.trafficPolicy, real) == ["HTTPRoute{app=cart}", "timeout,retry,headers"])
    }

    @Test(
        arguments: [
            (
                ["type": "Static", "static": ["hosts": [["host": "a.example", "port": 80]]]],
                ["Static", "a.example:80"]
            ),
            (["static": ["hosts": [["host": "a", "port": 1], ["host": "b", "port": 2]]]], ["Static", "a:1 +1"]),
            (["type": "AWS", "aws": ["lambdaFunctionName": "f", "region": "eu-west-1"]], ["AWS", "f (eu-west-1)"]),
            (["aws": ["lambda": ["functionName": "f"]]], ["AWS", "f"]),
            (
                ["type": "AI", "ai": ["provider": ["type": "openai", "openai": ["model": "gpt-4o"]]]],
                ["AI", "openai/gpt-4o"]
            ),
            (["ai": ["llm": ["azureopenai": ["deploymentName": "gpt-4o"]]]], ["AI", "azureopenai/gpt-4o"]),
            (["ai": ["llm": ["anthropic": ["model": "claude"]]]], ["AI", "anthropic/claude"]),
            (["dynamicForwardProxy": [:]], ["DynamicForwardProxy", ""]),
        ] as [(JSONValue, [String])])
    func aBackendSaysWhereItLeads(spec: JSONValue, wanted: [String]) {
        #expect(cells(.backend, spec) == wanted)
    }

    @Test func aDirectResponseShowsItsCodeInBothSpellings() {
        #expect(cells(.directResponse, ["statusCode": 503, "body": "closed"]) == ["503", "closed"])
        #expect(cells(.directResponse, ["status": 404]) == ["404", ""])
    }

    @Test(
        arguments: [
            (
                ["type": "ExtAuth", "extAuth": ["grpcService": ["backendRef": ["name": "authz", "port": 9000]]]],
                ["ExtAuth", "authz:9000"]
            ),
            (
                ["extProc": ["grpcService": ["backendRef": ["name": "waf", "namespace": "infra"]]]],
                ["ExtProc", "waf.infra"]
            ),
            (["rateLimit": [:]], ["RateLimit", ""]),
        ] as [(JSONValue, [String])])
    func aGatewayExtensionNamesItsService(spec: JSONValue, wanted: [String]) {
        #expect(cells(.gatewayExtension, spec) == wanted)
    }

    @Test func gatewayParametersShowTheProxy() {
        let spec: JSONValue = [
            "kube": [
                "deployment": ["replicas": 3], "service": ["type": "LoadBalancer"],
                "envoyContainer": ["image": ["repository": "envoy", "tag": "v1"]],
            ]
        ]

        #expect(cells(.gatewayParameters, spec) == ["3", "LoadBalancer", "envoy:v1"])
    }

    @Test func anHTTPListenerPolicyShowsBothSpellingsOfItsLogs() {
        let target: JSONValue = [["kind": "Gateway", "name": "public"]]

        #expect(
            cells(.httpListenerPolicy, ["targetRefs": target, "accessLog": []]) == ["Gateway/public", "accessLog"])
        #expect(cells(.httpListenerPolicy, ["accessLogging": [:], "buffer": [:]]) == ["", "accessLog,buffer"])
    }

    @Test func anAIBackendShowsProviderAndGroups() {
        let groups: JSONValue = [
            ["backends": [["backendRef": ["name": "one"]], ["backendRef": ["name": "two"]]]],
            ["backends": [["backendRef": ["name": "three"]]]],
        ]

        #expect(cells(.aiBackend, ["groups": groups]) == ["", "one,two > three"])
        #expect(
            cells(.aiBackend, ["provider": ["type": "gemini", "gemini": ["model": "flash"]]]) == ["gemini/flash", ""])
    }

    @Test func aKindNobodyKnowsIsShownByNameStateAndAge() {
        let type = ResourceType(
            group: ResourceType.kgatewayGroup, version: "v1", plural: "moonpolicies", kind: "MoonPolicy")
        let kind = KindCatalog.kind(for: type)

        #expect(kind.columns.map(\.title) == ["TARGETS", "CONDITIONS"])
        #expect(kind.columns.map(\.isOptional) == [true, false])
        #expect(kind.projection.isPolicy)
        #expect(!KindCatalog.kind(for: .namespace).projection.isPolicy)
    }

    @Test func aNewerVersionOfAKnownKindKeepsItsView() {
        var type = ResourceType.trafficPolicy
        type.version = "v1"

        #expect(KindCatalog.kind(for: type).type.version == "v1")
        #expect(KindCatalog.kind(for: type).columns.count == 2)
    }

    @Test func aListenerPolicyShowsWhatItSaysOfEveryPortAndOfWhich() {
        let spec: JSONValue = [
            "targetRefs": [["kind": "Gateway", "name": "public"]],
            "default": ["httpSettings": ["accessLog": [], "useRemoteAddress": true], "tcpKeepalive": [:]], "perPort": [["port": 8443]],
        ]

        #expect(cells(.listenerPolicy, spec) == ["Gateway/public", "accessLog,remoteAddr,keepalive,:8443"])
    }

    @Test func policiesForBackendsSayWhatTheyDo() {
        let target: JSONValue = [["group": "", "kind": "Service", "name": "cart"]]
        let trust: JSONValue = ["hostname": "cart.example", "caCertificateRefs": [["kind": "ConfigMap", "name": "ca"]]]

        #expect(cells(.backendConfigPolicy, ["targetRefs": target, "tls": [:], "healthCheck": [:]]) == ["Service/cart", "tls,healthCheck"])
        #expect(cells(.backendTLSPolicy, ["targetRefs": target, "validation": trust]) == ["Service/cart", "cart.example", "ConfigMap/ca"])
    }

    @Test(arguments: [ResourceType.listenerSet, .trialListenerSet])
    func setsOfListenersNameTheirGateway(type: ResourceType) {
        let spec: JSONValue = ["parentRef": ["name": "public", "namespace": "infra"], "listeners": [["name": "shop", "port": 443]]]

        #expect(cells(type, spec) == ["infra/public", "shop:443"])
    }

    @Test func routesOfOtherProtocolsSayWhereTheyLead() {
        let spec: JSONValue = [
            "hostnames": ["db.example"], "parentRefs": [["name": "public", "sectionName": "tls"]],
            "rules": [["backendRefs": [["name": "db", "port": 5432], ["kind": "Backend", "name": "old"]]], ["backendRefs": [["name": "db", "port": 5432]]]],
        ]

        #expect(cells(.tlsRoute, spec) == ["db.example", "public#tls", "db:5432,Backend/old"])
        #expect(cells(.tcpRoute, spec) == ["public#tls", "db:5432,Backend/old"])
        #expect(cells(.udpRoute, spec) == ["public#tls", "db:5432,Backend/old"])
    }

    @Test func theKindsOfAgentgatewaySayWhatTheyAreFor() {
        let policy: JSONValue = [
            "targetRefs": [["kind": "Gateway", "name": "g"]], "traffic": ["phase": "PreRouting", "jwtAuthentication": [:], "cors": [:]],
            "backend": ["tls": [:]],
        ]
        #expect(cells(.agentgatewayPolicy, policy) == ["Gateway/g", "jwt,cors,tls"])
        #expect(cells(.agentgatewayBackend, ["ai": ["provider": ["openai": ["model": "gpt-4o"]]]]) == ["AI", "openai/gpt-4o"])
        #expect(cells(.agentgatewayBackend, ["mcp": ["targets": [["name": "t", "static": ["host": "h", "port": 1]]]]]) == ["MCP", "h:1"])
        #expect(cells(.agentgatewayBackend, ["static": ["host": "h", "port": 80]]) == ["Static", "h:80"])
        let model: JSONValue = ["match": ["model": "m"], "parentRefs": [["name": "g"]], "virtualModel": ["failover": ["targets": [[:], [:]]]]]
        #expect(cells(.agentgatewayModel, model) == ["m", "failover of 2", "g"])
        let parameters: JSONValue = ["image": ["registry": "cr", "repository": "a", "tag": "1"], "deployment": ["spec": ["replicas": 3]], "logging": ["level": "debug"]]
        #expect(cells(.agentgatewayParameters, parameters) == ["Deployment x 3", "cr/a:1", "debug"])
    }
}
