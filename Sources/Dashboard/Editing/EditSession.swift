import KubeModel
import KubeRules

/// One edit, from opening the editor to its end, as a pure state machine: whoever runs it opens the editor, sends
/// requests and keeps drafts.
///
/// It never sends what the person did not save, and never gives up what they typed or what others changed: a request holds
/// for one version of the object, and what was changed there meanwhile is in it (``EditMerge``), or the person is asked.
public struct EditSession: Equatable, Sendable {
    /// The context that the cluster is reached by: a draft is of no other.
    public var context = ""
    /// Whether the text is that of a file: it is sent as it stands or not at all, and no editor is opened on it.
    public var isOfFile = false
    public let type: ResourceType
    /// The object being replaced; for a new one, the name is empty.
    public let key: ObjectKey
    private var versions: EditVersions
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
    /// Whether a request may have been carried out and its reply lost.
    private var mayHaveArrived = false
    /// Whether the object is read again because the answer to a change did not show what was stored.
    private var isVerifying = false
    /// Whether the server tries a change, and the person sees what it does, before it is sent.
    public var asksBeforeSending = false
    /// Whether the person has seen what the text does, and wants it sent.
    private var isAgreed = false
    /// Whether the person went back to the editor from what they were shown.
    private var isBackFromPreview = false
    /// The text that is handed in first, where it is not the editor's.
    public private(set) var text: String?

    /// Edits an object.
    ///
    /// - Parameters:
    ///   - draft: A text kept from an earlier edit of it, to begin with.
    ///   - base: The object that the draft was made from; nil where that is not known: then it is taken for an edit of the
    ///     object as it is.
    public init(editing object: JSONValue, type: ResourceType, draft: String? = nil, base: JSONValue? = nil) {
        self.init(
            type: type, key: EditWords.key(of: object), object: object, buffer: EditBuffer(editing: object, type: type))
        if let draft { resume(draft, from: base ?? object) }
    }

    /// Creates an object from the template of its kind.
    public init(
        creating type: ResourceType, namespace: String?, template: String? = nil, draft: String? = nil
    ) {
        let namespace = type.isNamespaced ? namespace ?? "default" : nil
        self.init(
            type: type, key: ObjectKey(namespace: namespace, name: ""), object: nil,
            buffer: EditBuffer(creating: type, text: template ?? ResourceTemplate.text(for: type, namespace: namespace ?? "")))
        if let draft { resume(draft, from: nil) }
    }

    /// Creates an object from a text that stands already: it is handed in before an editor is opened.
    ///
    /// - Parameter text: See ``text``.
    public init(creating type: ResourceType, namespace: String?, text: String) {
        let header = EditBuffer(creating: type, text: text)
        self.init(type: type, key: ObjectKey(namespace: type.isNamespaced ? namespace ?? "default" : nil, name: ""), object: nil, buffer: header)
        (self.text, refusedText, isBackFromPreview) = (text, text, true)
    }

    private init(type: ResourceType, key: ObjectKey, object: JSONValue?, buffer: EditBuffer) {
        self.type = type
        self.key = key
        versions = EditVersions(type, key, object: object)
        self.buffer = buffer
    }

    private mutating func resume(_ draft: String, from base: JSONValue?) {
        let draft = buffer.withoutHeader(draft)
        versions.begin(with: base)
        let resumed = versions.resume(draft)
        if let text = versions.baseText { buffer.rebase(on: text) }
        refusedText = resumed?.text ?? draft
        buffer.show(
            resumed?.text ?? draft,
            notice: resumed?.notice ?? EditNotice(["This is the draft that was kept.", EditWords.again]))
    }

    /// Takes what the server says of the kind: texts are held against it, and it knows the keys of lists.
    public mutating func learn(_ book: SchemaBook) { versions.learn(book) }

    /// Whether it has to be told what the server says of the kind (``learn(_:)``), before a text is handed in.
    public var wantsSchema: Bool { !versions.knowsSchema }

