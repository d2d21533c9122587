import KubeModel

/// What `to:` asks for: `public`, `infra/public`, `Gateway/public`, `gw/infra/public`, `Gateway/`, `HTTPRoute/cart#pay`, `app=cart`.
struct PointedPlace: Hashable, Sendable {
    /// In small letters. With two parts the first is a kind or a namespace.
    private let parts: [String]
    private let section: String?
    /// What has to stand somewhere among the references of a row, as bytes; most rows are done with that.
    private let name: [UInt8]

    /// nil for what is no place.
    init?(_ text: String) {
        let halves = text.lowercased().split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        parts = halves[0].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        section = halves.count > 1 ? halves[1] : nil
        guard (1...3).contains(parts.count), parts.dropLast().allSatisfy({ !$0.isEmpty }), parts != [""] else { return nil }
        let last = parts.last ?? ""
        name = Array((last.contains("=") ? "" : last).utf8)
    }

    /// Whether a row names it, along the paths of its kind.
    func isNamed(by row: ResourceRow) -> Bool { isNamed(in: row.references, of: row.key) }

    /// The same of what an object names.
    func isNamed(in references: RowReferences, of key: ObjectKey) -> Bool {
        guard !references.isEmpty, references.mayMention(name) else { return false }
        return references.all.contains { fits($0, in: key.namespace) }
    }

    private func fits(_ reference: RowReference, in home: String?) -> Bool {
        let wanted = parts.last ?? ""
        if let labels = reference.labels {
            guard wanted.isEmpty || labels.contains(where: { $0.description.lowercased() == wanted }) else { return false }
        } else if !wanted.isEmpty {
            guard reference.name.lowercased() == wanted else { return false }
        }
        if let section, reference.sectionName?.lowercased() != section { return false }
        let namespace = (reference.namespace ?? home ?? "").lowercased()
        switch parts.count {
        case 1: return true
        case 2: return Self.means(parts[0], reference.kind) || !wanted.isEmpty && parts[0] == namespace
        default: return Self.means(parts[0], reference.kind) && parts[1] == namespace
        }
    }

    /// Whether a word is a name of a kind: as it is called, its plural, its initials, a short name that everybody uses, or a
    /// beginning of three letters or more.
    private static func means(_ word: String, _ kind: String) -> Bool {
        let name = kind.lowercased()
        if word == name || shortNames[word] == name || word.count > 2 && name.hasPrefix(word) { return true }
        if word == name + "s" || word == name + "es" || name.hasSuffix("y") && word == name.dropLast() + "ies" { return true }
        return word == initials(kind)
    }

    /// `hr` for HTTPRoute, `tp` for TrafficPolicy: of a run of capitals the first, and the one that begins a word.
    private static func initials(_ kind: String) -> String {
        let letters = Array(kind)
        return String(
            letters.indices.filter { index in
                guard letters[index].isUppercase else { return false }
                let isAfterCapital = index > 0 && letters[index - 1].isUppercase
                return !isAfterCapital || index + 1 < letters.count && letters[index + 1].isLowercase
            }.map { letters[$0] }
        ).lowercased()
    }

    private static let shortNames = ["svc": "service", "cm": "configmap", "gw": "gateway", "gtw": "gateway", "ns": "namespace"]
}
