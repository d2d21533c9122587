/// Something that is wrong, or worth knowing.
///
/// Many may be kept, in several orders: what one says is in memory once, and a copy is eight bytes.
public struct Finding: Hashable, Sendable {
    private struct Content: Hashable, Sendable {
        var code: FindingCode
        var severity: FindingSeverity
        var object, path, message, cure, reach: String
    }

    private final class Storage: Sendable {
        let content: Content

        init(_ content: Content) { self.content = content }
    }

    private var storage: Storage
    private var content: Content {
        get { storage.content }
        set { storage = Storage(newValue) }
    }

    public var code: FindingCode { content.code }
    public var severity: FindingSeverity {
        get { content.severity }
        set { content.severity = newValue }
    }
    /// The one to be changed, as Envoy names policies: `gateway.kgateway.dev/TrafficPolicy/infra/p`.
    public var object: String { content.object }
    /// The field: `spec.targetRefs[1].name`; empty for the whole object.
    public var path: String { content.path }
    /// A sentence that names things.
    public var message: String {
        get { content.message }
        set { content.message = newValue }
    }
    /// Text to paste that mends it: a targetRef, a label, a ReferenceGrant. Empty where there is none to write down.
    public var cure: String { content.cure }
    /// How much depends on it: `3 of 5 routes`; empty where that is not known.
    public var reach: String {
        get { content.reach }
        set { content.reach = newValue }
    }

    public init(
        _ code: FindingCode, _ severity: FindingSeverity, _ object: String, _ path: String, _ message: String, cure: String = "", reach: String = ""
    ) {
        storage = Storage(Content(code: code, severity: severity, object: object, path: path, message: message, cure: cure, reach: reach))
    }

    public static func == (left: Finding, right: Finding) -> Bool { left.storage === right.storage || left.content == right.content }

    public func hash(into hasher: inout Hasher) { hasher.combine(content) }

    /// The same, written down anew: what was made among much else that is gone by now would keep the pages of all that.
    var moved: Finding {
        func moved(_ text: String) -> String {
            var text = text
            return text.withUTF8 { String(decoding: $0, as: UTF8.self) }
        }
        return Finding(code, severity, moved(object), moved(path), moved(message), cure: moved(cure), reach: moved(reach))
    }

    /// What stays the same when lines move and words change.
    public var fingerprint: String { "\(code.rawValue) \(object) \(path)" }
}
