/// Takes from the spec of one object what it names, along the paths of its kind. Only what lies on a path is walked, once.
struct ReferenceScan {
    private let cursor: ByteCursor
    private let paths: ReferencePaths
    private var indices: [Int] = []
    /// As ``RowReferences`` keeps them.
    private(set) var bytes: [UInt8] = []

    init(_ cursor: ByteCursor, _ paths: ReferencePaths) { (self.cursor, self.paths) = (cursor, paths) }

    /// - Parameter members: Of the spec.
    mutating func read(_ members: [RawJSON.MemberPlace]) {
        for member in members {
            if let node = child(of: 0, member.name) { _ = visit(node, at: member.value.lowerBound) }
        }
    }

    @inline(__always)
    private func child(of node: Int, _ name: Range<Int>) -> Int? {
        for child in paths.nodes[node].children where child.name.count == name.count {
            if cursor.bytes[name].elementsEqual(child.name) { return child.node }
        }
        return nil
    }

    /// - Returns: Where the value ends; nil where it is cut off.
    private mutating func visit(_ number: Int, at start: Int) -> Int? {
        guard start < cursor.bytes.count else { return nil }
        let node = paths.nodes[number]
        if let element = node.element {
            var index = 0
            indices.append(0)
            defer { indices.removeLast() }
            return cursor.walkElements(at: start) { place in
                indices[indices.count - 1] = index
                index += 1
                return visit(element, at: place)
            }
        }
        if cursor.bytes[start] == UInt8(ascii: "{") { return object(number, node, at: start) }
        guard let end = cursor.endOfValue(start) else { return nil }
        if let path = node.path, case .name = paths.paths[path].naming, end - start > 2, cursor.bytes[start] == UInt8(ascii: "\"") {
            begin(path, .known(paths.usual[path].group), .known(paths.usual[path].kind), flags: 0)
            write(cursor.text(start..<end))
        }
        return end
    }

    /// Where the fields of a reference stand.
    private struct Fields {
        var group, kind, namespace, name, section, labels: Range<Int>?
        var hasExpressions = false
    }

    private mutating func object(_ number: Int, _ node: ReferencePaths.Node, at start: Int) -> Int? {
        let reads = node.path != nil, follows = !node.children.isEmpty
        var fields = Fields()
        let end = cursor.walk(at: start) { key, value in
            if follows, let next = child(of: number, key) { return visit(next, at: value) }
            guard let end = cursor.endOfValue(value) else { return nil }
            if reads { note(key, value..<end, in: &fields) }
            return end
        }
        if let path = node.path { write(fields, path) }
        return end
    }

    @inline(__always)
    private func note(_ key: Range<Int>, _ value: Range<Int>, in fields: inout Fields) {
        switch key.count {
        case 4:
            if cursor.equals(key, "name") { fields.name = text(value) } else if cursor.equals(key, "kind") { fields.kind = text(value) }
        // One that is written and empty is the group of Services.
        case 5: if cursor.equals(key, "group"), cursor.bytes[value.lowerBound] == UInt8(ascii: "\"") { fields.group = value }
        case 9: if cursor.equals(key, "namespace") { fields.namespace = text(value) }
        case 11:
            if cursor.equals(key, "sectionName") { fields.section = text(value) } else if cursor.equals(key, "matchLabels") { fields.labels = value }
        case 16: if cursor.equals(key, "matchExpressions"), value.count > 2 { fields.hasExpressions = true }
        default: break
        }
    }

    /// nil for what is no text, or an empty one.
    private func text(_ value: Range<Int>) -> Range<Int>? {
        value.count > 2 && cursor.bytes[value.lowerBound] == UInt8(ascii: "\"") ? value : nil
    }

    private mutating func write(_ fields: Fields, _ path: Int) {
        let labels = fields.name == nil && !fields.hasExpressions ? fields.labels : nil
        guard fields.name != nil || labels.map({ cursor.bytes[$0.lowerBound] == UInt8(ascii: "{") }) == true else { return }
        let usual = paths.usual[path]
        var group = Word.known(usual.group), kind = Word.known(usual.kind)
        switch paths.paths[path].naming {
        case .name: return
        case .always: break
        case .said(_, let otherKind):
            guard fields.kind != nil || !otherKind.isEmpty else { return }
            if let written = fields.group { group = .written(written) }
            if let written = fields.kind { kind = .written(written) }
        }
        var flags: UInt8 = 0
        if fields.namespace != nil { flags |= RowReferences.Flag.namespace }
        if fields.section != nil { flags |= RowReferences.Flag.section }
        if labels != nil { flags |= RowReferences.Flag.labels }
        begin(path, group, kind, flags: flags)
        write(fields.name.map(cursor.text) ?? [])
        if let namespace = fields.namespace { write(cursor.text(namespace)) }
        if let section = fields.section { write(cursor.text(section)) }
        if let labels { write(labels: labels) }
    }

    private mutating func write(labels place: Range<Int>) {
        var pairs: [(name: [UInt8], value: [UInt8])] = []
        cursor.members(at: place.lowerBound) { key, value in
            if cursor.bytes[value.lowerBound] == UInt8(ascii: "\"") {
                pairs.append((cursor.text(key.lowerBound - 1..<key.upperBound + 1), cursor.text(value)))
            }
            return true
        }
        write(pairs.count)
        for pair in pairs {
            write(pair.name)
            write(pair.value)
        }
    }

    private enum Word {
        case known(UInt8)
        case written(Range<Int>)
    }

    private mutating func begin(_ path: Int, _ group: Word, _ kind: Word, flags: UInt8) {
        write(path)
        write(indices.count)
        for index in indices { write(index) }
        write(group)
        write(kind)
        bytes.append(flags)
    }

    private mutating func write(_ word: Word) {
        switch word {
        case .known(let number): bytes.append(number)
        case .written(let place):
            let inner = cursor.bytes[place.lowerBound + 1..<place.upperBound - 1]
            if let number = paths.words.firstIndex(where: { $0.count == inner.count && inner.elementsEqual($0) }) {
                bytes.append(UInt8(number))
            } else {
                bytes.append(255)
                write(cursor.text(place))
            }
        }
    }

    private mutating func write(_ text: [UInt8]) {
        write(text.count)
        bytes.append(contentsOf: text)
    }

    private mutating func write(_ number: Int) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
