import KubeModel

/// In which form a client wants objects.
struct Representation: Sendable {
    enum Shape: Sendable { case object, metadata, table }
    /// What a table's rows carry besides their cells.
    enum RowObject: String, Sendable {
        case none = "None"
        case metadata = "Metadata"
        case object = "Object"
    }

    var shape: Shape = .object
    var rowObject: RowObject = .metadata
    var isYAML = false

    static let json = Representation()

    /// The first form that the client names and that there is.
    ///
    /// - Throws: 406 when there is none, 400 for an `includeObject` that means nothing.
    static func negotiate(_ request: APIRequest, canBeTable: Bool) throws(APIStatus) -> Representation {
        guard var chosen = choose(request.accept, canBeTable: canBeTable) else { throw .notAcceptable }
        if chosen.shape == .table, let include = request.text("includeObject") {
            guard let rowObject = RowObject(rawValue: include) else {
                throw .badRequest(
                    "Unable to convert to Table as requested: includeObject: Invalid value: "
                        + "\(APIStatus.quote(include)): must be 'Metadata', 'Object', 'None', or empty")
            }
            chosen.rowObject = rowObject
        }
        return chosen
    }

    private static func choose(_ accept: String, canBeTable: Bool) -> Representation? {
        let types = MediaType.list(accept)
        if types.isEmpty { return .json }
        for type in types {
            let isJSON = ["application/json", "application/*", "*/*"].contains(type.name)
            guard isJSON || type.name == "application/yaml" else { continue }
            let plain = Representation(isYAML: !isJSON)
            switch type.parameters["as"] {
            case nil: return plain
            case "Table" where isMeta(type) && canBeTable && isJSON: return Representation(shape: .table)
            case "PartialObjectMetadata" where isMeta(type) && canBeTable,
                "PartialObjectMetadataList" where isMeta(type) && canBeTable:
                return Representation(shape: .metadata, isYAML: !isJSON)
            default: continue
            }
        }
        return nil
    }

    private static func isMeta(_ type: MediaType) -> Bool {
        type.parameters["g"] == "meta.k8s.io" && ["v1", "v1beta1"].contains(type.parameters["v"])
    }
}
