import ArgumentParser
import Dashboard
import DashboardUI
import Foundation
import GatewayGraph
import KubeClient
import KubeModel

/// `gatehouse links`: what an object uses and what uses it, on a cluster or in files.
struct LinksCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, dot }

    static let configuration = CommandConfiguration(
        commandName: "links", _superCommandName: "gatehouse", abstract: "Print what a resource uses, and what uses it.",
        discussion: "What is named and not there is said to be missing only where all of its kind are known.")

    @Argument(help: "The kind, or KIND/NAME.", completion: ServerWords.kinds) var kind: String
    @Argument(help: "The object.", completion: ServerWords.names) var name: [String] = []
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("A file or a folder of YAML or JSON, instead of a cluster; may be repeated.", valueName: "path"))
    var manifests: [String] = []
    @Option(name: [.customShort("o"), .long], help: "text, json (objects, and links by their numbers) or dot.") var output = Format.text
    @OptionGroup var controller: ControllerOptions
    @OptionGroup var place: OneNamespace
    @OptionGroup var cluster: ClusterOptions

    func validate() throws { _ = try ResourceWords(kind: kind, names: name).one(for: "links") }

    func run() async throws {
        let (kind, name) = try ResourceWords(kind: kind, names: name).one(for: "links")
        guard manifests.isEmpty else {
            let files = try LinkedFiles(manifests, PolicySettings(controller.environment))
            let type = try files.type(kind)
            let key = ObjectKey(namespace: type.isNamespaced ? place.namespace ?? "default" : nil, name: name)
            try print(GraphID(type, key), files.index)
            for problem in files.problems { CommandEnd.complain(problem) }
            return
        }
        try await Session.run(cluster) { session in
            let type = try await session.type(kind)
            let graph = try await LinkedCluster.read(session, namespace: session.namespace(place), controller.environment)
            try print(GraphID(type, session.key(type, name: name, place)), graph)
        }
    }

    private func print(_ id: GraphID, _ index: ReferenceIndex) throws {
        guard index[id] != nil || index.mayHaveUsers(id) else {
            let near = index.nearest(to: id).map { " Did you mean \($0)?" } ?? ""
            throw CommandFailure("There is no \(id), and nothing refers to it.\(near)")
        }
        switch output {
        case .json: Output.write(JSONWriter.pretty(LinkGraph(id, index).document) + "\n")
        case .dot: Output.write(SafeText.text(LinkGraph(id, index).dot))
        case .text:
            var query = LinkQuery(id)
            query.bounds = .whole
            let rows = LinkTree(query, index).rows
            Output.write(SafeText.text("\(index[id].map { Self.glyph($0.health, isDeleting: $0.isDeleting) } ?? "?") \(id)\n" + rows.map(Self.line).joined()))
        }
    }

    private static func line(_ row: LinkRow) -> String {
        let guides = row.lasts.dropLast().map { $0 ? "  " : "│ " }.joined() + (row.lasts.last.map { $0 ? "└ " : "├ " } ?? "")
        let role = row.role.map { "\($0) " } ?? ""
        guard let object = row.object else { return "\(guides)\(role)\(row.text)\n" }
        let sign = object.isBroken ? Glyphs.of(.failing) : object.health.map { glyph($0, isDeleting: object.isDeleting) } ?? "?"
        return "\(guides)\(role)\(sign) \(object.text)\n"
    }

    private static func glyph(_ health: Health, isDeleting: Bool) -> String { isDeleting ? Glyphs.deleting : Glyphs.of(health) }
}
