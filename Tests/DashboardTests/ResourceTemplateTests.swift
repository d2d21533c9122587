import Dashboard
import Foundation
import GatewayGraph
import KubeModel
import Testing

@Suite struct ResourceTemplateTests {
    private static let allTypes =
        ResourceType.kgatewayKinds + ResourceType.gatewayAPIKinds + ResourceType.kindsOfOtherVersions + [
            ResourceType(group: "example.com", version: "v1", plural: "things", kind: "Thing", isNamespaced: false)
        ]

    /// The template with every option switched on.
    private func uncommented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let rest = line.drop { $0 == " " }
            guard rest.hasPrefix("#"), line.hasPrefix(" ") else { return String(line) }
            return line.prefix(line.count - rest.count) + String(rest.dropFirst())
        }.joined(separator: "\n")
    }

    @Test(arguments: allTypes)
    func everyTemplateNamesItsKindAndReadsAsYAML(type: ResourceType) throws {
        let value = try YAMLReader.parse(ResourceTemplate.text(for: type, namespace: "on"))

        #expect(value["apiVersion"]?.string == type.apiVersion)
        #expect(value["kind"]?.string == type.kind)
        #expect(value[path: ["metadata", "name"]]?.string == "new-\(type.singular)")
        #expect(value[path: ["metadata", "namespace"]]?.string == (type.isNamespaced ? "on" : nil))
        #expect(value["spec"]?.object != nil)
    }

    @Test(.enabled(if: Contract.isThere, "GATEHOUSE_SHARED names no folder with api in it"), arguments: ResourceType.kgatewayKinds)
    func everyTemplateFitsTheContract(type: ResourceType) throws {
        let contract = try Contract.load()
        let text = ResourceTemplate.text(for: type, namespace: "team-a")

        let problems = contract.problems(of: try YAMLReader.parse(text), kind: type.kind)
        let withOptions = contract.problems(of: try YAMLReader.parse(uncommented(text)), kind: type.kind)

        #expect(problems == [])
        #expect(withOptions == [])
    }
}

/// As much of OpenAPI as the contract uses.
private struct Contract {
    var schemas: JSONValue

    private static var path: String {
        let beside = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared")
            .standardizedFileURL.path
        return (ProcessInfo.processInfo.environment["GATEHOUSE_SHARED"] ?? beside) + "/api/kgateway-openapi.yaml"
    }

    static var isThere: Bool { FileManager.default.isReadableFile(atPath: path) }

    static func load() throws -> Contract {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        return Contract(schemas: try YAMLReader.parse(text)[path: ["components", "schemas"]] ?? [:])
    }

    func problems(of value: JSONValue, kind: String) -> [String] { check(value, schemas[kind] ?? [:], "") }

    private func check(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
        if let name = schema["$ref"]?.string?.split(separator: "/").last {
            return check(value, schemas[String(name)] ?? [:], path)
        }
        var problems: [String] = []
        if let type = schema["type"]?.string, type != value.typeName {
            problems.append("\(path): \(value.typeName), not \(type)")
        }
        if let allowed = schema["enum"]?.array, !allowed.contains(value) { problems.append("\(path): not allowed") }
        if let minimum = schema["minimum"]?.double, let number = value.double, number < minimum {
            problems.append("\(path): too small")
        }
        if let maximum = schema["maximum"]?.double, let number = value.double, number > maximum {
            problems.append("\(path): too large")
        }
        for name in (schema["required"]?.array ?? []).compactMap(\.string) where value[name] == nil {
            problems.append("\(path).\(name): missing")
        }
        for (index, element) in (value.array ?? []).enumerated() {
            problems += check(element, schema["items"] ?? [:], "\(path)[\(index)]")
        }
        for (key, member) in value.object ?? JSONObject() {
            if let field = schema["properties"]?[key] ?? schema["additionalProperties"] {
                problems += check(member, field, "\(path).\(key)")
            } else if schema["properties"] != nil {
                problems.append("\(path).\(key): unknown")
            }
        }
        return problems
    }
}
