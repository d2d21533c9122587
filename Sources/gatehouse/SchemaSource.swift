import APIServer
import Dashboard
import DashboardUI
import KubeModel
import KubeRules

/// Where `explain` has its schemas from, with the kinds that are in it.
struct SchemaSource {
    private let names: KindNames
    private let book: SchemaBook
    private let paths: String

    /// Of definitions in files.
    ///
    /// - Throws: Where there is none among them.
    init(definitions paths: [String]) async throws {
        self.paths = paths.joined(separator: ", ")
        let set = await ManifestSet.read(try ManifestPaths.files(paths).files)
        var book = SchemaBook(), kinds: [KindNames.Entry] = []
        for manifest in set.manifests {
            guard let definition = CustomDefinition(manifest.object) else { continue }
            book.add(definition: manifest.object)
            kinds.append(KindNames.Entry(definition.named, isServed: true))
        }
        guard !kinds.isEmpty else { throw CommandFailure("There is no CustomResourceDefinition in \(self.paths).") }
        (names, self.book) = (KindNames(kinds), book)
    }

    /// - Throws: Wrong usage for a path that leads nowhere.
    func explanation(_ path: KindPath) throws(CommandFailure) -> SchemaExplanation {
        var (answer, field) = (names.find(path.first), path.field(after: 1))
        if let found = path.found(among: names) { (answer, field) = found }
        switch answer {
        case .one(_, let type): return try Self.explanation(type, field, book)
        case .several(let kinds): throw CommandFailure(KindSentence.several(path.first, kinds), .wrongUsage)
        case .none(let nearest):
            throw CommandFailure(
                KindSentence.none(path.first, nearest: nearest, names: names.entries.map(\.kind.type.plural)), .wrongUsage)
        }
    }

    /// Of a server.
    static func explanation(_ path: KindPath, _ session: Session) async throws -> SchemaExplanation {
        let (type, field) = try await KindQuestion(session.client).field(path)
        return try explanation(type, field, try await SchemaDocuments(of: session.client).book(of: type))
    }

    private static func explanation(_ type: ResourceType, _ field: String, _ book: SchemaBook) throws(CommandFailure) -> SchemaExplanation {
        let found: SchemaExplanation?
        do throws(SchemaExplanation.UnknownField) { found = try book.explanation(apiVersion: type.apiVersion, kind: type.kind, path: field) } catch {
            throw CommandFailure("\(type.kind): \(error)", .wrongUsage)
        }
        guard let found else {
            throw CommandFailure(
                "No schema of \(type.kind) in \(type.apiVersion) is to be had: the server hands out none, and no definition that can be read has one. "
                    + "--crds DIR takes definitions from files.")
        }
        return found
    }
}

extension CustomDefinition {
    /// With its names, and the version that a server prefers first.
    fileprivate var named: Discovery.Kind {
        let served = kinds.sorted { KubeVersion.isMoreMature($0.type.version, than: $1.type.version) }
        var named = Discovery.Kind(type: served.first?.type ?? kind.type, shortNames: kind.shortNames, categories: kind.categories)
        named.versions = served.map(\.type.version)
        return named
    }
}
