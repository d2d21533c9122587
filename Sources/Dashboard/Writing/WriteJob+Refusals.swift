import KubeModel
import KubeRules

extension WriteJob {
    /// What the server would refuse of the changes by the schemas of their kinds.
    ///
    /// - Parameter books: By version and kind, see ``bookName(of:)``; nothing is known against a kind without one.
    /// - Returns: By place among the records, why in a clause: `spec.timeouts.request: must be a string`.
    ///
    /// Cost: each object is held against its schema, rules and all: not for the main actor.
    public func refusals(_ books: [String: SchemaBook]) -> [Int: String] {
        var found: [Int: String] = [:]
        for (place, record) in records.enumerated() {
            guard !Task.isCancelled else { break }
            guard record.after != nil, let book = books[Self.bookName(of: record.type)] else { continue }
            let body = record.request(current: record.before).body
            guard let problems = book.problems(of: body, old: record.before), !problems.isEmpty else { continue }
            let named = problems.prefix(Self.namedProblems).map { "\($0.field.isEmpty ? "" : "\($0.field): ")\($0.message)" }
            let more = problems.count > named.count ? "; and \(problems.count - named.count) more" : ""
            let words = SafeText.short(named.joined(separator: "; "), 400)
            found[place] = EditWords.ended(SecretMask.hiding([body], in: words) + more)
        }
        return found
    }

    private static let namedProblems = 3

    /// What the schemas of a kind are known by: `gateway.kgateway.dev/v1alpha1/TrafficPolicy`.
    public static func bookName(of type: ResourceType) -> String { "\(type.apiVersion)/\(type.kind)" }

    /// Why one of the changes is not made, in a sentence.
    public func sentence(_ record: ChangeRecord, _ why: String) -> String {
        "Cannot \(deed.verb) \(record.type.kind) \(record.key): \(why)"
    }

    /// The same without some of its changes.
    func without(_ places: some Collection<Int>) -> WriteJob {
        let left = Set(places)
        return WriteJob(deed, records.enumerated().filter { !left.contains($0.offset) }.map(\.element))
    }
}
