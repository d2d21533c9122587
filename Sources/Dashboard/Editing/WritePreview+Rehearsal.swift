import KubeModel

extension WritePreview {
    /// What an edit would do, as the server says that tried it.
    ///
    /// - Parameter secrets: Objects whose secrets a sentence must not hold.
    init(_ record: ChangeRecord, tried rehearsal: WriteRehearsal, hiding secrets: [JSONValue]) {
        var remarks = rehearsal.warnings.map { "The server warns: \(EditWords.ended(SafeText.short(SecretMask.hiding(secrets, in: $0), 400)))" }
        if let obstacle = rehearsal.obstacle {
            remarks.append("The server could not try it first: \(EditWords.ended(SafeText.short(SecretMask.hiding(secrets, in: obstacle), 300)))")
        }
        let stored: [Int: JSONValue] = if case .success(let object) = rehearsal.answer, object["metadata"] != nil { [0: object] } else { [:] }
        let title = "\(record.before == nil ? "Create" : "Replace") \(EditWords.name(record.key, type: record.type))"
        self.init(title, [record], rehearsed: stored, remarks: remarks, canEdit: true)
    }
}
