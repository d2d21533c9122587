/// Takes from the spec of one object what it names, along the paths of its kind, while the spec is walked.
struct ReferenceScan: ~Copyable {
    private let cursor: ByteCursor
    private let paths: ReferencePaths
    /// Where in the lists on the way; no path has more than eight.
    private var indices = SIMD8<Int32>()
    private var depth = 0
    /// As ``RowReferences`` keeps them.
    private(set) var bytes = ByteSink()

    init(_ cursor: ByteCursor, _ paths: ReferencePaths) {
        (self.cursor, self.paths) = (cursor, paths)
    }

    /// Takes what a member of the spec names.
    ///
    /// - Returns: Where its value ends; nil where it lies on no path, or is cut off.
    mutating func read(_ name: Range<Int>, at value: Int) -> Int? {
        guard let node = child(of: 0, name) else { return nil }
        return visit(node, at: value)
    }

    /// Forgets what was read.
    mutating func removeAll() { bytes.removeAll() }

    @inline(__always)
    private func child(of number: Int, _ name: Range<Int>) -> Int? {
        let node = paths.nodes[number], first = Int(node.firstChild)
        for index in first..<first + Int(node.childCount) {
            let child = paths.children[index]
            if paths.equals(child.name, cursor.bytes, name) { return Int(child.node) }
        }
        return nil
    }

    /// - Returns: Where the value ends; nil where it is cut off.
    private mutating func visit(_ number: Int, at start: Int) -> Int? {
        guard start < cursor.bytes.count else { return nil }
        let node = paths.nodes[number]
        if node.element >= 0 { return list(Int(node.element), at: start) }
        if cursor.bytes[start] == UInt8(ascii: "{") { return object(number, node, at: start) }
        guard let end = cursor.endOfValue(start) else { return nil }
        if node.path >= 0, paths.ends[Int(node.path)].isName, let name = text(start..<end) {
            let usual = paths.ends[Int(node.path)]
            begin(Int(node.path), .known(usual.group), .known(usual.kind), flags: 0)
            write(name)
        }
        return end
    }

    private mutating func list(_ element: Int, at start: Int) -> Int? {
        guard depth < 8 else { return cursor.endOfValue(start) }
        let level = depth
        depth += 1
        indices[level] = -1
        defer { depth = level }
        return cursor.walkElements(at: start) { place in
            indices[level] += 1
            return visit(element, at: place)
        }
    }

    /// Where the fields of a reference stand.
    private struct Fields {
        var group, kind, namespace, name, section, labels: Range<Int>?
        var hasExpressions = false
    }

    private mutating func object(_ number: Int, _ node: ReferencePaths.Node, at start: Int) -> Int? {
        let reads = node.path >= 0, follows = node.childCount > 0
        var fields = Fields()
        let end = cursor.walk(at: start) { key, value in
            if follows, let next = child(of: number, key) { return visit(next, at: value) }
            guard let end = cursor.endOfValue(value) else { return nil }
            if reads { note(key, value..<end, in: &fields) }
            return end
        }
        if reads { write(fields, Int(node.path)) }
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
        let usual = paths.ends[path], hasLabels = labels.map({ cursor.bytes[$0.lowerBound] == UInt8(ascii: "{") }) == true
        guard fields.name != nil || hasLabels || usual.takesAll, !usual.isName else { return }
        var group = Word.known(usual.group), kind = Word.known(usual.kind)
        if usual.isSaid {
            guard fields.kind != nil || usual.hasKind else { return }
            if let written = fields.group { group = .written(written) }
            if let written = fields.kind { kind = .written(written) }
        }
        var flags: UInt8 = 0
        if fields.namespace != nil { flags |= RowReferences.Flag.namespace }
        if fields.section != nil { flags |= RowReferences.Flag.section }
        if hasLabels { flags |= RowReferences.Flag.labels }
        begin(path, group, kind, flags: flags)
        if let name = fields.name { write(name) } else { bytes.append(0) }
        if let namespace = fields.namespace { write(namespace) }
        if let section = fields.section { write(section) }
        if hasLabels, let labels { write(labels: labels) }
    }

    private mutating func write(labels place: Range<Int>) {
        var pairs: [(name: Range<Int>, value: Range<Int>)] = []
        cursor.members(at: place.lowerBound) { key, value in
            if cursor.bytes[value.lowerBound] == UInt8(ascii: "\"") { pairs.append((key.lowerBound - 1..<key.upperBound + 1, value)) }
            return true
        }
        bytes.append(number: pairs.count)
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
        bytes.append(number: path)
        bytes.append(number: depth)
        for level in 0..<depth { bytes.append(number: Int(indices[level])) }
        write(group)
        write(kind)
        bytes.append(flags)
    }

    private mutating func write(_ word: Word) {
        switch word {
        case .known(let number): bytes.append(number)
        case .written(let place):
            let inner = place.lowerBound + 1..<place.upperBound - 1
            for number in paths.words.indices where paths.equals(paths.words[number], cursor.bytes, inner) {
                return bytes.append(UInt8(number))
            }
            bytes.append(255)
            write(place)
        }
    }

    /// A text, from quote to quote.
    private mutating func write(_ place: Range<Int>) {
        if cursor.isPlain(place) {
            bytes.append(number: place.count - 2)
            bytes.append(cursor.bytes, place.lowerBound + 1..<place.upperBound - 1)
        } else {
            let text = Array((JSONText.decodeString(cursor.bytes, place) ?? "").utf8)
            bytes.append(number: text.count)
            bytes.append(text)
        }
    }
}
