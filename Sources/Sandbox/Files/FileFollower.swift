import APIServer
import Foundation
import GatewayGraph
import KubeModel

/// Brings what files hold into a server, and again whenever they change.
///
/// Files are asked for their sizes and times once a second, and less often where that takes long.
struct FileFollower {
    private let paths: [String]
    private var objects = FileObjects()
    /// As they were when they were read.
    private var read: [String: FileTree.Stamp] = [:]
    private var order: [String] = []
    private var problems: [String: [String]] = [:]
    private var kept: Set<String> = []
    private var closed: [String] = []
    /// Files that became empty, or whose last line lost its end: as a rule somebody is about to write them.
    private var open: [String: FileTree.Stamp] = [:]
    /// Files whose last line had an end when they were read.
    private var closedFiles: Set<String> = []
    private var definitions: [KubeModel.JSONValue] = []
    /// Every kind that the server has by now.
    private var served: [ServedKind] = []

    init(_ paths: [String]) { self.paths = paths }

    // MARK: The start

    /// Reads everything, files side by side.
    mutating func begin() async {
        let tree = FileTree(paths)
        let contents = await Self.contents(of: tree.files.map(\.path))
        note(tree)
        for (file, content) in zip(tree.files, contents) {
            read[file.path] = file.stamp
            problems[file.path] = content.problems.isEmpty ? nil : content.problems
            if content.isClosed { closedFiles.insert(file.path) }
        }
        let found = contents.flatMap(\.objects)
        definitions = Self.definitions(in: found)
        learn(kinds(in: found))
        learn(ServedKind.ofEveryCluster)
        for (file, content) in zip(tree.files, contents) { objects.replace(file.path, with: content.objects) }
    }

    /// A server with all of it, not started yet.
    func server(token: String) -> KubeServer {
        let own: Set<String> = [ResourceType.namespace.kind, Self.definition]
        let server = KubeServer(token: token, kinds: served.filter { !own.contains($0.type.kind) })
        // One that an API server would refuse leaves its kind as the objects show it.
        for definition in definitions { try? server.install(definition) }
        var shelves: [ResourceType: [(key: ObjectKey, bytes: [UInt8])]] = [:]
        for (id, object) in objects.winners where id.type.kind != Self.definition {
            shelves[id.type, default: []].append((id.key, object.completed(as: id.type)))
        }
        // Namespaces that stand in files are not made up by the objects in them.
        let namespaces = shelves.removeValue(forKey: .namespace) ?? []
        server.store.fill(.namespace, with: namespaces)
        for (type, objects) in shelves { server.store.fill(type, with: objects) }
        return server
    }

    private mutating func learn(_ kinds: [ServedKind]) {
        let known = Set(served.map(\.type.qualifiedName))
        served += kinds.filter { !known.contains($0.type.qualifiedName) }
        objects.learn(kinds)
    }

    private static let definition = ResourceType.customResourceDefinition.kind

    private static func definitions(in objects: [IdentifiedObject]) -> [KubeModel.JSONValue] {
        objects.filter { $0.kind == definition }.compactMap { RawJSON($0.bytes).value }
    }

    /// The kinds of objects that are met for the first time, and those that definitions among them make.
    private func kinds(in found: [IdentifiedObject]) -> [ServedKind] {
        var names: Set<[String]> = [], samples = Self.definitions(in: found)
        for object in found where !objects.knows(object) && names.insert([object.apiVersion, object.kind]).inserted {
            samples.append(["apiVersion": .string(object.apiVersion), "kind": .string(object.kind)])
        }
        let known = Set(served.map(\.type.qualifiedName))
        return ManifestKinds(samples).kinds.filter { !known.contains($0.type.qualifiedName) }
    }

    /// In the order of the paths; a few at a time, for each may be large.
    private static func contents(of paths: [String]) async -> [FileContent] {
        await withTaskGroup(of: (Int, FileContent).self) { group in
            var found = [FileContent](repeating: FileContent(), count: paths.count), next = 0
            func add() {
                guard next < paths.count else { return }
                let place = next, path = paths[place]
                group.addTask { (place, await FileContent.read(path)) }
                next += 1
            }
            for _ in 0..<4 { add() }
            for await (place, content) in group {
                found[place] = content
                add()
            }
            return found
        }
    }

    private mutating func note(_ tree: FileTree) {
        order = tree.files.map(\.path)
        closed = tree.closed
        objects.rank(order)
    }

    // MARK: Changes