    /// Says in the text that drafts of the same object are kept. Not in a draft, and not once the editor was open.
    ///
    /// - Parameter paths: The newest last.
    public mutating func mention(drafts paths: [String]) {
        guard let newest = paths.last, refusedText == nil else { return }
        let more = paths.count > 1 ? ", and \(paths.count - 1) more" : ""
        buffer.say(
            "\(EditWords.draftKept) from an earlier edit: \(SafeText.spelled(newest))\(more) (:drafts lists all).")
    }

    /// What the text in the editor is made from.
    public var origin: DraftOrigin { DraftOrigin(type: type, key: draftKey, context: context, base: versions.base) }

    public func start() -> Step { .openEditor(text: buffer.shown) }

    /// Whether the person's text in the editor differs from what was opened, so that a crash would lose something.
    public var holdsTypedText: Bool { refusedText != nil }

    /// `replace TrafficPolicy team-a/cart-cors`, for sentences.
    private var action: String {
        if !isCreating { return "replace \(EditWords.name(key, type: type))" }
        let name = sent?.key.name ?? ""
        return name.isEmpty ? "create the \(type.kind)" : "create \(EditWords.name(sent?.key ?? key, type: type))"
    }

    private var isCreating: Bool { versions.isCreating }

    /// Whether the object is to be looked at before what was to be sent is sent: its version tells whether anybody changed
    /// it since the text was opened. Hand in ``Input/fetched(_:)`` then; it is asked for once after each save.
    public var wantsLook: Bool { versions.wantsLook }

    /// Whether a reading will be put together with the person's text: then the keys of lists matter (``learn(_:)``).
    public func isNews(_ reading: Reading) -> Bool {
        if case .found(let now) = reading { versions.isNews(now) } else { false }
    }

    /// What others changed meanwhile and is sent with what the person changed; empty where there is nothing.
    public var takenOver: [String] { versions.takenOver }

    public mutating func handle(_ input: Input) -> Step {
        switch input {
        case .editorClosed(let bytes): return closed(bytes)
        case .editorFailed(let bytes, let reason):
            return failed(bytes, "The editor failed: \(SafeText.short(reason, 300)).")
        case .fileFailed(let bytes, let sentence): return failed(bytes, SafeText.short(sentence, 600))
        case .replied(.success(let object)): return stored(object)
        case .replied(.failure(.status(let status))) where status.code == 409 && versions.base != nil:
            conflict = status
            return .fetch(type, key)
        case .replied(.failure(let refusal)): return refused(refusal)
        case .rehearsed(let rehearsal): return rehearsed(rehearsal)
        case .answered(let word): return answered(word)
        case .fetched(let reading) where isVerifying: return verified(reading)
        case .fetched(let reading): return looked(reading)
        }
    }

    private mutating func refused(_ refusal: EditRefusal) -> Step {
        var notice = EditNotice(refusal, action: action)
        notice.reason = EditNotice(refusal.hiding(secretObjects), action: action).reason
        if notice.isUncertain { mayHaveArrived = true }
        if case .status(let status) = refusal, status.code == 404, !isCreating { versions.losesObject() }
        guard let shown = versions.showTakenOver() else { return reopen(sentText, notice) }
        notice.lines += shown.lines
        return reopen(shown.text, notice)
    }

    private mutating func closed(_ bytes: [UInt8]?) -> Step {
        guard let text = Self.decode(bytes ?? []) else {
            return finish(.refused, nothingDone(EditWords.notUTF8(bytes ?? [])), draft: bytes)
        }
        // No line of a file is ours.
        let typed = isOfFile ? text : buffer.stripped(text)
        if EditBuffer.isEmpty(typed) {
            guard let refusedText else { return finish(.unchanged, nothingDone("The text was emptied.")) }
            return finish(.refused, gaveUp("The text was emptied after that."), draft: Array(refusedText.utf8))
        }
        if isBackFromPreview {
            isBackFromPreview = false
            return submit(typed)
        }
        if let refusedText, EditBuffer.isSame(typed, refusedText) {
            // Saved again or left without saving: the file does not tell.
            return finish(.refused, gaveUp("The editor was closed without another change."), draft: Array(typed.utf8))
        }
        // What was typed and means nothing by the rules of YAML, a carriage return for instance, is not passed over.
        // A file that is the template is an object all the same.
        let mayBeUnchanged = !versions.isGone && !(isOfFile && isCreating)
        if mayBeUnchanged, buffer.isUnchanged(typed), !EditCheck.isDoubtful(typed) { return unchanged(typed) }
        versions.save()
        isAgreed = false
        return submit(typed)
    }

