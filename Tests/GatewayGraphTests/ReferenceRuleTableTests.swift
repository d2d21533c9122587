import Foundation
import GatewayGraph
import KubeModel
import Testing

/// The table beside the definitions of the kinds, where they lie beside the checkout.
@Suite struct ReferenceRuleTableTests {
    /// A place of a schema that looks as if it named another object.
    private struct Place: Hashable, CustomStringConvertible {
        var group, kind, path: String
        var description: String { "\(group)/\(kind) \(path)" }
    }

    /// nil, after a loud line, where there is no such folder.
    private static func folder(_ name: String) -> String? {
        let beside = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared").standardizedFileURL.path
        let path = (ProcessInfo.processInfo.environment["GATEHOUSE_SHARED"] ?? beside) + "/" + name
        if FileManager.default.fileExists(atPath: path) { return path }
        print("SKIPPED: \(path) is absent; set GATEHOUSE_SHARED to the folder that holds it")
        return nil
    }

    private static func files(_ name: String) throws -> [String] {
        guard let folder = folder(name) else { return [] }
        return try FileManager.default.subpathsOfDirectory(atPath: folder).sorted().filter { $0.hasSuffix(".yaml") }.map {
            try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8)
        }
    }

    /// Every field that ends with Ref, Refs, Selector or Selectors, and every object with both a name and a kind.
    private static func places(in schema: JSONValue, _ group: String, _ kind: String, _ path: String, into found: inout Set<Place>) {
        let members = schema["properties"]?.object ?? JSONObject()
        let last = path.split(separator: ".").last.map { $0.hasSuffix("[]") ? $0.dropLast(2) : $0 } ?? ""
        let isNamed = ["Ref", "Refs", "Selector", "Selectors"].contains { last.hasSuffix($0) } || last == "selector"
        let isReference = isNamed && (schema["type"]?.string == "object") || members["name"] != nil && members["kind"] != nil
        if isReference { found.insert(Place(group: group, kind: kind, path: path)) }
        for (name, member) in members { places(in: member, group, kind, path.isEmpty ? name : "\(path).\(name)", into: &found) }
        if let items = schema["items"] { places(in: items, group, kind, path + "[]", into: &found) }
    }

    private static func places(ofDefinitionsIn folders: [String]) throws -> Set<Place> {
        var found: Set<Place> = []
        for text in try folders.flatMap(files) {
            let definition = try YAMLReader.parse(text)
            let group = definition[path: ["spec", "group"]]?.string ?? "", kind = definition[path: ["spec", "names", "kind"]]?.string ?? ""
            for version in definition[path: ["spec", "versions"]]?.array ?? [] {
                guard let spec = version[path: ["schema", "openAPIV3Schema", "properties", "spec"]] else { continue }
                places(in: spec, group, kind, "spec", into: &found)
            }
        }
        return found
    }

    /// What only looks like a reference to an object that traffic depends on.
    private static func isNoReference(_ place: Place) -> Bool {
        let path = place.path
        // Which namespaces may attach, and what may refer to what.
        if path.hasSuffix("namespaces.selector") || path.hasSuffix("selector.namespace") || path.hasSuffix("selector.namespaces") { return true }
        if place.kind == "ReferenceGrant" { return true }
        // Selectors are told by what they choose.
        if path.hasSuffix("mcp.targets[].selector") { return true }
        // What a pod is made of, mounts and runs beside.
        guard place.kind.hasSuffix("Parameters") else { return false }
        return !path.hasSuffix("secretKeyRef") && !path.hasSuffix("configMapKeyRef") || path.contains("customSidecars") || path.contains("podTemplate")
    }

    @Test func everyPlaceOfTheDefinitionsThatNamesAnObjectStandsInTheTable() throws {
        let known = Set(ReferenceRule.all.map { Place(group: $0.group, kind: $0.kind, path: $0.path.text) })
        let found = try Self.places(ofDefinitionsIn: ["crds", "crds-2.4"])

        let missing = found.filter { !known.contains($0) && !Self.isNoReference($0) }.map(\.description).sorted()
        #expect(missing == [])
    }

    @Test func noPlaceOfTheTableIsInventedForAKindWhoseDefinitionsAreThere() throws {
        let found = try Self.places(ofDefinitionsIn: ["crds", "crds-2.4"])
        let kinds = Set(found.map { "\($0.group)/\($0.kind)" })
        let paths = Set(found.map(\.description))
        // Names that are texts, what a contract of fewer fields has, and what is in no version here.
        let others = [
            "spec.gatewayClassName", "spec.rateLimit.extensionRef", "spec.basicAuth.credentialsSecretRef", "spec.mcp.targets[].selector.service",
            "spec.mcp.targets[].selector.services", "spec.listeners[].tls.frontendValidation.caCertificateRefs[]",
        ]
        let invented = ReferenceRule.all.filter { rule in
            kinds.contains("\(rule.group)/\(rule.kind)") && !others.contains(rule.path.text) && !rule.path.text.hasPrefix("spec.ai.provider.")
                && !paths.contains("\(rule.group)/\(rule.kind) \(rule.path.text)")
        }
        #expect(invented.map { "\($0.kind) \($0.path.text)" } == [])
    }
}
