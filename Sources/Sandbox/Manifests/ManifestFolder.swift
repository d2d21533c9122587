import APIServer
import Foundation
import GatewayGraph
import KubeModel
import KubeRules

/// The manifests of a folder, as a cluster that had them applied in the order of their paths.
public struct ManifestFolder: Sendable {
    /// Every kind that was found, by group and kind; the seven kinds and those of the Gateway API without a schema, unless
    /// the folder has their CustomResourceDefinition.
    public var kinds: [ServedKind] = []
    /// Of each name the last one, in the order in which the names were first seen.
    public var objects: [(type: ResourceType, object: JSONValue)] = []
    public var counts = Counts()
    /// `FILE:LINE: problem`, one for each document that cannot be read.
    public var problems: [String] = []

    public struct Counts: Equatable, Sendable, CustomStringConvertible {
        /// Objects that there are in the end.
        public var loaded = 0
        /// Documents that gave way to a later one of the same kind, namespace and name.
        public var replaced = 0
        /// Documents that are no Kubernetes object, or cannot be read.
        public var skipped = 0

        public var description: String { "loaded \(loaded), replaced \(replaced), skipped \(skipped)" }
    }

    /// Reads every `.yaml`, `.yml` and `.json` of the folder and the folders in it.
    ///
    /// - Throws: ``ManifestError`` where the folder cannot be read; what is wrong inside of it is in ``problems``.
    public init(path: String) throws(ManifestError) {
        var reader = ManifestReader()
        for file in try Self.files(in: path) {
            guard let data = FileManager.default.contents(atPath: file) else {
                reader.reject("\(file):1: cannot be read")
                continue
            }
            guard let text = String(data: data, encoding: .utf8) else {
                reader.reject("\(file):1: not UTF-8")
                continue
            }
            reader.read(text, file: file)
        }
        assemble(reader)
    }

    private mutating func assemble(_ reader: ManifestReader) {
        problems = reader.problems
        counts.skipped = reader.skipped
        let catalog = ManifestKinds(reader.objects)
        kinds = catalog.kinds
        var positions: [ObjectID: Int] = [:]
        for found in reader.objects {
            guard let type = catalog.type(of: found) else { continue }
            var object = found
            object["apiVersion"] = .string(type.apiVersion)
            let id = ObjectID(type, key(of: object, type))
            if let position = positions[id] {
                objects[position].object = object
                counts.replaced += 1
            } else {
                positions[id] = objects.count
                objects.append((type, object))
            }
        }
        counts.loaded = objects.count
    }

    private func key(of object: JSONValue, _ type: ResourceType) -> ObjectKey {
        var key = ObjectKey(of: object)
        key.namespace = type.isNamespaced ? key.namespace ?? "default" : nil
        return key
    }

    /// The files in the order of their paths.
    private static func files(in path: String) throws(ManifestError) -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { throw .missing(path) }
        guard isFolder.boolValue else { throw .notAFolder(path) }
        guard let names = try? FileManager.default.subpathsOfDirectory(atPath: path) else { throw .unreadable(path) }
        let root = path.hasSuffix("/") ? path : path + "/"
        return names.filter { name in [".yaml", ".yml", ".json"].contains { name.lowercased().hasSuffix($0) } }
            .sorted().map { root + $0 }
    }
}

/// Why a folder of manifests cannot be served.
public enum ManifestError: Error, Equatable, CustomStringConvertible {
    case missing(String)
    case notAFolder(String)
    case unreadable(String)

    public var description: String {
        switch self {
        case .missing(let path): "There is no folder \(path). Name one with manifests in it."
        case .notAFolder(let path): "\(path) is a file. Name the folder it is in."
        case .unreadable(let path): "The folder \(path) cannot be read. Check its permissions."
        }
    }
}
