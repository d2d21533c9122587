import KubeModel

/// An object at the end of a link.
public struct LinkedObject: Hashable, Sendable {
    public var id: GraphID
    public var presence: ObjectPresence
    /// nil where it is not there.
    public var health: Health?
    public var isDeleting = false
    /// The listeners, rules or ports that are meant.
    public var sections: [String] = []
    /// How often it is named there.
    public var count = 1
    /// It stands above itself already.
    public var isCycle = false
    /// The name that exists and is written most like it, where it is missing.
    public var nearest: ObjectKey?
    /// What is to be said of a listener or rule that is meant, and that the object on whose side it would be has not: `no rule pay; did you mean pays?`.
    public var sectionFault: String?

    /// `HTTPRoute shop/cart #pay`, with what is wrong behind it.
    public var text: String {
        let sections = sections.isEmpty ? "" : " " + sections.map { "#\($0)" }.joined(separator: " ")
        return "\(id)\(sections)\(count > 1 ? " ×\(count)" : "")\(isCycle ? " ↺" : "")\(remark.map { "  \($0)" } ?? "")"
    }

    /// What is to be said of one that is not there, or not all there; nil for others.
    public var remark: String? { absence ?? sectionFault }

    /// What is to be said of one that is not there; nil for others.
    public var absence: String? {
        switch presence {
        case .there: nil
        case .missing:
            nearest.map { near in
                "no such \(id.kind); did you mean \(near.namespace == id.key.namespace ? near.name : near.description)?"
            } ?? "no such \(id.kind)"
        case .notServed: "\(id.kind) is not installed"
        case .unknown(.forbidden): "not known: may not list \(id.kind)"
        case .unknown(.listing): "not listed yet"
        case .unknown: "not known: \(id.kind) is not listed"
        }
    }

    /// Whether it is known not to be there.
    public var isMissing: Bool { presence == .missing || presence == .notServed }

    /// Whether the link is known to lead to nothing: the object is not there, or what is meant of it.
    public var isBroken: Bool { isMissing || sectionFault != nil }
}

extension ReferenceIndex {
    /// An object as it is known now.
    func linked(_ id: GraphID) -> LinkedObject {
        let presence = presence(of: id), row = self[id]
        return LinkedObject(
            id: id, presence: presence, health: row?.health, isDeleting: row?.isDeleting ?? false,
            nearest: presence == .missing ? nearest(to: id) : nil)
    }
}

extension ReferenceRule.Role {
    /// What stands before those that an object uses.
    public var usedWord: String {
        switch self {
        case .target: "targets"
        case .parent: "parents"
        case .backend: "backends"
        case .extension: "extensions"
        case .class: "class"
        case .parameters: "parameters"
        case .secret: "secrets"
        }
    }

    /// What stands before those that use an object: what it is to them.
    public var userWord: String {
        switch self {
        case .target: "target of"
        case .parent: "parent of"
        case .backend: "backend of"
        case .extension: "extension of"
        case .class: "class of"
        case .parameters: "parameters of"
        case .secret: "secret of"
        }
    }
}
