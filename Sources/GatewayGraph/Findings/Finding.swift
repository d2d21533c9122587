/// Something that is wrong, or worth knowing.
public struct Finding: Hashable, Sendable {
    public var code: FindingCode
    public var severity: FindingSeverity
    /// The one to be changed, as Envoy names policies: `gateway.kgateway.dev/TrafficPolicy/infra/p`.
    public var object: String
    /// The field: `spec.targetRefs[1].name`; empty for the whole object.
    public var path: String
    /// A sentence that names things.
    public var message: String
    /// Text to paste that mends it: a targetRef, a label, a ReferenceGrant. Empty where there is none to write down.
    public var cure: String
    /// How much depends on it: `3 of 5 routes`; empty where that is not known.
    public var reach: String

    public init(
        _ code: FindingCode, _ severity: FindingSeverity, _ object: String, _ path: String, _ message: String, cure: String = "", reach: String = ""
    ) {
        (self.code, self.severity, self.object, self.path, self.message) = (code, severity, object, path, message)
        (self.cure, self.reach) = (cure, reach)
    }

    /// What stays the same when lines move and words change.
    public var fingerprint: String { "\(code.rawValue) \(object) \(path)" }
}
