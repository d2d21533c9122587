import KubeModel

/// One edit, from opening the editor to its end, as a pure state machine: whoever runs it opens the editor, sends
/// requests and keeps drafts.
///
/// It never sends what the person did not save, never gives up what they typed, and never replaces a version they have
/// not seen: the version that goes out is the one in their text, and no refusal changes that.
public struct EditSession: Equatable, Sendable {
    /// What is to be done next. Exactly one follows ``start()`` and every ``handle(_:)``.
    public enum Step: Equatable, Sendable {
        /// Show this text in the editor; then ``Input/editorClosed(_:)`` or ``Input/editorFailed(_:reason:)``.
        case openEditor(text: String)
        /// Ask the server what it would make of this, without storing it; then ``Input/rehearsed(_:)``.
        case rehearse(ChangeRequest)
        /// Show what it would change, and ask; then ``Input/answered(_:)``.
        case ask(WritePreview)
        /// Send this; then ``Input/replied(_:)``.
        case send(ChangeRequest)
        /// Read the object again; then ``Input/fetched(_:)``.
        case fetch(ResourceType, ObjectKey)
        /// Show the outcome, keep its draft.
        case finish(EditOutcome)
    }

    public enum Input: Equatable, Sendable {
        /// The editor ended well. The bytes of its file; nil when the file is gone.
        case editorClosed([UInt8]?)
        /// The editor could not be started, or ended with a failure. The reason is a clause: `vi was not found`.
        case editorFailed([UInt8]?, reason: String)
        /// The editor's file could not be written or read. What is known of the text, and why, in a sentence.
        case fileFailed([UInt8]?, sentence: String)
        case rehearsed(WriteRehearsal)
        case answered(WritePreview.Word)
        case replied(Result<JSONValue, EditRefusal>)
        /// The object as it is now; nil where it could not be read.
        case fetched(JSONValue?)
    }

    public let type: ResourceType
    /// The object being replaced; for a new one, the name is empty.
    public let key: ObjectKey
    /// What is to be replaced; nil for a new object.
    private let opened: JSONValue?
    private var buffer: EditBuffer
    /// The person's text as it was last refused; nil as long as nothing was.
    private var refusedText: String?
    /// Why it was refused.
    private var refusal: EditNotice?
    /// How often the text was refused.
    private var refusals = 0
    /// What was sent last, and the text it was made from.
    private var sent: ChangeRequest?
    private var sentText = ""
    private var conflict: APIStatus?
    /// Whether the object is read again because the answer to a change did not show what was stored.
    private var isVerifying = false
    /// The newest version that the person was shown after a conflict.
    private var latest: JSONValue?
    /// Replacements in a row that were sent again because only the status had changed.
    private var retries = 0
    /// Whether the server tries a change, and the person sees what it does, before it is sent.
    public var asksBeforeSending = false
    /// Whether the person went back to the editor from what they were shown.
    private var isBackFromPreview = false

    /// Edits an object.
    ///
    /// - Parameter draft: A text kept from an earlier edit of it, to begin with.
    public init(editing object: JSONValue, type: ResourceType, draft: String? = nil) {
        self.init(
            type: type, key: EditWords.key(of: object), opened: object, buffer: EditBuffer(editing: object, type: type))
        if let draft { resume(draft) }
    }

    /// Reads the object that is to be edited from the bytes of the server.
    ///
    /// - Throws: ``EditObstacle`` where an edit would lose what nobody touched.
    public static func object(in bytes: [UInt8]) throws(EditObstacle) -> JSONValue {
        let json = RawJSON(bytes)
        guard let object = json.value, object.object != nil else { throw .notAnObject }
        guard json.isUnicode else { throw .notUnicode }
        return object
    }

    /// Creates an object from the template of its kind.
    public init(
        creating type: ResourceType, namespace: String?, servesContract: Bool = true, draft: String? = nil
    ) {
        let namespace = type.isNamespaced ? namespace ?? "default" : nil
        self.init(
            type: type, key: ObjectKey(namespace: namespace, name: ""), opened: nil,
            buffer: EditBuffer(creating: type, namespace: namespace ?? "", servesContract: servesContract))
        if let draft { resume(draft) }
    }

    private init(type: ResourceType, key: ObjectKey, opened: JSONValue?, buffer: EditBuffer) {
        self.type = type
        self.key = key
        self.opened = opened
        self.buffer = buffer
    }

    private mutating func resume(_ draft: String) {
        refusedText = draft
        buffer.show(draft, notice: EditNotice(["This is the draft that was kept. \(EditWords.again)"]))
    }

