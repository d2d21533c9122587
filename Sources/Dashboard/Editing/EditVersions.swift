import KubeModel
import KubeRules

/// The versions of one object during an edit: that which the person's text was made from, and the newest that is known.
/// Makes requests of what the text means, with what others changed in it.
struct EditVersions: Equatable, Sendable {
    /// What becomes of a text.
    enum Answer: Equatable {
        case send(ChangeRequest)
        /// Only the person can tell what is right: this text is theirs from now on, and holds all of the newest version.
        case ask(text: String, EditNotice)
        /// The server has it already.
        case isThere(JSONValue)
    }

    private let type: ResourceType
    private let key: ObjectKey
    /// nil for a new object.
    private(set) var base: JSONValue?
    private(set) var newest: JSONValue?
    /// What the server says of the kind; nil: it was not asked, or has not said.
    private var book: SchemaBook?
    private var schema: Schema? { book?.schema(apiVersion: type.apiVersion, kind: type.kind) }
    /// What others changed meanwhile and the person was not shown in their text.
    private var merge: EditMerge?
    /// Whether somebody deleted it, and the person was told.
    private(set) var isGone = false
    /// Whether the person was shown another version than they opened.
    private(set) var isRebased = false
    /// Whether it was looked at since the text was saved.
    private var hasLooked = false
    /// Replacements in a row that came too late.
    private var lateness = 0

    init(_ type: ResourceType, _ key: ObjectKey, object: JSONValue?) {
        (self.type, self.key) = (type, key)
        (base, newest) = (object, object)
    }

    var check: EditCheck { EditCheck(type: type, opened: base, namespace: key.namespace) }
    var isCreating: Bool { base == nil || isGone }
    var wantsLook: Bool { !isCreating && !hasLooked }

    /// The fields that others changed meanwhile and the person was not shown in their text.
    var takenOver: [String] { merge?.takenOver ?? [] }

    /// The text of the object that the person's text was made from; nil for a new one.
    var baseText: String? { base.map { YAMLWriter.text(EditBuffer.editable($0, type: type)) } }

    func isNews(_ object: JSONValue) -> Bool { newest.map { Self.version($0) != Self.version(object) } ?? false }

    mutating func learn(_ book: SchemaBook) { self.book = book }

    var knowsSchema: Bool { book != nil }

    /// What the server would refuse a text for by the schema of its kind; nil where nothing is known against it.
    ///
    /// What is wrong in the object already and stays as it is, is left to the server.
    func refusal(of text: String, _ document: JSONValue) -> EditNotice? {
        guard let book else { return nil }
        let old = isGone ? nil : newest
        let body = old.map { check.replacement(document, of: $0).body } ?? check.creation(document).body
        guard let verdict = book.verdict(on: body, replacing: old), !verdict.problems.isEmpty else { return nil }
        return EditNotice(verdict.problems, type: type, text: text)
    }

    /// The text goes on from a draft, which was made from another version.
    mutating func begin(with base: JSONValue?) { self.base = base }

    /// A text was saved: it is looked anew what is on the server, and all tries are counted from here.
    mutating func save() { (lateness, hasLooked) = (0, false) }

    mutating func look() { hasLooked = true }

    mutating func losesObject() { isGone = true }

    /// - Parameters:
    ///   - document: What the text means.
    ///   - now: The object as it is on the server; nil: as it was when it was last looked at.
    ///   - isLate: Whether a request was refused because the object had changed.
    mutating func put(_ text: String, _ document: JSONValue, on now: JSONValue? = nil, isLate: Bool = false) -> Answer {
        merge = nil
        if isLate { lateness += 1 }
        guard let newest, let base else { return .send(check.creation(document)) }
        guard let now = now ?? (isGone ? nil : newest) else { return .send(check.creation(document)) }
        let isNew = newest[path: ["metadata", "uid"]] != now[path: ["metadata", "uid"]]
        guard base != now else {
            (self.newest, isGone) = (now, false)
            return .send(check.replacement(document, of: now))
        }
        let merge = EditMerge(text, document: document, base: base, now: now, type: type, schema: schema)
        let request = check.replacement(merge.merged, of: now)
        if merge.conflicts.isEmpty, EditablePart.of(request.body) == EditablePart.of(now) { return .isThere(now) }
        (self.newest, isGone) = (now, false)
        let isTooLate = lateness >= Self.latenessLimit
        self.merge = merge
        guard isNew || isTooLate || !merge.conflicts.isEmpty else { return .send(request) }
        return ask(merge, isNew: isNew, isTooLate: isTooLate && merge.conflicts.isEmpty)
    }

    /// Who changes the object more often than this while we try is shown to the person.
    private static let latenessLimit = 5

    private mutating func ask(_ merge: EditMerge, isNew: Bool, isTooLate: Bool) -> Answer {
        let marked = merge.marked(), name = EditWords.name(key, type: type)
        rebase()
        let notice =
            isTooLate
            ? EditNotice(merge, name: name, tooLate: lateness, isRewritten: marked.isRewritten)
            : EditNotice(merge, name: name, isNew: isNew, isRewritten: marked.isRewritten)
        return .ask(text: marked.text, notice)
    }

    /// A draft with what others changed since it was made; nil where they changed nothing, or it cannot be read.
    mutating func resume(_ draft: String) -> (text: String, notice: EditNotice)? {
        guard let base, let newest, base != newest, let document = try? check.document(draft).get() else { return nil }
        let merge = EditMerge(draft, document: document, base: base, now: newest, type: type, schema: schema)
        guard merge.conflicts.isEmpty else {
            guard case .ask(let text, let notice) = ask(merge, isNew: false, isTooLate: false) else { return nil }
            return (text, notice)
        }
        let marked = merge.marked()
        rebase()
        return (marked.text, EditNotice(draft: merge, isRewritten: marked.isRewritten))
    }

    /// What was refused is shown to the person with everything in it.
    ///
    /// - Returns: The text with what others changed; nil where there is none of that.
    mutating func showTakenOver() -> (text: String, lines: [String])? {
        guard let merge, !merge.takenOver.isEmpty else { return nil }
        rebase()
        return (merge.marked().text, EditNotice.takenOver(merge))
    }

    /// What a request would change, as the server tried it.
    ///
    /// - Parameter secrets: Objects whose secrets must not be shown.
    func preview(of request: ChangeRequest, _ rehearsal: WriteRehearsal, secrets: [JSONValue]) -> WritePreview {
        var remarks = merge.map(EditNotice.takenOver) ?? []
        remarks += rehearsal.warnings.map { "The server warns: \(EditWords.ended(SafeText.short($0, 400)))" }
        if let obstacle = rehearsal.obstacle {
            let words = SafeText.short(SecretMask.hiding(secrets, in: obstacle), 300)
            remarks.append("The server could not try it first: \(EditWords.ended(words))")
        }
        let record = ChangeRecord(type: type, key: request.key, before: isGone ? nil : newest, after: request.body)
        var stored: [Int: JSONValue] = [:]
        if case .success(let object) = rehearsal.answer, object["metadata"] != nil { stored[0] = object }
        let deed = isCreating ? "Create" : "Replace"
        return WritePreview(
            "\(deed) \(EditWords.name(request.key, type: type))", [record], rehearsed: stored, remarks: remarks, canEdit: true)
    }

    private mutating func rebase() { (base, merge, isRebased) = (newest, nil, true) }

    private static func version(_ object: JSONValue) -> String? {
        object[path: ["metadata", "resourceVersion"]]?.string
    }
}
