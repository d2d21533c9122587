import KubeModel

/// The sentences of editing, in one place.
enum EditWords {
    /// `TrafficPolicy team-a/cart-cors`.
    static func name(of object: JSONValue, type: ResourceType) -> String { name(key(of: object), type: type) }

    static func name(_ key: ObjectKey, type: ResourceType) -> String {
        "\(type.kind) \(SafeText.spelled(key.description))"
    }

    static func key(of object: JSONValue) -> ObjectKey {
        ObjectKey(
            namespace: object[path: ["metadata", "namespace"]]?.string,
            name: object[path: ["metadata", "name"]]?.string ?? "")
    }

    /// With a full stop, unless it ends in something of that kind.
    static func ended(_ sentence: String) -> String {
        sentence.last.map { ".!?…".contains($0) } == true ? sentence : sentence + "."
    }

    /// - Parameter bytes: What the editor saved, with our lines in it: the place is that in the editor.
    static func notUTF8(_ bytes: [UInt8]) -> String {
        let place = EncodedText.firstFault(in: bytes).map { " from line \($0.line), column \($0.column) on" } ?? ""
        return "The editor saved a text that is not UTF-8\(place). Set its encoding to UTF-8, then edit again."
    }

    static let correct =
        "Correct the text and save: it is sent again. Saved as it is, nothing is sent and the text is kept as a draft."
    static let gone =
        "It is not on the server any more: somebody deleted it. To create it anew from this text, change anything (an empty line will do) and save. Saved as it is, the text is kept as a draft."
    static let draftKept = "# A draft of it is kept"
    static let createAnew = "It is not on the server any more: create it from your text."
    static let again =
        "To send it again, change anything (an empty line will do) and save. Saved as it is, the text is kept as a draft."

    /// `spec.a, spec.b and 3 more`, in one bounded line.
    static func fields(_ paths: [String]) -> String {
        let names = paths.prefix(EditNotice.namedFields).map { SafeText.short($0, 100) }.joined(separator: ", ")
        return paths.count > EditNotice.namedFields ? "\(names) and \(paths.count - EditNotice.namedFields) more" : names
    }
}