    private func unchanged(_ typed: String) -> Step {
        let why = typed == buffer.original ? "The text was not changed." : "The text means what it meant before."
        guard let refusedText else { return finish(.unchanged, nothingDone(why)) }
        if versions.isRebased { return finish(.unchanged, nothingDone("The text was made what is on the server now.")) }
        return finish(.unchanged, gaveUp("After that the text was made what it was at first."), draft: Array(refusedText.utf8))
    }

    /// The last word on a text that was refused: on what, why, how it ended, what to do.
    private func gaveUp(_ end: String) -> String {
        guard let refusal else { return nothingDone(end) }
        let words = [refusal.reason.text { isOfFile ? $0 : buffer.shownLine($0) }, end, isOfFile ? "" : refusal.cure].filter { !$0.isEmpty }.joined(separator: " ")
        guard refusal.isUncertain else { return nothingDone(withoutSecrets(words)) }
        let name = EditWords.name(sent?.key ?? key, type: type)
        return "It is not known whether \(name) was \(isCreating ? "created" : "changed"). \(withoutSecrets(words))"
    }

    private mutating func submit(_ text: String) -> Step {
        switch versions.check.document(text) {
        case .failure(let refused): return reopen(text, refused.notice)
        case .success(let document):
            if let notice = versions.refusal(of: text, document) { return reopen(text, notice) }
            sentText = text
            return take(versions.put(text, document))
        }
    }

    private mutating func rehearsed(_ rehearsal: WriteRehearsal) -> Step {
        guard let sent else { return start() }
        if rehearsal.obstacle == nil, case .failure(let refusal) = rehearsal.answer {
            return handle(.replied(.failure(refusal)))
        }
        var preview = versions.preview(of: sent, rehearsal, secrets: secretObjects)
        if isOfFile { preview.canEdit = false }
        return .ask(preview)
    }

    private mutating func answered(_ word: WritePreview.Word) -> Step {
        switch word {
        case .send:
            guard let sent else { return start() }
            isAgreed = true
            return .send(sent)
        case .edit:
            (refusedText, refusal, isBackFromPreview) = (sentText, nil, true)
            buffer.show(sentText)
            return .openEditor(text: buffer.shown)
        case .leave: return finish(.left, nothingDone("You left it before it was sent."), draft: Array(sentText.utf8))
        }
    }

    private mutating func take(_ answer: EditVersions.Answer) -> Step {
        switch answer {
        case .send(let request):
            sent = request
            return onwards(request)
        case .ask(let text, let notice): return reopen(text, notice)
        case .isThere(let object):
            // The reply to an earlier request was lost, or somebody else made the same change.
            if mayHaveArrived { return done(object) }
            return finish(.unchanged, nothingDone("It is on the server already as your text has it."), object: object)
        }
    }

    /// What the person was not shown is tried and shown first.
    private func onwards(_ request: ChangeRequest) -> Step {
        asksBeforeSending && !(isAgreed && takenOver.isEmpty) ? .rehearse(request) : .send(request)
    }

    /// A script that changes the text every time would be asked for ever.
    private static let refusalLimit = 100

    private mutating func reopen(_ text: String, _ notice: EditNotice) -> Step {
        refusedText = text
        refusal = notice
        refusals += 1
        if isOfFile { return finish(.refused, gaveUp(""), remarks: notice.remarks) }
        if let base = versions.baseText { buffer.rebase(on: base) }
        buffer.show(text, notice: notice)
        guard refusals < Self.refusalLimit else {
            return finish(.refused, gaveUp("It was refused \(refusals) times."), draft: Array(text.utf8))
        }
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
        guard let key = sent?.key, !key.name.isEmpty else { return verified(.unknown) }
        isVerifying = true
        return .fetch(type, key)
    }

