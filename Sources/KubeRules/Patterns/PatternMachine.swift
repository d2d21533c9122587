import Synchronization

/// A pattern made ready to be looked for in bytes of UTF-8: every byte is looked at once, whatever the pattern is made of
/// (Thompson's construction, and states made as they are needed).
///
/// Beside bytes it reads two signs: where a text begins, and where it ends.
public final class PatternMachine: Sendable {
    /// The signs behind the 256 bytes.
    private static let start = 256, end = 257, signs = 258
    private static let mostParts = 2_048, mostStates = 1_024
    /// Beyond it the machine gives up, and finds nothing: `a.{100}b` has more states than there are atoms.
    private static let mostSteps = 40_000

    /// A part of the pattern that is waiting for a byte.
    private struct Part: Sendable {
        /// By sign; those of bytes in 256 bits.
        var bits: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        var takesStart = false, takesEnd = false
        var next: Int32 = -1

        func takes(_ sign: Int) -> Bool {
            switch sign {
            case 0..<64: bits.0 >> UInt64(sign) & 1 == 1
            case 64..<128: bits.1 >> UInt64(sign - 64) & 1 == 1
            case 128..<192: bits.2 >> UInt64(sign - 128) & 1 == 1
            case 192..<256: bits.3 >> UInt64(sign - 192) & 1 == 1
            case PatternMachine.start: takesStart
            default: takesEnd
            }
        }

        mutating func take(_ byte: Int) {
            switch byte {
            case 0..<64: bits.0 |= 1 << UInt64(byte)
            case 64..<128: bits.1 |= 1 << UInt64(byte - 64)
            case 128..<192: bits.2 |= 1 << UInt64(byte - 128)
            default: bits.3 |= 1 << UInt64(byte - 192)
            }
        }
    }

    private enum Node: Sendable {
        case part(Part)
        case split(Int32, Int32)
        /// Where a word begins or ends, or where none does; it waits for the next sign to be told.
        case boundary(isNegated: Bool, next: Int32)
        case done
    }

    /// A set of waiting parts.
    private struct StateName: Hashable {
        var parts: [Int32]
        /// Whether the byte before is one of a word, where that matters.
        var isInWord: Bool
    }

    /// What was found out so far of a set of waiting parts. One at a time may add to it.
    private struct States: Sendable {
        var numbers: [StateName: Int32] = [:]
        var names: [StateName] = []
        var isDone: [Bool] = []
        /// Whether only another beginning of the text could lead to a match.
        var isStuck: [Bool] = []
        /// By state and sign; -1: not known yet.
        var next: [Int32] = []
        /// How many steps were found out, those that were forgotten since included.
        var steps = 0
        /// Where a text begins; nil: not known yet.
        var begin: Int32?
    }

    private let nodes: [Node]
    private let entry: Int32
    /// Whether a match may begin anywhere, and not only at the first byte.
    private let isSearch: Bool
    private let hasBoundaries: Bool
    private let states = Mutex(States())

    /// - Parameter foldsCase: Capital letters of the pattern stand for small ones, which are all that is looked at.
    public init(_ pattern: PatternNode, foldsCase: Bool, isSearch: Bool = true) throws(PatternError) {
        var builder = Builder(foldsCase: foldsCase)
        let done = builder.add(.done)
        entry = try builder.build(pattern, next: done)
        nodes = builder.nodes
        hasBoundaries = nodes.contains { if case .boundary = $0 { true } else { false } }
        self.isSearch = isSearch
    }

    /// Whether it is found in a text.
    ///
    /// - Parameter mark: A second place at which the text begins for `^`.
    public func isFound(in bytes: UnsafeBufferPointer<UInt8>, mark: Int? = nil) -> Bool {
        states.withLock { states in
            guard states.steps < Self.mostSteps else { return false }
            var state = begin(&states), place = 0
            // To the second beginning, and from there to the end.
            for end in [min(mark ?? bytes.count, bytes.count), bytes.count] {
                while place < end {
                    if states.isDone[Int(state)] { return true }
                    place = walk(bytes, from: place, to: end, &state, states)
                    // What is only a matter of how a text begins is known soon.
                    if states.isStuck[Int(state)] { place = end }
                    guard place < end, !states.isDone[Int(state)] else { continue }
                    guard states.steps < Self.mostSteps else { return false }
                    state = step(state, Int(bytes[place]), &states)
                    place += 1
                }
                if end == mark, end < bytes.count { state = step(state, Self.start, &states) }
            }
            return states.isDone[Int(state)] || states.isDone[Int(step(state, Self.end, &states))]
        }
    }

    /// How many bytes from a place on the longest match has; nil: none begins there. For a machine that does not search.
    public func longest(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        states.withLock { states in
            var state = first(&states, isInWord: start > 0 && Self.isOfWord(Int(bytes[start - 1]))), longest: Int?
            if start == 0 { state = step(state, Self.start, &states) }
            var place = start
            while true {
                if states.isDone[Int(state)] || place < bytes.count && ends(state, before: Int(bytes[place]), states) { longest = place - start }
                guard place < bytes.count, states.steps < Self.mostSteps, !states.names[Int(state)].parts.isEmpty else { break }
                state = step(state, Int(bytes[place]), &states)
                place += 1
            }
            if place == bytes.count, states.isDone[Int(step(state, Self.end, &states))] { longest = place - start }
            return longest
        }
    }

