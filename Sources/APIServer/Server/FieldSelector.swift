import KubeModel

/// A selector of fields as custom resources have them: name and namespace, `=`, `==` and `!=`.
struct FieldSelector: Hashable, Sendable {
    struct Requirement: Hashable, Sendable {
        var field: String
        var value: String
        var isEqual: Bool
    }

    var requirements: [Requirement] = []

    init() {}

    /// - Throws: 400 in Kubernetes' words.
    init(parsing text: String) throws(APIStatus) {
        for part in text.split(separator: ",") {
            guard let sign = ["!=", "==", "="].first(where: { part.contains($0) }),
                let range = part.firstRange(of: sign)
            else { throw .badRequest("invalid selector: '\(text)'; can't understand '\(part)'") }
            let field = String(part[..<range.lowerBound])
            guard field == "metadata.name" || field == "metadata.namespace" else {
                throw .badRequest("field label not supported: \(field)")
            }
            requirements.append(
                Requirement(field: field, value: String(part[range.upperBound...]), isEqual: sign != "!="))
        }
    }

    func matches(_ key: ObjectKey) -> Bool {
        requirements.allSatisfy { requirement in
            let value = requirement.field == "metadata.name" ? key.name : key.namespace ?? ""
            return (value == requirement.value) == requirement.isEqual
        }
    }
}

/// Which objects of a type a list or a watch is about.
struct Selection: Sendable {
    /// nil: all namespaces.
    var namespace: String?
    var labels = LabelSelector()
    var fields = FieldSelector()

    /// - Throws: 400 for selectors that cannot be read.
    init(namespace: String?, _ request: APIRequest) throws(APIStatus) {
        self.namespace = namespace
        do throws(LabelSelector.ParseError) {
            labels = try LabelSelector(parsing: request.query["labelSelector"] ?? "")
        } catch {
            throw .badRequest(error.description)
        }
        fields = try FieldSelector(parsing: request.query["fieldSelector"] ?? "")
    }

    /// Whether it depends on more than the namespace: then the server does not know how many objects remain.
    var hasSelectors: Bool { !labels.requirements.isEmpty || !fields.requirements.isEmpty }

    func matches(_ object: StoredObject) -> Bool {
        if let namespace, object.key.namespace != namespace { return false }
        guard fields.matches(object.key) else { return false }
        return labels.requirements.isEmpty || labels.matches { object.labels?[$0]?.string }
    }
}
