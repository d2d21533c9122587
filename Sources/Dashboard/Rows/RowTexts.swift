import KubeModel

/// The texts of a row that are searched: its place and name, its cells, and what its conditions say.
enum RowTexts {
    /// - Returns: Each with the place where its name begins, if it has one before that.
    static func of(_ row: ResourceRow) -> [(text: String, mark: Int?)] {
        let place = row.key.namespace.map { $0 + "/" } ?? ""
        var texts: [(text: String, mark: Int?)] = [(place + row.key.name, place.isEmpty ? nil : place.utf8.count)]
        texts += row.columns.map { ($0, nil) }
        texts += row.digest.entries.map { ($0.reason, nil) }
        texts += row.messages.split(separator: 0).map { (String(decoding: $0, as: UTF8.self), nil) }
        return texts
    }

    /// Whether the texts of two versions of an object are the same. Costs next to nothing where they share memory.
    static func areAlike(_ left: ResourceRow, _ right: ResourceRow) -> Bool {
        left.columns == right.columns && left.digest.says(asMuchAs: right.digest) && left.messages == right.messages
    }
}