    /// Says in the text that drafts of the same object are kept. Not in a draft, and not once the editor was open.
    ///
    /// - Parameter paths: The newest last.
    public mutating func mention(drafts paths: [String]) {
        guard let newest = paths.last, refusedText == nil else { return }
        let more = paths.count > 1 ? ", and \(paths.count - 1) more" : ""
        buffer.say(
            "# A draft of it is kept from an earlier edit: \(SafeText.spelled(newest))\(more) (:drafts lists all).")
    }

    public func start() -> Step { .openEditor(text: buffer.shown) }

    /// Whether the person's text in the editor differs from what was opened, so that a crash would lose something.
    public var holdsTypedText: Bool { refusedText != nil }

    /// `replace TrafficPolicy team-a/cart-cors`, for sentences.
    private var action: String {
        if opened != nil { return "replace \(EditWords.name(key, type: type))" }
        let name = sent?.key.name ?? ""
        return name.isEmpty ? "create the \(type.kind)" : "create \(EditWords.name(sent?.key ?? key, type: type))"
    }

    public mutating func handle(_ input: Input) -> Step {
        switch input {
        case .editorClosed(let bytes): return closed(bytes)
        case .editorFailed(let bytes, let reason):
            return failed(bytes, "The editor failed: \(SafeText.short(reason, 300)).")
        case .fileFailed(let bytes, let sentence): return failed(bytes, SafeText.short(sentence, 600))
        case .replied(.success(let object)): return stored(object)
        case .replied(.failure(.status(let status))) where status.code == 409 && opened != nil:
            conflict = status
            return .fetch(type, key)
        case .replied(.failure(let refusal)):
            var notice = EditNotice(refusal, action: action)
            notice.reason = EditNotice(refusal.hiding(secretObjects), action: action).reason
            return reopen(sentText, notice)
        case .rehearsed(let rehearsal): return rehearsed(rehearsal)
        case .answered(let word): return answered(word)
        case .fetched(let now): return isVerifying ? verified(now) : resolve(now)
        }
    }

    private mutating func closed(_ bytes: [UInt8]?) -> Step {
        guard let text = Self.decode(bytes ?? []) else {
            let why = "The editor saved a text that is not UTF-8. Set its encoding to UTF-8, then edit again."
            return finish(.refused, nothingDone(why), draft: bytes)
        }
        let typed = buffer.stripped(text)
        if EditBuffer.isEmpty(typed) {
            guard let refusedText else { return finish(.unchanged, nothingDone("The text was emptied.")) }
            return finish(
                .refused, gaveUp("The text was emptied after that."), draft: Array(refusedText.utf8))
        }
        if isBackFromPreview {
            isBackFromPreview = false
            return submit(typed)
        }
        if let refusedText, EditBuffer.isSame(typed, refusedText) {
            // Saved again or left without saving: the file does not tell.
            return finish(
                .refused, gaveUp("The editor was closed without another change."), draft: Array(typed.utf8))
        }
        // What was typed and means nothing by the rules of YAML, a carriage return for instance, is not passed over.
        if buffer.isUnchanged(typed), !EditCheck.isDoubtful(typed) { return unchanged(typed) }
        retries = 0
        return submit(typed)
    }

    private func unchanged(_ typed: String) -> Step {
        let why = typed == buffer.original ? "The text was not changed." : "The text means what it meant before."
        guard let refusedText else { return finish(.unchanged, nothingDone(why)) }
        return finish(
            .unchanged, gaveUp("After that the text was made what it was at first."), draft: Array(refusedText.utf8))
    }

    /// The last word on a text that was refused: on what, why, how it ended, what to do.
    private func gaveUp(_ end: String) -> String {
        guard let refusal else { return nothingDone(end) }
        let words = [refusal.reason, end, refusal.cure].filter { !$0.isEmpty }.joined(separator: " ")
        guard refusal.isUncertain else { return nothingDone(withoutSecrets(words)) }
        let name = EditWords.name(sent?.key ?? key, type: type)
        return "It is not known whether \(name) was \(opened == nil ? "created" : "changed"). \(withoutSecrets(words))"
    }

    private mutating func submit(_ text: String) -> Step {
        switch EditCheck(type: type, opened: seen(in: text), namespace: key.namespace).request(text) {
        case .failure(let refused): return reopen(text, refused.notice)
        case .success(let request):
            sent = request
            sentText = text
            return asksBeforeSending ? .rehearse(request) : .send(request)
        }
    }

