import Foundation
import GatewayGraph
import KubeModel
import KubeRules
import Testing

/// The winners that kgateway's own translator names, where they lie beside the checkout.
@Suite struct PolicyPlanCasesTests {
    /// nil, after a loud line, where there is no such folder.
    private static let folder: String? = {
        let beside = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared").standardizedFileURL.path
        let path = ProcessInfo.processInfo.environment["GATEHOUSE_SHARED"] ?? beside
        if FileManager.default.fileExists(atPath: path + "/policies/cases.json") { return path }
        print("SKIPPED: \(path)/policies is absent; set GATEHOUSE_SHARED to the folder that holds it")
        return nil
    }()

    private struct Point: Hashable {
        var name: String
        /// `field: policies`.
        var fields: [String]
    }

    private func points(_ gateway: JSONValue) -> [Point] {
        var found: [Point] = []
        func take(_ place: JSONValue) {
            let fields = (place["fields"]?.object ?? JSONObject()).compactMap { name, field -> String? in
                let winners = (field["winners"]?.array ?? []).compactMap { $0["policy"]?.string }.sorted()
                return winners.isEmpty ? nil : "\(name): \(winners.joined(separator: ", "))"
            }
            if !fields.isEmpty { found.append(Point(name: place["name"]?.string ?? "", fields: fields.sorted())) }
        }
        for configuration in gateway["routeConfigurations"]?.array ?? [] {
            take(configuration)
            for host in configuration["virtualHosts"]?.array ?? [] {
                take(host)
                for route in host["routes"]?.array ?? [] { take(route) }
            }
        }
        return found
    }

    @Test(.enabled("there are no cases beside the checkout") { folder != nil })
    func everyPointNamesThePoliciesThatTheTranslatorNames() throws {
        let folder = try #require(Self.folder)
        let cases = try JSONParser.parse(Array(try Data(contentsOf: URL(filePath: folder + "/policies/cases.json"))))
        var count = 0
        for one in try #require(cases.array) {
            var reader = ManifestReader()
            for input in one["inputs"]?.array ?? [] {
                let path = folder + "/" + (input.string ?? "")
                reader.read(try String(contentsOfFile: path, encoding: .utf8), file: path)
            }
            var settings: [String: String] = [:]
            for (name, value) in one["settings"]?.object ?? JSONObject() { settings[name] = value.string }
            let document = PolicyPlan(reader.objects, settings: PolicySettings(settings)).document(source: .null)
            let gateway = document["gateways"]?.array?.first {
                [$0[path: ["gateway", "namespace"]], $0[path: ["gateway", "name"]]] == [one["gateway"]?[0], one["gateway"]?[1]]
            }
            let wanted = (one["points"]?.array ?? []).map { point in
                Point(
                    name: point["name"]?.string ?? "",
                    fields: (point["fields"]?.object ?? JSONObject()).map { name, policies in
                        "\(name): \((policies.array ?? []).compactMap(\.string).sorted().joined(separator: ", "))"
                    }
                    .sorted())
            }
            let found = points(try #require(gateway))
            #expect(found.sorted { $0.name < $1.name } == wanted.sorted { $0.name < $1.name }, "\(one["name"]?.string ?? "")")
            count += wanted.count
        }
        #expect(count > 50)
    }
}
