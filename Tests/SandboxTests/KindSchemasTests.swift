import GatewayGraph
import APIServer
import Foundation
import KubeModel
import KubeRules
import Testing

@testable import Sandbox

@Suite struct KindSchemasTests {
    @Test(
        .enabled(
            if: StorySharedFolder.has(StorySharedFolder.contract), "SKIPPED: the OpenAPI contract is not beside us"),
        arguments: ResourceType.kgatewayKinds)
    func aSchemaAgreesWithTheContractFieldByField(type: ResourceType) throws {
        let text = try String(contentsOfFile: StorySharedFolder.contract, encoding: .utf8)
        let contract = try YAMLReader.parse(text)
        let schemas = try #require(contract[path: ["components", "schemas"]])
        let ours = try #require(KindSchemas.all.first { $0.type == type }?.schema)

        var comparison = SchemaComparison(schemas: schemas)
        comparison.compare(ours, try #require(schemas[type.kind]), at: type.kind)

        #expect(comparison.differences == [])
    }

    @Test(arguments: KindSchemas.cluster.filter { $0.schema != nil }.map(\.type))
    func everyFieldIsExplained(type: ResourceType) throws {
        let schema = try #require(KindSchemas.cluster.first { $0.type == type }?.schema)

        #expect(Self.unexplained(schema, at: type.kind) == [])
    }

    @Test func theSevenKindsAndTheTwoTheyAttachToAreServed() {
        #expect(Set(KindSchemas.all.map(\.type)) == Set(ResourceType.kgatewayKinds + [.gateway, .httpRoute]))
    }

    @Test func whatTheyReferToIsServedBeside() {
        let beside = KindSchemas.cluster.map(\.type).filter { !KindSchemas.all.map(\.type).contains($0) }

        #expect(
            Set(beside) == [
                .grpcRoute, .gatewayClass, .referenceGrant, .trialListenerSet, .backendConfigPolicy, .service, .secret,
                .configMap, .deployment,
            ])
    }

    @Test(arguments: [
        (ResourceType.secret, ["kubernetes.io/tls", 2] as [JSONValue]),
        (.service, ["ClusterIP", "10.96.0.1", "<none>", "80/TCP,443:30443/TCP", "app=cart"]),
        (.configMap, [1]), (.deployment, ["1/2", 2, 1, "a,b", "x,y", "app=cart"]),
    ])
    func kindsOfKubernetesAreShownAsKubectlShowsThem(type: ResourceType, cells: [JSONValue]) throws {
        let object: JSONValue = [
            "type": "kubernetes.io/tls",
            "data": type == .configMap ? ["a": "x"] : ["tls.crt": "eA==", "tls.key": "eA=="],
            "spec": [
                "type": "ClusterIP", "clusterIP": "10.96.0.1", "replicas": 2,
                "selector": type == .service ? ["app": "cart"] : ["matchLabels": ["app": "cart"]],
                "ports": [["port": 80], ["port": 443, "nodePort": 30443, "protocol": "TCP"]],
                "template": ["spec": ["containers": [["name": "a", "image": "x"], ["name": "b", "image": "y"]]]],
            ],
            "status": ["readyReplicas": 1, "updatedReplicas": 2, "availableReplicas": 1],
        ]
        let kind = try #require(KindSchemas.cluster.first { $0.type == type })

        #expect(kind.tableColumns.map { $0.value(object) } == cells)
    }

    @Test func theAcceptedColumnShowsTheAncestorThatFails() throws {
        let column = TableColumn.accepted
        let object: JSONValue = [
            "status": [
                "ancestors": [
                    ["conditions": [["type": "Accepted", "status": "True"]]],
                    ["conditions": [["type": "Accepted", "status": "False"]]],
                ]
            ]
        ]

        #expect(column.value(object) == "False")
    }

    private static func unexplained(_ schema: Schema, at path: String) -> [String] {
        let own = schema.summary.isEmpty ? [path] : []
        switch schema.shape {
        case .object(let rule):
            return own + rule.properties.flatMap { unexplained($0.schema, at: "\(path).\($0.name)") }
        case .array(let element, _, _): return own + unexplained(element, at: "\(path)[]")
        case .map(let element): return own + unexplained(element, at: "\(path){}")
        default: return own
        }
    }
}

/// Walks a schema of ours and one of the contract side by side.
private struct SchemaComparison {
    let schemas: JSONValue
    var differences: [String] = []

    init(schemas: JSONValue) { self.schemas = schemas }

    mutating func compare(_ ours: Schema, _ reference: JSONValue, at path: String) {
        var theirs = reference
        if let name = reference["$ref"]?.string?.split(separator: "/").last { theirs = schemas[String(name)] ?? [:] }
        if let text = theirs["description"]?.string, !ours.summary.isEmpty, text == ours.summary {
            differences.append("\(path): the contract's own sentence")
        }
        switch (theirs["type"]?.string, ours.shape) {
        case ("string", .string(let rule)): strings(rule, theirs, at: path)
        case ("integer", .integer(let minimum, let maximum)):
            if minimum != theirs["minimum"]?.integer || maximum != theirs["maximum"]?.integer {
                differences.append("\(path): range")
            }
        case ("boolean", .boolean): break
        case ("array", .array(let element, _, _)): compare(element, theirs["items"] ?? [:], at: "\(path)[]")
        case ("object", .map(let element)): compare(element, theirs["additionalProperties"] ?? [:], at: "\(path){}")
        case ("object", .object(let rule)): objects(rule, theirs, at: path)
        default: differences.append("\(path): \(theirs["type"]?.string ?? "no type") in the contract")
        }
    }

    private mutating func strings(_ rule: Schema.StringRule, _ theirs: JSONValue, at path: String) {
        let allowed = (theirs["enum"]?.array ?? []).compactMap(\.string)
        // The contract names the three values of a condition for one kind only; they hold for all.
        let isStatusOfCondition = path.hasSuffix("conditions[].status") && allowed.isEmpty
        if rule.allowed != allowed, !isStatusOfCondition { differences.append("\(path): enum") }
        if rule.format != theirs["format"]?.string { differences.append("\(path): format") }
    }

    private mutating func objects(_ rule: Schema.ObjectRule, _ theirs: JSONValue, at path: String) {
        if path.hasSuffix(".metadata") { return }
        let names = theirs["properties"]?.object?.keys ?? []
        // Beyond the contract: what kgateway's controller writes.
        let additions: Set<String> = ["ancestors", "observedGeneration"]
        let extra = Set(rule.properties.map(\.name)).subtracting(names).subtracting(additions)
        let missing = Set(names).subtracting(rule.properties.map(\.name))
        if !extra.isEmpty || !missing.isEmpty { differences.append("\(path): extra \(extra), missing \(missing)") }
        if rule.required != (theirs["required"]?.array ?? []).compactMap(\.string) {
            differences.append("\(path): required")
        }
        for (name, schema) in theirs["properties"]?.object ?? JSONObject() {
            if let ours = rule[name] { compare(ours, schema, at: "\(path).\(name)") }
        }
    }
}
