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
                take(value, piece, file, index, hasDuplicates ? DuplicateFields.paths(in: Array(file.bytes[piece.range])) : [])
            } catch {
                let offset = error.offset.map { piece.range.lowerBound + $0 } ?? piece.range.upperBound
                fault(index, TextLines(file.bytes).place(of: offset), error.problem, file, piece)
            }
        case .yaml:
            do throws(YAMLFault) {
                for (number, value) in try YAMLReader.values(file.text(piece.range)).enumerated() {
                    if piece.isItem, let item = value[0] {
                        take(item, piece, file, index, [], number, [.index(0)])
                    } else {
                        take(value, piece, file, index, [], number)
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
        _ value: JSONValue, _ piece: ManifestPiece, _ source: ManifestFile, _ file: Int, _ duplicates: [String], _ document: Int = 0,
        _ steps: [FieldSteps.Step] = []
    ) {
        guard let kind = value["kind"]?.string, !kind.isEmpty, value["apiVersion"]?.string?.isEmpty == false else {
            // Values of charts and settings of other tools lie beside manifests; what has the look of one is meant as one.
            if value["metadata"]?.object != nil, value["spec"] != nil || value["kind"] != nil || value["apiVersion"] != nil {
                let missing = ["apiVersion", "kind"].first { value[$0]?.string?.isEmpty != false } ?? "kind"
                nameless("it has no \(missing): what it is cannot be told", missing, piece, source, file, document, steps)
            }
            return
        }
        if kind.hasSuffix("List"), let items = value["items"]?.array {
            for (index, item) in items.enumerated() {
                take(item, piece, source, file, [], document, steps + [.key("items"), .index(index)])
            }
        } else if value[path: ["metadata", "name"]]?.string?.isEmpty == false {
            manifests.append(Manifest(object: value, file: file, piece: piece, document: document, steps: steps, duplicates: duplicates))
        } else if value[path: ["metadata", "generateName"]]?.string == nil, value["metadata"] != nil || value["spec"] != nil {
            let problem: String
            switch value[path: ["metadata", "name"]] {
            case nil: problem = "it has no metadata.name"
            case .string?: problem = "its metadata.name is empty"
            case let name?: problem = "its metadata.name is no text but \(name.typeName): put it between quotation marks"
            }
            nameless("\(kind): \(problem)", "metadata.name", piece, source, file, document, steps)
        }
    }

    /// A server would refuse it, and nothing else may depend on it.
    private mutating func nameless(
        _ problem: String, _ path: String, _ piece: ManifestPiece, _ source: ManifestFile, _ file: Int, _ document: Int, _ steps: [FieldSteps.Step]
    ) {
        let documents: [PlacedValue]
        switch piece.form {
        case .json: documents = [PlacedValue.json(source.bytes, piece.range, TextLines(source.bytes))]
        case .yaml: documents = PlacedValue.yaml(source.text(piece.range), from: piece.line) ?? []
        }
        let place = documents.indices.contains(document) ? documents[document].part(steps)?.place(of: path) : nil
        fault(file, place ?? TextPlace(line: piece.line, column: 1), problem, source, piece)
    }
}