    private mutating func rehearsed(_ rehearsal: WriteRehearsal) -> Step {
        guard let sent else { return finish(.unchanged, nothingDone("Nothing was to be sent.")) }
        var remarks = rehearsal.warnings.map { "The server warns: \(EditWords.ended(SafeText.short($0, 400)))" }
        if let obstacle = rehearsal.obstacle {
            remarks.append("The server could not try it first: \(EditWords.ended(SafeText.short(withoutSecrets(obstacle), 300)))")
        } else if case .failure(let refusal) = rehearsal.answer {
            return handle(.replied(.failure(refusal)))
        }
        let record = ChangeRecord(type: type, key: sent.key, before: latest ?? opened, after: sent.body)
        let stored: [Int: JSONValue] = if case .success(let object) = rehearsal.answer, object["metadata"] != nil { [0: object] } else { [:] }
        let title = opened == nil ? "Create" : "Replace"
        return .ask(
            WritePreview(
                "\(title) \(EditWords.name(sent.key, type: type))", [record], rehearsed: stored, remarks: remarks, canEdit: true))
    }

    private mutating func answered(_ word: WritePreview.Word) -> Step {
        switch word {
        case .send:
            guard let sent else { return finish(.unchanged, nothingDone("Nothing was to be sent.")) }
            return .send(sent)
        case .edit:
            (refusedText, refusal, isBackFromPreview) = (sentText, nil, true)
            buffer.show(sentText)
            return .openEditor(text: buffer.shown)
        case .leave: return finish(.left, nothingDone("You left it before it was sent."), draft: Array(sentText.utf8))
        }
    }

    /// The version of the object that the text is about: the one after a conflict where the person has taken its
    /// version over.
    private func seen(in text: String) -> JSONValue? {
        guard let opened, let latest, let document = try? YAMLReader.parse(text) else { return opened }
        let written = document[path: ["metadata", "resourceVersion"]]
        let version = latest[path: ["metadata", "resourceVersion"]]?.string
        if case .number(let digits)? = written { return digits == version ? latest : opened }
        return written?.string == version ? latest : opened
    }

    /// A script that changes the text every time would be asked for ever.
    private static let refusalLimit = 100

    mutating func reopen(_ text: String, _ notice: EditNotice) -> Step {
        refusedText = text
        refusal = notice
        refusals += 1
        guard refusals < Self.refusalLimit else {
            return finish(.refused, gaveUp("It was refused \(refusals) times."), draft: Array(text.utf8))
        }
        buffer.show(text, notice: notice)
        return .openEditor(text: buffer.shown)
    }

    private func failed(_ bytes: [UInt8]?, _ end: String) -> Step {
        let message = gaveUp(end)
        guard let bytes, let text = Self.decode(bytes) else {
            return finish(.refused, message, draft: bytes ?? refusedText.map { Array($0.utf8) })
        }
        let typed = buffer.stripped(text)
        // Nobody chose to end here: a comment is as good as a field.
        let isWorthless = buffer.isUntouched(typed)
        return finish(.refused, message, draft: isWorthless ? refusedText.map { Array($0.utf8) } : Array(typed.utf8))
    }

    /// Strict: a byte that is not UTF-8 would be lost.
    private static func decode(_ bytes: [UInt8]) -> String? { String(validating: bytes, as: UTF8.self) }
}

// MARK: How it ends

extension EditSession {
    /// The answer to a request that the server took; where it does not show the object, that is read again.
    private mutating func stored(_ object: JSONValue) -> Step {
        guard object[path: ["metadata", "name"]]?.string == nil else { return done(object) }
        // Without a name of its own a new object cannot be found again.
        guard let key = sent?.key, !key.name.isEmpty else { return verified(nil) }
        isVerifying = true
        return .fetch(type, key)
    }

    private mutating func verified(_ object: JSONValue?) -> Step {
        isVerifying = false
        if let object { return done(object) }
        let name = EditWords.name(sent?.key ?? key, type: type)
        return finish(
            opened == nil ? .created : .replaced,
            "\(opened == nil ? "Created" : "Replaced") \(name). What the server stored could not be read.",
            object: sent?.body)
    }

    /// The outcome of a request that the server took: what it stored is compared with what was sent.
    private func done(_ object: JSONValue) -> Step {
        let stored = EditWords.key(of: object)
        let name = EditWords.name(stored.name.isEmpty ? sent?.key ?? key : stored, type: type)
        let deed = opened == nil ? "Created \(name)" : "Replaced \(name)"
        let missing = sent.map { shortfall(of: $0, in: object) }
        guard let missing, !missing.isEmpty else {
            return finish(opened == nil ? .created : .replaced, deed + ".", object: object)
        }
        return finish(
            opened == nil ? .created : .replaced, "\(deed), but \(withoutSecrets(missing.sentence))", object: object,
            draft: Array(sentText.utf8), isPartial: true)
    }

