import Dashboard
import GatewayGraph
import KubeClient
import KubeModel

/// What words for kinds mean on a server, which is asked once.
struct KindQuestion {
    /// How long a dashboard waits for the server before it opens without knowing the kind to begin with.
    private static let patience = Duration.seconds(3)

    private let client: KubeClient
    /// Of our groups.
    let served: [Discovery.Kind]
    private let names: KindNames
    /// Whether the server says what it serves; where it does not, what is known can only be tried.
    private let isAnswered: Bool

    /// - Throws: A failure with its sentence, where the server cannot be asked.
    init(_ client: KubeClient) async throws {
        self.client = client
        do throws(ClusterError) {
            served = try await client.discover().kinds
            isAnswered = true
        } catch {
            switch error {
            case .forbidden, .notFound, .methodNotAllowed:
                served = []
                isAnswered = false
            default: throw CommandFailure(error, doing: "Cannot ask the server for its kinds")
            }
        }
        names = KindNames(served: served)
    }

    /// - Throws: Wrong usage for a word that means nothing or several kinds; a failure for a kind that is not installed.
    func kind(_ word: String) async throws -> Discovery.Kind {
        if let found = try kind(word, names.find(word)) { return found }
        // A kind of somebody else's group goes by its whole name.
        let others = KindNames(await elsewhere().map { KindNames.Entry($0, isServed: true) })
        if let answer = others.findExact(word), case .one(let entry, let type) = answer {
            var kind = others.entries[entry].kind
            kind.type = type
            return kind
        } else if case .several(let names)? = others.findExact(word) {
            throw CommandFailure(KindSentence.several(word, names), .wrongUsage)
        }
        var nearest: String?
        if case .none(let near) = names.find(word) { nearest = near }
        throw CommandFailure(KindSentence.none(word, nearest: nearest, names: served.map(\.type.plural)), .wrongUsage)
    }

    /// The kind that a path begins with, and the field.
    ///
    /// - Throws: As ``kind(_:)``.
    func field(_ path: KindPath) async throws -> (type: ResourceType, field: String) {
        if let (answer, field) = path.found(among: names), let kind = try kind(path.first, answer) { return (kind.type, field) }
        if case .one = names.find(path.first), let kind = try kind(path.first, names.find(path.first)) { return (kind.type, path.field(after: 1)) }
        let others = KindNames(await elsewhere().map { KindNames.Entry($0, isServed: true) })
        if let (answer, field) = path.found(among: others), case .one(_, let type) = answer { return (type, field) }
        return (try await kind(path.first).type, path.field(after: 1))
    }

    /// The kinds of a category of the server's; for `all` every one of our groups. None where the word is no such name.
    func kinds(called word: String) -> [Discovery.Kind] {
        let word = word.lowercased(), listable = served.filter { $0.verbs.contains("list") }
        if word == "all" { return listable }
        // A kind that is called so is meant before a category.
        if case .one? = names.findExact(word) { return [] }
        return listable.filter { kind in kind.categories.contains { $0.lowercased() == word } }
    }

    /// nil where the word means nothing among our groups.
    private func kind(_ word: String, _ answer: KindNames.Answer) throws -> Discovery.Kind? {
        switch answer {
        case .one(let entry, let type):
            let found = names.entries[entry]
            guard found.isServed || !isAnswered else {
                throw CommandFailure("\(type.kind) is not installed on this cluster.")
            }
            var kind = found.kind
            kind.type = type
            return kind
        case .several(let names): throw CommandFailure(KindSentence.several(word, names), .wrongUsage)
        case .none: return nil
        }
    }

    /// The kinds of other groups; none where the server does not tell.
    private func elsewhere() async -> [Discovery.Kind] {
        do throws(ClusterError) {
            return try await client.everyKind().filter { !DiscoveryGroups.gateways.names.contains($0.type.group) }
        } catch {
            // The word stays unknown, which is what is said.
            return []
        }
    }

    /// Complains of a word to begin with that means nothing on a server, if that answers soon.
    static func check(_ word: String, _ client: KubeClient) async throws {
        let failure = await withTaskGroup(of: CommandFailure?.self) { group in
            group.addTask { await complaint(word, client) }
            group.addTask {
                // Cancelled where the answer was faster.
                try? await Task.sleep(for: patience)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
        if let failure { throw failure }
    }

    private static func complaint(_ word: String, _ client: KubeClient) async -> CommandFailure? {
        // Where the server cannot be asked the dashboard opens all the same, and says what is wrong with the connection.
        guard let question = try? await KindQuestion(client), question.isAnswered else { return nil }
        switch question.names.find(word) {
        case .one: return nil
        case .several(let names): return CommandFailure(KindSentence.several(word, names), .wrongUsage)
        case .none(let nearest):
            let others = KindNames(await question.elsewhere().map { KindNames.Entry($0, isServed: true) })
            if case .one(_, let type)? = others.findExact(word) {
                return CommandFailure(
                    "The dashboard does not show \(type.kind), which is no kind of kgateway or of the Gateway API. "
                        + "`gatehouse get \(type.qualifiedName)` prints them.", .wrongUsage)
            }
            let all = question.served.map(\.type.plural)
            return CommandFailure(KindSentence.none(word, nearest: nearest, names: all), .wrongUsage)
        }
    }
}
