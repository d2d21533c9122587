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
    /// The kind of which one is not there, where that is all that is wrong.
    var absent: String?
}

extension PolicyWorld {
    /// Whether there is not one object of a kind: whoever keeps manifests of routes and policies often keeps these elsewhere.
    func isElsewhere(_ kind: String) -> Bool {
        switch kind {
        case "Secret": secrets.isEmpty
        case "Service": services.isEmpty
        case "ConfigMap": others(kind).isEmpty
        default: false
        }
    }
}