    /// What was sent, as far as it is the person's: the status that the editor never saw is put back into the request,
    /// and one they wrote is theirs whatever there was.
    private func shortfall(of request: ChangeRequest, in stored: JSONValue) -> Shortfall {
        var body = request.body
        var base = opened
        if (try? YAMLReader.parse(sentText))?["status"] == nil { body["status"] = nil } else { base?["status"] = nil }
        return Shortfall(sent: body, stored: stored, opened: base)
    }

    private func nothingDone(_ why: String) -> String {
        guard opened != nil else {
            let key = sent?.key ?? key
            let name = key.name.isEmpty || refusedText == nil ? "" : " as \(EditWords.name(key, type: type))"
            return "Nothing was created\(name). \(why)"
        }
        return "Nothing was changed in \(EditWords.name(key, type: type)). \(why)"
    }

    /// Servers quote what they refuse: tokens that the screen masks are masked in a last sentence, too.
    private func withoutSecrets(_ sentence: String) -> String { SecretMask.hiding(secretObjects, in: sentence) }

    /// All versions of the object that are known here.
    private var secretObjects: [JSONValue] {
        [sent?.body, refusedText.flatMap { try? YAMLReader.parse($0) }, opened, latest].compactMap { $0 }
    }

    private func finish(
        _ kind: EditOutcome.Kind, _ message: String, object: JSONValue? = nil, draft: [UInt8]? = nil,
        isPartial: Bool = false
    ) -> Step {
        var outcome = EditOutcome(
            kind: kind, message: message, object: object, draft: draft, type: type, key: draftKey)
        outcome.isPartial = isPartial
        return .finish(outcome)
    }

    /// A draft of a new object is named after the name it was given, where it got as far as that.
    private var draftKey: ObjectKey { opened == nil && sent != nil ? sent?.key ?? key : key }

    /// After a conflict: what others did decides.
    ///
    /// - Where the server already has exactly what was sent (an earlier request arrived and its reply was lost), that
    ///   is it.
    /// - Where only what the server writes by itself has changed, nothing of anybody's is overwritten: sent again on
    ///   the new version.
    /// - Else the person is shown the changes. Their text, and the version in it, stays as it is.
    private mutating func resolve(_ now: JSONValue?) -> Step {
        let status = conflict ?? APIStatus(code: 409, reason: "Conflict", message: "")
        conflict = nil
        let name = EditWords.name(key, type: type)
        guard let sent, let opened, let now else {
            return reopen(
                sentText,
                EditNotice(
                    conflict: status, name: name, changes: ObjectDiff(from: .null, to: .null), now: nil,
                    secrets: secretObjects))
        }
        // What the person may leave out of the text because the server puts it back.
        let restored = ObjectDiff.writtenByServer.union(["metadata.uid", "metadata.creationTimestamp"])
        if ObjectDiff(from: now, to: sent.body, ignoring: restored).isEmpty { return done(now) }
        let base = [latest, opened].compactMap { $0 }.first { Self.version($0) == Self.version(sent.body) }
        let changes = ObjectDiff(from: base ?? opened, to: now, ignoring: ObjectDiff.writtenByServer)
        if changes.isEmpty, base != nil, retries < Self.retryLimit, let version = Self.version(now) {
            retries += 1
            return sendAgain(sent, version: version, now: now)
        }
        latest = now
        return reopen(
            sentText, EditNotice(conflict: status, name: name, changes: changes, now: now, secrets: secretObjects))
    }

    /// A controller that writes the status more often than this while we try is shown to the person.
    private static let retryLimit = 5

    private static func version(_ object: JSONValue) -> String? {
        object[path: ["metadata", "resourceVersion"]]?.string
    }

    /// The text keeps the version that was opened; only the request moves on.
    private mutating func sendAgain(_ request: ChangeRequest, version: String, now: JSONValue) -> Step {
        var again = request
        var metadata = again.body["metadata"] ?? [:]
        metadata["resourceVersion"] = .string(version)
        again.body["metadata"] = metadata
        let isPutBack = (try? YAMLReader.parse(sentText))?["status"] == nil
        if isPutBack { again.body["status"] = now["status"] }
        // The next conflict is compared with this version: nobody's change may slip in between.
        latest = now
        sent = again
        return .send(again)
    }
}
