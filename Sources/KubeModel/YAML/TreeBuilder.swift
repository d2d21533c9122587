import Yams

/// Walks Yams' nodes into a ``JSONValue``, bounded in size and depth, noting the line of every field.
struct TreeBuilder {
    private(set) var lines: [String: Int] = [:]
    /// See ``YAMLReader/Document/doubts``.
    private(set) var doubts: [YAMLError] = []
    private var source: ParserLines
    private var nodes = 0
    private var textBytes = 0
    // A tag costs several allocations: made once per document, not per scalar.
    private let untagged = Tag(.implicit, .basic)
    private let text = Tag(.str, .basic)
    private let typed = [Tag(.int, .basic), Tag(.float, .basic), Tag(.bool, .basic), Tag(.null, .basic)]
    private let mapping = Tag(.map, .basic)
    private let sequence = Tag(.seq, .basic)

    private let nodeLimit: Int
    private let textLimit: Int

    /// - Parameter bytes: Of the text: what is not written in it comes from its aliases.
    init(source: ParserLines, bytes: Int) {
        self.source = source
        nodeLimit = min(YAMLReader.nodeLimit, bytes + YAMLReader.aliasedNodeLimit)
        textLimit = min(YAMLReader.textLimit, bytes + YAMLReader.aliasedTextLimit)
    }

    /// - Parameter path: nil below what gets no line: paths too long to be a field's, and merged mappings, whose fields
    ///   stand elsewhere.
    mutating func build(_ node: Node, path: String?, depth: Int) throws(YAMLError) -> JSONValue {
        try count(node, depth: depth)
        if let path, lines[path] == nil, let mark = node.mark { lines[path] = mark.line }
        switch node {
        case .scalar(let scalar): return try self.scalar(scalar)
        case .sequence(let sequence):
            try check(sequence.tag, is: self.sequence, of: node)
            var elements: [JSONValue] = []
            for (index, element) in sequence.enumerated() {
                elements.append(try build(element, path: path.map { "\($0)[\(index)]" }, depth: depth + 1))
            }
            return .array(elements)
        case .mapping(let mapping):
            try check(mapping.tag, is: self.mapping, of: node)
            return .object(try object(mapping, path: path, depth: depth))
        case .alias: throw YAMLError(line: node.mark?.line, problem: "an alias that cannot be followed")
        }
    }

    private mutating func count(_ node: Node, depth: Int) throws(YAMLError) {
        nodes += 1
        if case .scalar(let scalar) = node { textBytes += scalar.string.utf8.count }
        guard nodes <= nodeLimit, textBytes <= textLimit else {
            throw YAMLError(line: node.mark?.line, problem: "too large once its aliases are followed")
        }
        guard depth < YAMLReader.depthLimit else {
            throw YAMLError(line: node.mark?.line, problem: YAMLError.tooDeep)
        }
    }

    private mutating func object(_ mapping: Node.Mapping, path: String?, depth: Int) throws(YAMLError) -> JSONObject {
        var object = JSONObject()
        var merged: [JSONObject] = []
        for (keyNode, valueNode) in mapping {
            guard case .scalar(let scalar) = keyNode else {
                throw YAMLError(line: keyNode.mark?.line, problem: "a key must be a plain word")
            }
            if scalar.string == "<<", scalar.style == .plain {
                merged += try merge(valueNode, depth: depth)
                continue
            }
            let key = string(of: scalar)
            let child = path.flatMap { Self.child($0, key) }
            // The mark of a block value is where its first child begins; the person looks for the key's own line.
            if let child, let mark = keyNode.mark { lines[child] = mark.line }
            guard object[key] == nil else {
                throw YAMLError(line: keyNode.mark?.line, problem: "duplicate key \(key)")
            }
            textBytes += key.utf8.count
            if scalar.style == .plain, doubts.count < YAMLReader.doubtLimit, let doubt = PlainScalar.doubt(ofKey: scalar.string) {
                doubts.append(YAMLError(line: keyNode.mark?.line, problem: doubt))
            }
            object[key] = try build(valueNode, path: child, depth: depth + 1)
        }
        for source in merged { for (key, value) in source where object[key] == nil { object[key] = value } }
        return object
    }

    /// Every field holds the path of its parent again, so hostile keys would make paths that grow with the square.
    private static func child(_ path: String, _ key: String) -> String? {
        guard path.utf8.count + key.utf8.count <= 1000 else { return nil }
        return path.isEmpty ? key : "\(path).\(key)"
    }

    private mutating func merge(_ node: Node, depth: Int) throws(YAMLError) -> [JSONObject] {
        let value = try build(node, path: nil, depth: depth + 1)
        if let object = value.object { return [object] }
        if let array = value.array { return array.compactMap(\.object) }
        throw YAMLError(line: node.mark?.line, problem: "<< merges a mapping")
    }

    private func check(_ tag: Tag, is known: Tag, of node: Node) throws(YAMLError) {
        guard tag != untagged, tag != known else { return }
        throw YAMLError(line: node.mark?.line, problem: "the tag \(Self.name(tag)) has no meaning here")
    }

    private mutating func scalar(_ scalar: Node.Scalar) throws(YAMLError) -> JSONValue {
        // `!!str 5` is text, and `!!int "5"` is a number. An unquoted scalar without a tag is resolved here, not by
        // Yams.
        let isPlain = (scalar.style == .plain || scalar.style == .any) && scalar.tag != text
        let isTyped = scalar.tag != untagged && typed.contains(scalar.tag)
        guard isTyped || scalar.tag == untagged || scalar.tag == text else {
            throw YAMLError(
                line: scalar.mark?.line, problem: "the tag \(Self.name(scalar.tag)) has no meaning here")
        }
        guard isTyped || isPlain else { return .string(string(of: scalar)) }
        let value = PlainScalar.value(scalar.string)
        if case .number(let text) = value, !JSONText.isNumber(Array(text.utf8)) {
            throw YAMLError(
                line: scalar.mark?.line, problem: "\(scalar.string) cannot be sent: JSON has no such number")
        }
        if isTyped, !Self.fits(value, scalar.tag.description) {
            throw YAMLError(
                line: scalar.mark?.line, problem: "\(scalar.string) is not what its tag \(Self.name(scalar.tag)) says")
        }
        if doubts.count < YAMLReader.doubtLimit, let doubt = PlainScalar.doubt(scalar.string) {
            doubts.append(YAMLError(line: scalar.mark?.line, problem: doubt))
        }
        return value
    }

    /// A tag may hold any character, spelled with percent signs.
    private static func name(_ tag: Tag) -> String {
        String(
            tag.description.prefix(60).filter {
                $0.isASCII && !$0.isWhitespace && $0.asciiValue ?? 0 > 0x20 && $0 != "\u{7F}"
            })
    }

    private static func fits(_ value: JSONValue, _ tag: String) -> Bool {
        switch value {
        case .number(let digits): tag.hasSuffix(":float") || tag.hasSuffix(":int") && digits.allSatisfy { $0 != "." }
        case .bool: tag.hasSuffix(":bool")
        case .null: tag.hasSuffix(":null")
        case .string, .array, .object: false
        }
    }

    private mutating func string(of scalar: Node.Scalar) -> String {
        guard scalar.style == .doubleQuoted, source.mayHoldMarks, let mark = scalar.mark,
            source.beginsWithMark(line: mark.line, column: mark.column)
        else { return scalar.string }
        return "\u{FEFF}" + scalar.string
    }
}
