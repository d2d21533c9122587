/// One thing for which kgateway refuses a policy.
struct PolicyFault: Hashable, Sendable {
    var code: FindingCode
    /// As kgateway says it.
    var message: String
    /// The object to be changed and the field in it.
    var object: String
    var path: String
    /// What a person reads.
    var sentence: String
    /// Text to paste that mends it; empty where there is none.
    var cure = ""
}
