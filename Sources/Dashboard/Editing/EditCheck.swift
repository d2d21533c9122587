import KubeModel
import KubeRules

/// Turns the person's text into the body of a request, or into the reason why it cannot be sent at all.
struct EditCheck {
    var type: ResourceType
    /// The object that is edited; nil for a new one.
    var opened: JSONValue?
    /// Where a new object goes that names no namespace.
    var namespace: String?

    /// - Returns: What the text means, where it may be sent.
    func document(_ text: String) -> Result<JSONValue, Refused> {
        if let line = EditMarks.line(in: text, beyond: opened.map { YAMLWriter.text($0) } ?? "") {
            return .failure(Refused(EditNotice(markAt: line)))
        }
        let document: JSONValue
        do {
            let found = try YAMLReader.document(text)
            let doubts = Self.doubts(found, text)
            guard doubts.isEmpty else { return .failure(Refused(EditNotice(doubts: doubts))) }
            document = found.value
        } catch {
            return .failure(Refused(EditNotice(error, in: text)))
        }
        guard document.object != nil else {
            return .failure(
                Refused(notice(["The text must be one mapping, with apiVersion, kind, metadata and spec."]).placed(in: text)))
        }
        guard document["metadata"] == nil || document["metadata"]?.object != nil else {
            return .failure(Refused(notice(["metadata must be a mapping."], "metadata").placed(in: text)))
        }
        for problem in [wrongType(document), opened.flatMap { wrongIdentity(document, $0) } ?? wrongName(document)] {
            if let problem { return .failure(Refused(problem.placed(in: text))) }
        }
        return .success(document)
    }

    /// Whether a text holds what the person may have meant otherwise than it is read.
    static func isDoubtful(_ text: String) -> Bool {
        guard let document = try? YAMLReader.document(text) else { return false }
        return !doubts(document, text).isEmpty
    }

    private static func doubts(_ document: YAMLReader.Document, _ text: String) -> [YAMLError] {
        document.doubts + BlockText.doubts(text)
    }

    struct Refused: Error {
        var notice: EditNotice

        init(_ notice: EditNotice) { self.notice = notice }
    }

    private func notice(_ lines: [String], _ field: String? = nil) -> EditNotice {
        EditNotice(
            lines + ["Nothing was sent.", EditWords.correct],
            remarks: field.map { [EditNotice.Remark(.field($0), lines[0])] } ?? [],
            reason: PlacedWords(SafeText.short(lines.joined(separator: " "), 300)), cure: "Correct it and edit again.")
    }

    private func wrongType(_ document: JSONValue) -> EditNotice? {
        for (field, wanted) in [("apiVersion", opened?["apiVersion"]?.string ?? type.apiVersion), ("kind", type.kind)] {
            if document[field]?.string != wanted {
                return notice(["\(field) must be \(wanted): this is \(purpose)."], field)
            }
        }
        return nil
    }

    private var purpose: String {
        opened.map { "an edit of \(EditWords.name(of: $0, type: type))" } ?? "a new \(type.kind)"
    }

    private func wrongIdentity(_ document: JSONValue, _ opened: JSONValue) -> EditNotice? {
        let old = EditWords.key(of: opened)
        let metadata = document["metadata"]
        if metadata?["name"]?.string != old.name {
            return notice(
                ["metadata.name must stay \(SafeText.spelled(old.name)): an object cannot be renamed."], "metadata.name")
        }
        let namespace = metadata?["namespace"] ?? .null
        guard !namespace.isNull, namespace.string != old.namespace else { return nil }
        let wanted = old.namespace.map { "must stay \(SafeText.spelled($0)): an object cannot move" } ?? "must stay empty"
        return notice(["metadata.namespace \(wanted)."], "metadata.namespace")
    }

    private func wrongName(_ document: JSONValue) -> EditNotice? {
        guard opened == nil else { return nil }
        for field in ["name", "namespace", "generateName"] {
            guard let value = document[path: ["metadata", field]], !value.isNull, value.string == nil else { continue }
            return notice(["metadata.\(field) must be text: put it in quotes."], "metadata.\(field)")
        }
        let names = ["name", "generateName"].compactMap { document[path: ["metadata", $0]]?.string }
        return names.contains { !$0.isEmpty } ? nil : notice(["metadata.name is missing."], "metadata.name")
    }

    /// What the text leaves out of the identity is put back, and what the editor never shows: what the server keeps about
    /// the object, and the status, for servers that keep it in the same object. It holds for this version and no other.
    ///
    /// - Parameter now: The object as it is on the server.
    func replacement(_ document: JSONValue, of now: JSONValue) -> ChangeRequest {
        var body = document
        let key = EditWords.key(of: now)
        var metadata = body["metadata"] ?? [:]
        if let namespace = key.namespace { metadata["namespace"] = .string(namespace) }
        for (name, value) in now["metadata"]?.object ?? JSONObject()
        where MetadataRules.serverFields.contains(name) && name != "managedFields" && metadata[name] == nil {
            metadata[name] = value
        }
        metadata["resourceVersion"] = now[path: ["metadata", "resourceVersion"]]
        body["metadata"] = metadata
        if body["status"] == nil { body["status"] = now["status"] }
        return ChangeRequest(method: .replace, type: type, key: key, body: body)
    }

    /// The key's name is empty for a new object that leaves its name to the server (`generateName`).
    func creation(_ document: JSONValue) -> ChangeRequest {
        var key = EditWords.key(of: document)
        // What the server kept about an object that is gone is of no use to a new one.
        var body = opened == nil ? document : EditablePart.of(document)
        if type.isNamespaced {
            let namespace = key.namespace.flatMap { $0.isEmpty ? nil : $0 } ?? namespace ?? "default"
            key.namespace = namespace
            var metadata = body["metadata"] ?? [:]
            metadata["namespace"] = .string(namespace)
            body["metadata"] = metadata
        } else {
            key.namespace = nil
        }
        return ChangeRequest(method: .create, type: type, key: key, body: body)
    }
}
