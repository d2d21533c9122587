import KubeModel

/// The elements of a list before a change, found again by their keys.
struct OldElements {
    private let elements: [JSONValue]
    /// Empty: the elements of this list have no way to be found again.
    private let keys: [String]

    init(_ elements: [JSONValue], _ ownership: Schema.Ownership) {
        self.elements = elements
        keys = if case .map(let keys) = ownership { keys } else { [] }
    }

    /// Cost: the number of elements.
    func element(like element: JSONValue) -> JSONValue? {
        guard !keys.isEmpty else { return nil }
        return elements.first { old in keys.allSatisfy { old[$0] == element[$0] } }
    }
}
