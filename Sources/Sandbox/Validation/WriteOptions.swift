import KubeModel

/// The parameters that every write takes.
struct WriteOptions: Sendable {
    enum FieldValidation: String, Sendable {
        case ignore = "Ignore"
        case warn = "Warn"
        case strict = "Strict"
    }

    var isDryRun: Bool
    var fieldValidation: FieldValidation

    /// - Parameter kind: The name of the options in refusals: `CreateOptions`.
    /// - Throws: 422 for values that do not exist.
    init(_ request: APIRequest, kind: String) throws(APIStatus) {
        var causes: [APIStatus.Cause] = []
        let dryRun = request.text("dryRun")
        let validation = request.text("fieldValidation")
        if let dryRun, dryRun != "All" { causes.append(.notSupported("dryRun", [.string(dryRun)], ["All"])) }
        if let validation, FieldValidation(rawValue: validation) == nil {
            causes.append(.notSupported("fieldValidation", .string(validation), ["", "Ignore", "Strict", "Warn"]))
        }
        if let manager = request.text("fieldManager"), manager.utf8.count > 128 {
            causes.append(.tooLong("fieldManager", 128))
        }
        guard causes.isEmpty else { throw .invalidOptions(kind, causes) }
        isDryRun = dryRun != nil
        fieldValidation = validation.flatMap(FieldValidation.init) ?? .warn
    }
}