    /// Follows the files until the task is cancelled.
    ///
    /// - Parameter report: Is told what was read whenever that is another.
    mutating func run(_ server: KubeServer, report: (FileReport) -> Void) async {
        var last = self.report, pause = Duration.seconds(1)
        while (try? await Task.sleep(for: pause)) != nil {
            let clock = ContinuousClock(), start = clock.now
            let tree = FileTree(paths)
            pause = max(.seconds(1), (clock.now - start) * 25)
            guard isAnother(tree) else { continue }
            await take(await settled(tree), server)
            if self.report != last {
                last = self.report
                report(last)
            }
        }
    }

    private func isAnother(_ tree: FileTree) -> Bool {
        tree.files.count != read.count || tree.closed != closed || tree.files.contains { read[$0.path] != $0.stamp }
    }

    /// The tree once nothing has been written for a moment; files that grow for long are read as they are.
    private func settled(_ tree: FileTree) async -> FileTree {
        var tree = tree
        for _ in 0..<10 {
            // Cancelled: what is read then is read in vain.
            try? await Task.sleep(for: .milliseconds(100))
            let next = FileTree(paths)
            if next.files == tree.files { return next }
            tree = next
        }
        return tree
    }

    private mutating func take(_ tree: FileTree, _ server: KubeServer) async {
        note(tree)
        let present = Set(order), gone = read.keys.filter { !present.contains($0) }
        let (changed, contents) = await written(in: tree)
        serve(contents.flatMap(\.objects), on: server)
        var former: [ObjectID: IdentifiedObject?] = [:]
        for path in gone + changed.map(\.path) { for id in objects.ids(in: path) { former[id] = objects.winner(id) } }
        for id in contents.map(\.objects).flatMap(objects.ids) where former[id] == nil { former[id] = .some(objects.winner(id)) }
        for path in gone { forget(path) }
        for (file, content) in zip(changed, contents) {
            let isKnown = read[file.path] != nil, unfinished = objects.ids(in: file.path).isEmpty ? [] : content.unfinished
            let told = content.problems + unfinished
            objects.replace(file.path, with: content.objects, keepsOthers: !told.isEmpty)
            read[file.path] = file.stamp
            problems[file.path] = told.isEmpty ? nil : told
            if !told.isEmpty, isKnown { kept.insert(file.path) } else { kept.remove(file.path) }
            if content.isClosed { closedFiles.insert(file.path) } else { closedFiles.remove(file.path) }
        }
        for (id, former) in former where id.type.kind != Self.definition { bring(id, instead: former, to: server.store) }
    }

    private mutating func forget(_ path: String) {
        objects.replace(path, with: [])
        read[path] = nil
        problems[path] = nil
        open[path] = nil
        closedFiles.remove(path)
        kept.remove(path)
    }

    private mutating func serve(_ found: [IdentifiedObject], on server: KubeServer) {
        let fresh = kinds(in: found)
        learn(fresh)
        for kind in fresh { server.serve(kind) }
        let names = Set(fresh.map(\.type.qualifiedName))
        // Of a kind that is served already the objects stand under the version that they were found in.
        for definition in Self.definitions(in: found) where names.contains(definition[path: ["metadata", "name"]]?.string ?? "") {
            try? server.install(definition)
        }
    }

    private func bring(_ id: ObjectID, instead former: IdentifiedObject?, to store: ObjectStore) {
        guard let object = objects.winner(id) else { return store.discard(id.type, id.key) }
        guard object.bytes != former?.bytes else { return }
        store.put(id.type, id.key) { object.completed(as: id.type, version: $0) }
    }

    /// The files that have changed, without those that somebody seems to be in the middle of: these have another second.
    private mutating func written(in tree: FileTree) async -> ([FileTree.File], [FileContent]) {
        let changed = tree.files.filter { read[$0.path] != $0.stamp }
        var files: [FileTree.File] = [], contents: [FileContent] = []
        for (file, content) in zip(changed, await Self.contents(of: changed.map(\.path))) {
            if !content.isClosed, closedFiles.contains(file.path), open[file.path] != file.stamp {
                open[file.path] = file.stamp
                continue
            }
            open[file.path] = nil
            files.append(file)
            contents.append(content)
        }
        return (files, contents)
    }

    // MARK: Words

    var report: FileReport {
        var report = FileReport(files: order.count, objects: objects.count)
        report.problems = closed.map { "\($0): cannot be read" } + order.flatMap { path in (problems[path] ?? []).map { "\(path):\($0)" } }
        report.kept = order.filter(kept.contains)
        report.duplicates = objects.duplicates.map { "\($0.id): \($0.files.joined(separator: ", "))" }
        return report
    }
}
