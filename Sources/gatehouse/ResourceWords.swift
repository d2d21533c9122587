import ArgumentParser

/// What kubectl lets one write behind a verb: `KIND`, `KIND,KIND`, `KIND NAME NAME`, `KIND/NAME KIND/NAME`.
struct ResourceWords: Equatable {
    /// One kind, and the names of those of its objects that are meant; all where there are none.
    struct Part: Equatable {
        var kind: String
        var names: [String]
    }

    let parts: [Part]

    /// - Throws: `ValidationError`, where the words contradict each other.
    init(kind: String, names: [String]) throws {
        let words = [kind] + names
        guard words.contains(where: { $0.contains("/") }) else {
            let kinds = kind.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard !kinds.contains("") else { throw ValidationError("“\(kind)” has an empty kind in it: KIND,KIND.") }
            guard !names.contains("") else { throw ValidationError("A name is empty.") }
            var seen: Set<String> = []
            parts = kinds.filter { seen.insert($0.lowercased()).inserted }.map { Part(kind: $0, names: names) }
            return
        }
        parts = try words.map { word in
            guard word.contains("/") else {
                throw ValidationError("“\(word)” has no kind: where one word is KIND/NAME, all have to be.")
            }
            let halves = word.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            guard halves.count == 2, !halves.contains(""), !halves[0].contains(",") else {
                throw ValidationError("“\(word)” is not KIND/NAME: one kind, one name.")
            }
            return Part(kind: halves[0], names: [halves[1]])
        }
    }

    /// How many objects are named.
    var nameCount: Int { parts.reduce(0) { $0 + $1.names.count } }

    /// The one object that is named.
    ///
    /// - Throws: `ValidationError` where it is none, or more than one.
    func one(for command: String) throws -> (kind: String, name: String) {
        guard parts.count == 1, let part = parts.first, part.names.count == 1 else {
            throw ValidationError("\(command) takes one object: KIND NAME, or KIND/NAME.")
        }
        return (part.kind, part.names[0])
    }
}