    /// Whether it has given up: from now on it finds nothing.
    var isSpent: Bool { states.withLock { $0.steps >= Self.mostSteps } }

    // MARK: States

    /// Goes on as long as it is known how, and to the first match.
    ///
    /// - Returns: The place of the first byte that was not looked at.
    private func walk(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int, _ state: inout Int32, _ states: borrowing States
    ) -> Int {
        states.next.withUnsafeBufferPointer { table in
            states.isDone.withUnsafeBufferPointer { isDone in
                states.isStuck.withUnsafeBufferPointer { isStuck in
                    var place = start, here = state
                    while place < end {
                        let next = table[Int(here) * Self.signs + Int(bytes[place])]
                        guard next >= 0 else { break }
                        here = next
                        place += 1
                        if isDone[Int(here)] || isStuck[Int(here)] { break }
                    }
                    state = here
                    return place
                }
            }
        }
    }

    private func begin(_ states: inout States) -> Int32 {
        if let known = states.begin { return known }
        let begin = step(first(&states), Self.start, &states)
        states.begin = begin
        return begin
    }

    private func first(_ states: inout States, isInWord: Bool = false) -> Int32 {
        var set: [Int32] = []
        var seen = Set<Int32>()
        follow(entry, to: &set, &seen)
        return number(of: StateName(parts: set.sorted(), isInWord: hasBoundaries && isInWord), &states)
    }

    /// As RE2 has words: of ASCII.
    private static func isOfWord(_ sign: Int) -> Bool {
        switch sign {
        case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
        default: false
        }
    }

    /// The parts of a state that are left once it is known what comes next: boundaries let through, or end.
    private func parts(of name: StateName, before sign: Int) -> [Int32] {
        guard hasBoundaries, sign != Self.start else { return name.parts }
        let isBoundary = name.isInWord != Self.isOfWord(sign)
        var found: [Int32] = [], seen = Set<Int32>(), waiting = name.parts
        while let index = waiting.popLast() {
            guard seen.insert(index).inserted else { continue }
            guard case .boundary(let isNegated, let next) = nodes[Int(index)] else {
                found.append(index)
                continue
            }
            guard isBoundary != isNegated else { continue }
            var reached = Set<Int32>()
            follow(next, to: &waiting, &reached)
        }
        return found
    }

    /// Whether a match ends before a byte because of what that byte is.
    private func ends(_ state: Int32, before sign: Int, _ states: borrowing States) -> Bool {
        hasBoundaries && parts(of: states.names[Int(state)], before: sign).contains { if case .done = nodes[Int($0)] { true } else { false } }
    }

    private func step(_ state: Int32, _ sign: Int, _ states: inout States) -> Int32 {
        let known = states.next[Int(state) * Self.signs + sign]
        if known >= 0 { return known }
        var set: [Int32] = [], seen = Set<Int32>()
        for index in parts(of: states.names[Int(state)], before: sign) {
            switch nodes[Int(index)] {
            case .part(let part):
                if part.takes(sign) { follow(part.next, to: &set, &seen) }
                // A text that begins once more changes nothing for what is under way.
                if sign == Self.start { follow(index, to: &set, &seen) }
            case .done: if isSearch || sign == Self.start || sign == Self.end { follow(index, to: &set, &seen) }
            case .boundary: if sign == Self.start { follow(index, to: &set, &seen) }
            case .split: break
            }
        }
        if isSearch { follow(entry, to: &set, &seen) }
        states.steps += 1
        let name = StateName(parts: set.sorted(), isInWord: hasBoundaries && Self.isOfWord(sign))
        guard states.names.count < Self.mostStates else {
            // All that is known is forgotten, and found out again as far as it is needed.
            states = States(steps: states.steps)
            return number(of: name, &states)
        }
        let next = number(of: name, &states)
        states.next[Int(state) * Self.signs + sign] = next
        return next
    }

    private func number(of name: StateName, _ states: inout States) -> Int32 {
        if let known = states.numbers[name] { return known }
        let number = Int32(states.names.count), set = name.parts
        states.numbers[name] = number
        states.names.append(name)
        states.isDone.append(set.contains { if case .done = nodes[Int($0)] { true } else { false } })
        states.isStuck.append(
            set.allSatisfy { index in
                guard case .part(let part) = nodes[Int(index)] else { return false }
                return part.takesStart
            })
        states.next.append(contentsOf: repeatElement(-1, count: Self.signs))
        return number
    }

    private func follow(_ index: Int32, to set: inout [Int32], _ seen: inout Set<Int32>) {
        var waiting = [index]
        while let index = waiting.popLast() {
            guard seen.insert(index).inserted else { continue }
            if case .split(let left, let right) = nodes[Int(index)] { waiting += [left, right] } else { set.append(index) }
        }
    }

