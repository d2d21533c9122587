import Dashboard
import Foundation
import KubeModel
import Testing

/// The manifests of a real kgateway, each shown as a row.
@Suite struct KindOfSamplesTests {
    /// The objects of kgateway and of the Gateway API; none, after a loud line, where the samples are absent.
    private static func objects() throws -> [JSONValue] {
        let beside = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared")
            .standardizedFileURL.path
        let folder = (ProcessInfo.processInfo.environment["GATEHOUSE_SHARED"] ?? beside) + "/samples"
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            print("SKIPPED: \(folder) is absent; set GATEHOUSE_SHARED to the folder that holds samples")
            return []
        }
        let texts = try names.sorted().filter { $0.hasSuffix(".yaml") }.map {
            try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8)
        }
        return try texts.flatMap { try YAMLReader.documents($0).map(\.value) }
            .filter { ($0["apiVersion"]?.string ?? "").hasPrefix("gateway.") }
    }

    private static func type(of object: JSONValue) -> ResourceType {
        let parts = (object["apiVersion"]?.string ?? "").split(separator: "/").map(String.init)
        let kind = object["kind"]?.string ?? ""
        return ResourceType(
            group: parts.first ?? "", version: parts.last ?? "", plural: kind.lowercased() + "s", kind: kind)
    }

    @Test func everyObjectIsARowThatSaysWhatItIsAbout() throws {
        for object in try Self.objects() {
            let kind = KindCatalog.kind(for: Self.type(of: object))
            let row = try ResourceScanner(projection: kind.projection).row(JSONWriter.bytes(object))
            let spec = object["spec"], isTargeted = spec?["targetRefs"] != nil || spec?["targetSelectors"] != nil

            #expect(row.columns.count == kind.columns.count, "\(kind.type.kind) \(row.key)")
            if let index = kind.columns.firstIndex(where: { $0.title == "TARGETS" }), isTargeted {
                #expect(!row.columns[index].isEmpty && !row.columns[index].contains("?"), "\(row.key): \(row.columns)")
            }
            if let index = kind.columns.firstIndex(where: { ["DOES", "TYPE", "STATUS", "PARENTS"].contains($0.title) }),
                kind.type.kind != "HTTPRoute" || spec?["parentRefs"] != nil
            {
                #expect(!row.columns[index].isEmpty, "\(kind.type.kind) \(row.key): \(row.columns)")
            }
        }
    }

    @Test func withoutAStatusWhoIsWaitingForOneIsUnattached() throws {
        let writtenTo = ["Gateway", "GatewayClass", "HTTPRoute", "GRPCRoute"]
        for object in try Self.objects() where object["status"] == nil {
            let type = Self.type(of: object), kind = KindCatalog.kind(for: type)
            let row = try ResourceScanner(projection: kind.projection).row(JSONWriter.bytes(object))
            let isAwaited = type.kind.hasSuffix("Policy") || writtenTo.contains(type.kind)

            #expect(row.health == (isAwaited ? .unattached : .none), "\(type.kind) \(row.key)")
        }
    }
}
