import KubeModel

public enum DetailTab: Int, Hashable, Sendable, CaseIterable {
    case conditions, yaml, timeline

    public var title: String {
        switch self {
        case .conditions: "Conditions"
        case .yaml: "YAML"
        case .timeline: "Timeline"
        }
    }
}

/// Where the person is in the detail.
public struct DetailState: Sendable {
    /// The object it is about, whatever the version of its kind.
    struct Subject: Hashable, Sendable {
        var group: String
        var plural: String
        var key: ObjectKey
    }

    var subject: Subject?
    public var tab = DetailTab.conditions
    /// First line shown, per tab.
    public var scroll: [DetailTab: Int] = [:]
    /// First column shown.
    public var column = 0
    public var document: YAMLDocument?
    public var showsManagedFields = false
    public var revealsSecrets = false
    /// The object with its managed fields, once fetched.
    public var fullObject: (key: ObjectKey, resourceVersion: String, body: [UInt8])?
    public var search = ""
    /// Index into the document's matches.
    public var matchIndex = 0

    public init() {}

    public var top: Int {
        get { scroll[tab] ?? 0 }
        set { scroll[tab] = newValue }
    }
}
