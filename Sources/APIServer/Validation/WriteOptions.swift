import KubeModel
import KubeRules

/// The parameters that every write takes.
struct WriteOptions: Sendable {
    enum FieldValidation: String, Sendable {
        case ignore = "Ignore"
        case warn = "Warn"
        case strict = "Strict"
    }

    var isDryRun: Bool
    var fieldValidation: FieldValidation
    /// Who writes, where the writer says it.
    var fieldManager: String?
    /// Whether an apply takes the fields of others.
    var isForced: Bool

    /// - Parameter kind: The name of the options in refusals: `CreateOptions`.
    /// - Parameter isApply: Whether the request is a server-side apply, which needs a manager.
    /// - Throws: 422 for values that do not exist.
    init(_ request: APIRequest, kind: String, isApply: Bool = false) throws(APIStatus) {
        var problems: [FieldProblem] = []
        let dryRun = request.text("dryRun")
        let validation = request.text("fieldValidation")
        if let dryRun, dryRun != "All" { problems.append(.notSupported("dryRun", [.string(dryRun)], ["All"])) }
        if let validation, FieldValidation(rawValue: validation) == nil {
            problems.append(.notSupported("fieldValidation", .string(validation), ["", "Ignore", "Strict", "Warn"]))
        }
        if let manager = request.text("fieldManager"), manager.utf8.count > 128 {
            problems.append(.tooLong("fieldManager", 128))
        }
        if isApply, request.text("fieldManager") == nil {
            problems.append(.required("fieldManager", "is required for apply patch"))
        }
        if !isApply, kind == "PatchOptions", request.query["force"] != nil {
            problems.append(.forbidden("force", "may not be specified for non-apply patch"))
        }
        fieldManager = request.text("fieldManager")
        isForced = request.flag("force")
        guard problems.isEmpty else { throw .invalidOptions(kind, problems) }
        isDryRun = dryRun != nil
        fieldValidation = validation.flatMap(FieldValidation.init) ?? .warn
    }
}
