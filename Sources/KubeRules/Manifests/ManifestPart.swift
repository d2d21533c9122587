import KubeModel

/// What was read of a portion of the files.
struct ManifestPart: Sendable {
    private(set) var manifests: [Manifest] = []
    private(set) var faults: [ManifestFault] = []

    mutating func read(_ document: ManifestDocument, _ index: Int, _ file: ManifestFile) {
        let piece = document.whole
        switch piece.form {
        case .json:
            do throws(JSONError) {
                let (value, hasDuplicates) = try JSONParser.document(file.bytes[piece.range])
                take(value, piece, index, hasDuplicates ? DuplicateFields.paths(in: Array(file.bytes[piece.range])) : [])
            } catch {
                let offset = error.offset.map { piece.range.lowerBound + $0 } ?? piece.range.upperBound
                fault(index, TextLines(file.bytes).place(of: offset), error.problem, file, piece)
            }
        case .yaml:
            do throws(YAMLFault) {
                for (number, value) in try YAMLReader.values(file.text(piece.range)).enumerated() {
                    if piece.isItem, let item = value[0] {
                        take(item, piece, index, [], number, [.index(0)])
                    } else {
                        take(value, piece, index, [], number)
                    }
                }
            } catch {
                let place = TextPlace(line: piece.line + error.place.line - 1, column: error.place.column)
                fault(index, place, error.problem, file, piece)
            }
        }
    }

    private mutating func fault(_ index: Int, _ place: TextPlace, _ problem: String, _ file: ManifestFile, _ piece: ManifestPiece) {
        let head = piece.range.lowerBound..<min(piece.range.upperBound, piece.range.lowerBound + 4096)
        faults.append(ManifestFault(file: index, place: place, problem: problem, text: file.text(head)))
    }

    private mutating func take(
        _ value: JSONValue, _ piece: ManifestPiece, _ file: Int, _ duplicates: [String], _ document: Int = 0, _ steps: [FieldSteps.Step] = []
    ) {
        guard let kind = value["kind"]?.string, !kind.isEmpty, value["apiVersion"]?.string?.isEmpty == false else { return }
        if kind.hasSuffix("List"), let items = value["items"]?.array {
            for (index, item) in items.enumerated() {
                take(item, piece, file, [], document, steps + [.key("items"), .index(index)])
            }
        } else if value[path: ["metadata", "name"]]?.string?.isEmpty == false {
            manifests.append(Manifest(object: value, file: file, piece: piece, document: document, steps: steps, duplicates: duplicates))
        }
    }
}