    private mutating func verified(_ reading: Reading) -> Step {
        isVerifying = false
        if case .found(let object) = reading { return done(object) }
        return finish(
            isCreating ? .created : .replaced,
            "\(deed(on: sent?.key ?? key)). What the server stored could not be read.", object: sent?.body)
    }

    /// The outcome of a request that the server took: what it stored is compared with what was sent.
    private func done(_ object: JSONValue) -> Step {
        let stored = EditWords.key(of: object)
        let deed = deed(on: stored.name.isEmpty ? sent?.key ?? key : stored)
        let missing = sent.map { shortfall(of: $0, in: object) }
        guard let missing, !missing.isEmpty else { return finish(isCreating ? .created : .replaced, deed + ".", object: object) }
        return finish(
            isCreating ? .created : .replaced, "\(deed), but \(withoutSecrets(missing.sentence))", object: object,
            draft: Array(sentText.utf8), isPartial: true)
    }

    /// `Replaced TrafficPolicy a/b; kept what changed there meanwhile: spec.timeouts.request`.
    private func deed(on key: ObjectKey) -> String {
        let kept = takenOver.isEmpty ? "" : "; kept what changed there meanwhile: \(EditWords.fields(takenOver))"
        return "\(isCreating ? "Created" : "Replaced") \(EditWords.name(key, type: type))\(kept)"
    }

    /// What was sent, as far as it is the person's: the status that the editor never saw is put back into the request,
    /// and one they wrote is theirs whatever there was.
    private func shortfall(of request: ChangeRequest, in stored: JSONValue) -> Shortfall {
        var body = request.body
        var base = versions.isGone ? nil : versions.newest
        // What a file was exported with is nothing that anybody asks for.
        if isOfFile || (try? YAMLReader.parse(sentText))?["status"] == nil { body["status"] = nil } else { base?["status"] = nil }
        return Shortfall(sent: body, stored: stored, opened: base)
    }

    private func nothingDone(_ why: String) -> String {
        guard versions.base != nil else {
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
        [sent?.body, refusedText.flatMap { try? YAMLReader.parse($0) }, versions.base, versions.newest].compactMap { $0 }
    }

    private func finish(
        _ kind: EditOutcome.Kind, _ message: String, object: JSONValue? = nil, draft: [UInt8]? = nil,
        isPartial: Bool = false, remarks: [EditNotice.Remark] = []
    ) -> Step {
        // The text of a file is there already.
        var outcome = EditOutcome(
            kind: kind, message: message, object: object, draft: isOfFile ? nil : draft, type: type, key: draftKey)
        outcome.remarks = remarks.map { EditNotice.Remark($0.place, withoutSecrets($0.text)) }
        outcome.isPartial = isPartial
        outcome.replaced = versions.isGone ? nil : versions.newest
        return .finish(outcome)
    }

    /// A draft of a new object is named after the name it was given, where it got as far as that.
    private var draftKey: ObjectKey { versions.base == nil && sent != nil ? sent?.key ?? key : key }
}

// MARK: What others changed meanwhile

extension EditSession {
    /// The object as it is, before a request is sent and after one that came too late.
    private mutating func looked(_ reading: Reading) -> Step {
        let status = conflict
        conflict = nil
        versions.look()
        guard let sent else { return start() }
        switch reading {
        case .gone:
            versions.losesObject()
            let lines = ["Nothing was sent: \(EditWords.name(key, type: type)) was deleted.", EditWords.gone]
            return reopen(
                sentText,
                EditNotice(lines, reason: "Somebody deleted it while it was edited.", cure: EditWords.createAnew))
        case .found(let now) where isNews(reading) || versions.isGone:
            // It could be read before it was sent.
            guard let document = try? versions.check.document(sentText).get() else { return submit(sentText) }
            if status != nil { mayHaveArrived = true }
            return take(versions.put(sentText, document, on: now, isLate: status != nil))
        case .found, .unknown:
            // The version in the request keeps it from overwriting anything.
            return status.map { refused(.status($0)) } ?? onwards(sent)
        }
    }
}
