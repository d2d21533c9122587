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
    public internal(set) var tab = DetailTab.conditions
    /// First line shown, per tab.
    public internal(set) var scroll: [DetailTab: Int] = [:]
    /// First column shown.
    public internal(set) var column = 0
    public internal(set) var document: YAMLDocument?
    public internal(set) var showsManagedFields = false
    public internal(set) var revealsSecrets = false
    /// The object with its managed fields, once fetched.
    public internal(set) var fullObject: (key: ObjectKey, resourceVersion: String, body: [UInt8])?
    public internal(set) var search = ""
    /// Index into the document's matches.
    public internal(set) var matchIndex = 0

    public init() {}

    public var top: Int {
        get { scroll[tab] ?? 0 }
        set { scroll[tab] = newValue }
    }
}
