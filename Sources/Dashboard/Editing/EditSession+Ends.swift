import KubeModel

extension EditSession {
    /// The answer to a request that the server took; where it does not show the object, that is read again.
    mutating func stored(_ object: JSONValue) -> Step {
        guard object[path: ["metadata", "name"]]?.string == nil else { return done(object) }
        // Without a name of its own a new object cannot be found again.
        guard let key = sent?.key, !key.name.isEmpty else { return verified(nil) }
        isVerifying = true
        return .fetch(type, key)
    }

    mutating func verified(_ object: JSONValue?) -> Step {
        isVerifying = false
        if let object { return done(object) }
        let name = EditWords.name(sent?.key ?? key, type: type)
        return finish(
            opened == nil ? .created : .replaced,
            "\(opened == nil ? "Created" : "Replaced") \(name). What the server stored could not be read.",
            object: sent?.body)
    }

    /// The outcome of a request that the server took: what it stored is compared with what was sent.
    func done(_ object: JSONValue) -> Step {
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

    func nothingDone(_ why: String) -> String {
        guard opened != nil else {
            let key = sent?.key ?? key
            let name = key.name.isEmpty || refusedText == nil ? "" : " as \(EditWords.name(key, type: type))"
            return "Nothing was created\(name). \(why)"
        }
        return "Nothing was changed in \(EditWords.name(key, type: type)). \(why)"
    }

    /// Servers quote what they refuse: tokens that the screen masks are masked in a last sentence, too.
    func withoutSecrets(_ sentence: String) -> String { SecretMask.hiding(secretObjects, in: sentence) }

    /// All versions of the object that are known here.
    var secretObjects: [JSONValue] {
        [sent?.body, refusedText.flatMap { try? YAMLReader.parse($0) }, opened, latest].compactMap { $0 }
    }

    func finish(
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
    mutating func resolve(_ now: JSONValue?) -> Step {
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
