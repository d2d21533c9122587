import KubeModel

/// The objects of many files, and what of these files could not be read. One bad document spoils no other.
public struct ManifestSet: Sendable {
    public let files: [ManifestFile]
    /// In the order of the files; lists are unrolled. What is no Kubernetes object with a name is left out.
    public private(set) var manifests: [Manifest] = []
    public private(set) var faults: [ManifestFault] = []

    /// Reads on all cores.
    public static func read(_ files: [ManifestFile]) async -> ManifestSet {
        var set = ManifestSet(files: files)
        // Portions of so many bytes, each with what belongs together.
        var portions: [[(file: Int, document: ManifestDocument)]] = [[]], size = 0
        for (index, file) in files.enumerated() {
            for document in ManifestCutter.cut(file.bytes).flatMap(\.apart) {
                portions[portions.count - 1].append((index, document))
                size += document.items.isEmpty ? document.whole.range.count : 0
                if size > 128 << 10 {
                    portions.append([])
                    size = 0
                }
            }
        }
        let work = portions
        let parts = await withTaskGroup(of: (Int, ManifestPart).self) { group in
            for place in work.indices {
                group.addTask {
                    var part = ManifestPart()
                    for (file, document) in work[place] { part.read(document, file, files[file]) }
                    return (place, part)
                }
            }
            return await group.reduce(into: [ManifestPart?](repeating: nil, count: work.count)) { $0[$1.0] = $1.1 }
        }
        for part in parts.compactMap({ $0 }) {
            set.manifests += part.manifests
            set.faults += part.faults
        }
        return set
    }

    private init(files: [ManifestFile]) { self.files = files }

    /// Where fields stand, in the order in which they are asked for. Each text is marked once, however many of its fields are.
    public func places(of fields: [(manifest: Int, path: String)]) async -> [TextPlace] {
        let asked = fields.map { manifests[$0.manifest] }
        let groups = Array(Dictionary(grouping: fields.indices) { Text(file: asked[$0].file, piece: asked[$0].piece) }.values)
        let ofJSON = Set(asked.filter { $0.piece.form == .json }.map(\.file))
        let lines = Dictionary(uniqueKeysWithValues: ofJSON.map { ($0, TextLines(files[$0].bytes)) })
        return await withTaskGroup(of: [(Int, TextPlace)].self) { group in
            for start in stride(from: 0, to: groups.count, by: 64) {
                group.addTask {
                    groups[start..<min(start + 64, groups.count)].flatMap { indices -> [(Int, TextPlace)] in
                        let first = asked[indices[0]], documents = places(first, lines[first.file])
                        return indices.map { index in
                            let manifest = asked[index]
                            let root = documents.indices.contains(manifest.document) ? documents[manifest.document].part(manifest.steps) : nil
                            return (index, root?.place(of: fields[index].path) ?? TextPlace(line: manifest.piece.line, column: 1))
                        }
                    }
                }
            }
            var found = [TextPlace](repeating: TextPlace(line: 1, column: 1), count: fields.count)
            for await part in group { for (index, place) in part { found[index] = place } }
            return found
        }
    }

    private struct Text: Hashable {
        var file: Int
        var piece: ManifestPiece
    }

    private func places(_ manifest: Manifest, _ lines: TextLines?) -> [PlacedValue] {
        let file = files[manifest.file], piece = manifest.piece
        switch piece.form {
        case .json: return [PlacedValue.json(file.bytes, piece.range, lines ?? TextLines(file.bytes))]
        case .yaml: return PlacedValue.yaml(file.text(piece.range), from: piece.line) ?? []
        }
    }
}

extension ManifestDocument {
    /// Each item of a list as a document of its own, where the list can be read so.
    fileprivate var apart: [ManifestDocument] {
        // What is around the items has to be YAML, too.
        guard !items.isEmpty, (try? YAMLReader.values(envelope)) != nil else { return [ManifestDocument(whole: whole)] }
        return items.map { ManifestDocument(whole: $0) }
    }
}
