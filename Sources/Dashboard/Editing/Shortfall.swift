import KubeModel
import KubeRules

/// What of an object that was sent is not in what the server stored: fields it does not know and drops in silence, as
/// servers before 1.25 do, and fields that an admission webhook made something else.
///
/// What the server adds (defaults, its own metadata) is none, nor a null or an empty part of the metadata that it leaves
/// away. A field that was sent and is gone always counts; one with another value only where the person changed it.
public struct Shortfall: Equatable, Sendable {
    /// `spec.timeout is gone`, `spec.retries[0].on is 5`, in the order of what was sent.
    public private(set) var fields: [String] = []

    /// - Parameter opened: What the change began with; nil for a new object, of which every field is the person's.
    public init(sent: JSONValue, stored: JSONValue, opened: JSONValue?) {
        compare(sent, stored, opened, path: [])
    }

    public var isEmpty: Bool { fields.isEmpty }

    /// Fields named in the sentence; the rest is counted.
    private static let namedFields = 10

    /// `not all of it is stored: spec.timeout is gone. The server ...`
    public var sentence: String {
        let named = fields.prefix(Self.namedFields).joined(separator: ", ")
        let rest = fields.count > Self.namedFields ? " and \(fields.count - Self.namedFields) more" : ""
        return "not all of it is stored as it was sent: \(named)\(rest)."
            + " The server does not know such a field, or an admission webhook changed it."
    }

    private enum Part: Equatable {
        case member(String), element(Int)
    }

    private mutating func compare(_ sent: JSONValue, _ stored: JSONValue?, _ opened: JSONValue?, path: [Part]) {
        guard sent != stored, !isServers(path, sent, opened) else { return }
        if sent.isNull { return }
        guard let stored, !stored.isNull else {
            if path.first == .member("metadata"), Self.isBlank(sent) { return }
            return note(path, "is gone")
        }
        switch (sent, stored) {
        case (.object(let members), .object(let kept)):
            for (key, value) in members { compare(value, kept[key], opened?[key], path: path + [.member(key)]) }
        case (.array(let elements), .array(let kept)):
            compare(elements, kept, opened?.array, path: path)
        case (.number(let left), .number(let right)) where DecimalText.isSame(left, right): return
        case (.null, _), (.bool, _), (.number, _), (.string, _), (.array, _), (.object, _):
            if sent != opened { note(path, isSecret(path) ? "is something else" : "is \(short(stored, at: path))") }
        }
    }

    /// Elements with names of their own are found by them, others by their place.
    private mutating func compare(_ sent: [JSONValue], _ stored: [JSONValue], _ opened: [JSONValue]?, path: [Part]) {
        let key = ["name", "type"].first { ObjectDiff.names(sent, $0) != nil && ObjectDiff.names(stored, $0) != nil }
        if key == nil, Self.isKept(sent, in: stored) { return }
        if key == nil, sent.count > stored.count, stored.allSatisfy({ sent.contains($0) }) {
            // Some are gone, and it can be told which, but for those of which there were two.
            let gone = sent.indices.filter { !stored.contains(sent[$0]) }
            for index in gone { note(path + [.element(index)], "is gone") }
            return gone.isEmpty ? note(path, "has lost what it held twice") : ()
        }
        for (index, element) in sent.enumerated() {
            let name = key.flatMap { element[$0] }
            func twin(_ list: [JSONValue]?) -> JSONValue? {
                guard let list else { return nil }
                if let key, let name { return list.first { $0[key] == name } }
                return list.indices.contains(index) ? list[index] : nil
            }
            compare(element, twin(stored), twin(opened), path: path + [.element(index)])
        }
    }

    /// Whether all elements are there in their order, with others between them or not.
    private static func isKept(_ sent: [JSONValue], in stored: [JSONValue]) -> Bool {
        var rest = stored[...]
        return sent.allSatisfy { element in
            guard let place = rest.firstIndex(of: element) else { return false }
            rest = rest[(place + 1)...]
            return true
        }
    }

    private func isServers(_ path: [Part], _ sent: JSONValue, _ opened: JSONValue?) -> Bool {
        guard path.count == 2, path[0] == .member("metadata"), case .member(let name) = path[1],
            MetadataRules.serverFields.contains(name)
        else { return false }
        return name == "managedFields" || name == "resourceVersion" || opened == nil || sent == opened
    }

    private static func isBlank(_ value: JSONValue) -> Bool {
        switch value {
        case .null: true
        case .string(let text): text.isEmpty
        case .array(let elements): elements.isEmpty
        case .object(let members): members.values.allSatisfy(isBlank)
        case .bool, .number: false
        }
    }

    private func names(_ path: [Part]) -> [String] {
        path.compactMap { part in
            switch part {
            case .member(let name): name
            case .element: nil
            }
        }
    }

    /// Copies of the whole object in annotations are masked inside, as on the screen.
    private func short(_ value: JSONValue, at path: [Part]) -> String {
        let names = names(path)
        guard let name = names.last else { return ObjectDiff.short(value) }
        var isMasked = false
        let shown = SecretMask.masked([name: value], &isMasked, parent: names.dropLast().last ?? "")
        return ObjectDiff.short(shown[name] ?? .null)
    }

    private func isSecret(_ path: [Part]) -> Bool {
        let names = names(path)
        return zip([""] + names, names).contains { SecretMask.hides($1, under: $0) }
    }

    private mutating func note(_ path: [Part], _ what: String) {
        var text = ""
        for part in path {
            switch part {
            case .member(let name): text += text.isEmpty ? name : ".\(name)"
            case .element(let index): text += "[\(index)]"
            }
        }
        fields.append("\(SafeText.short(text, 120)) \(what)")
    }
}
