import Yams

/// Walks Yams' nodes into a ``JSONValue``, bounded in size and depth, noting the line of every field.
struct TreeBuilder {
    var lines: [String: Int] = [:]
    private var nodes = 0

    mutating func build(_ node: Node, path: String, depth: Int) throws(YAMLError) -> JSONValue {
        nodes += 1
        guard nodes <= YAMLReader.nodeLimit else {
            throw YAMLError(line: node.mark?.line, problem: "too large once its aliases are followed")
        }
        guard depth < YAMLReader.depthLimit else {
            throw YAMLError(line: node.mark?.line, problem: "nested deeper than \(YAMLReader.depthLimit) levels")
        }
        if lines[path] == nil, let mark = node.mark { lines[path] = mark.line }
        switch node {
        case .scalar(let scalar): return try self.scalar(node, scalar)
        case .sequence(let sequence):
            var elements: [JSONValue] = []
            for (index, element) in sequence.enumerated() {
                elements.append(try build(element, path: "\(path)[\(index)]", depth: depth + 1))
            }
            return .array(elements)
        case .mapping(let mapping): return .object(try object(mapping, path: path, depth: depth))
        case .alias: throw YAMLError(line: node.mark?.line, problem: "an alias that cannot be followed")
        }
    }

    private mutating func object(_ mapping: Node.Mapping, path: String, depth: Int) throws(YAMLError) -> JSONObject {
        var object = JSONObject(), merged: [JSONObject] = []
        for (keyNode, valueNode) in mapping {
            guard case .scalar(let scalar) = keyNode else {
                throw YAMLError(line: keyNode.mark?.line, problem: "a key must be a plain word")
            }
            if scalar.string == "<<", scalar.style == .plain {
                merged += try merge(valueNode, path: path, depth: depth)
                continue
            }
            let key = scalar.string
            let child = path.isEmpty ? key : "\(path).\(key)"
            // The mark of a block value is where its first child begins; the person looks for the key's own line.
            if let mark = keyNode.mark { lines[child] = mark.line }
            guard object[key] == nil else {
                throw YAMLError(line: keyNode.mark?.line, problem: "duplicate key \(key)")
            }
            object[key] = try build(valueNode, path: child, depth: depth + 1)
        }
        for source in merged { for (key, value) in source where object[key] == nil { object[key] = value } }
        return object
    }

    private mutating func merge(_ node: Node, path: String, depth: Int) throws(YAMLError) -> [JSONObject] {
        let value = try build(node, path: path, depth: depth + 1)
        if let object = value.object { return [object] }
        if let array = value.array { return array.compactMap(\.object) }
        throw YAMLError(line: node.mark?.line, problem: "<< merges a mapping")
    }

    private func scalar(_ node: Node, _ scalar: Node.Scalar) throws(YAMLError) -> JSONValue {
        guard scalar.style == .plain || scalar.style == .any else { return .string(scalar.string) }
        let value = PlainScalar.value(scalar.string)
        if case .number(let text) = value, !JSONText.isNumber(Array(text.utf8)) {
            throw YAMLError(line: node.mark?.line, problem: "\(scalar.string) cannot be sent: JSON has no such number")
        }
        // `!!str 5` is text. Yams types floats more narrowly than kubectl does, so there the tag tells nothing.
        let isTaggedText = node.tag == Tag(.str)
        return isTaggedText && value.typeName != "number" ? .string(scalar.string) : value
    }
}