    // MARK: Parts

    private struct Builder {
        let foldsCase: Bool
        var nodes: [Node] = []

        mutating func add(_ node: Node) -> Int32 {
            nodes.append(node)
            return Int32(nodes.count - 1)
        }

        /// - Returns: Where the pattern begins that goes on with `next`.
        mutating func build(_ node: PatternNode, next: Int32) throws(PatternError) -> Int32 {
            guard nodes.count < PatternMachine.mostParts else { throw PatternError(sentence: "it is too long once its repetitions are counted", isUnsupported: true) }
            switch node {
            case .empty: return next
            case .start: return add(.part(Part(takesStart: true, next: next)))
            case .end: return add(.part(Part(takesEnd: true, next: next)))
            case .boundary(let isNegated): return add(.boundary(isNegated: isNegated, next: next))
            case .set(let ranges, let isNegated): return try set(ranges, isNegated, next: next)
            case .sequence(let parts):
                var next = next
                for part in parts.reversed() { next = try build(part, next: next) }
                return next
            case .choice(let choices):
                var entry = try build(choices[choices.count - 1], next: next)
                for choice in choices.dropLast().reversed() { entry = add(.split(try build(choice, next: next), entry)) }
                return entry
            case .times(let part, let least, let most):
                var entry = next
                if let most {
                    for _ in least..<max(least, most) { entry = add(.split(try build(part, next: entry), next)) }
                } else {
                    let loop = add(.split(next, next))
                    nodes[Int(loop)] = .split(try build(part, next: loop), next)
                    entry = loop
                }
                for _ in 0..<least { entry = try build(part, next: entry) }
                return entry
            }
        }

        private mutating func set(_ ranges: [ClosedRange<UInt32>], _ isNegated: Bool, next: Int32) throws(PatternError) -> Int32 {
            let wide = ranges.filter { $0.upperBound > 0x7F }
            guard wide.isEmpty || !isNegated && wide.reduce(0, { $0 + $1.count }) <= 16 else { return try characters(ranges, isNegated, next: next) }
            var ascii = Part(next: next)
            for range in ranges { for value in range.clamped(to: 0...0x7F) where range.contains(value) { ascii.take(folded(Int(value))) } }
            guard isNegated else {
                var entry = add(.part(ascii))
                for scalar in wide.joined().filter({ $0 > 0x7F }).compactMap(Unicode.Scalar.init) {
                    let text = foldsCase ? String(scalar).lowercased() : String(scalar)
                    entry = add(.split(entry, bytes(Array(text.utf8), next: next)))
                }
                return entry
            }
            var rest = Part(next: next)
            for byte in 1..<0x80 where byte != 0x0A && !ascii.takes(byte) { rest.take(byte) }
            var entry = add(.part(rest))
            // Longer characters: a head, and as many bytes as it says.
            for (heads, count) in [(0xC2..<0xE0, 1), (0xE0..<0xF0, 2), (0xF0..<0xF5, 3)] {
                var tail = next
                for _ in 0..<count { tail = add(.part(Self.part(0x80..<0xC0, next: tail))) }
                entry = add(.split(entry, add(.part(Self.part(heads, next: tail)))))
            }
            return entry
        }

        /// Many characters beyond ASCII, or all but some.
        private mutating func characters(_ ranges: [ClosedRange<UInt32>], _ isNegated: Bool, next: Int32) throws(PatternError) -> Int32 {
            var set = CharacterRanges(ranges)
            if foldsCase { set.addSmallLetters() }
            // As for those of ASCII, what is left beside some characters is none that ends a line.
            if isNegated { set = CharacterRanges(set.ranges + [0...0, 0x0A...0x0A]).complement }
            var entry: Int32?
            var known: [Int32: Int32] = [:]
            for (number, step) in set.steps.enumerated() {
                // Steps name those that come after them by number; the last ones come first.
                var part = Part(next: step.next.flatMap { known[Int32($0)] } ?? next)
                for byte in step.bytes { part.take(Int(byte)) }
                let own = add(.part(part))
                let whole = step.beside.flatMap { known[Int32($0)] }.map { add(.split(own, $0)) } ?? own
                known[Int32(number)] = whole
                entry = whole
                guard nodes.count < PatternMachine.mostParts else {
                    throw PatternError(sentence: "it is too long once its characters are counted", isUnsupported: true)
                }
            }
            return entry ?? add(.part(Part(next: next)))
        }

        private func folded(_ byte: Int) -> Int { foldsCase && (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

        private mutating func bytes(_ bytes: [UInt8], next: Int32) -> Int32 {
            var next = next
            for byte in bytes.reversed() { next = add(.part(Self.part(Int(byte)..<Int(byte) + 1, next: next))) }
            return next
        }

        private static func part(_ bytes: Range<Int>, next: Int32) -> Part {
            var part = Part(next: next)
            for byte in bytes { part.take(byte) }
            return part
        }
    }
}
