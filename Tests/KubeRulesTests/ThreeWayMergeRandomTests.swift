import KubeModel
import KubeRules
import Testing

/// Merges of random objects against an oracle that made the changes, and so knows what has to come out.
@Suite struct ThreeWayMergeRandomTests {
    @Test func whatIsChangedByOneOrApartIsKeptAndOnlyTheRestIsAConflict() {
        var sets = ChangedSets(seed: 1)
        for round in 0..<3_000 {
            let set = sets.next()

            let merge = ThreeWayMerge(base: set.base, theirs: set.theirs, mine: set.mine)

            #expect(merge.conflicts.count == set.conflicts, "round \(round)")
            #expect(merge.merged == set.mineWins, "round \(round)")
            #expect(merge.alternative == set.theirsWins, "round \(round)")
        }
    }

    @Test func theSidesMayBeExchanged() {
        var sets = ChangedSets(seed: 2)
        for round in 0..<1_000 {
            let set = sets.next()

            let merge = ThreeWayMerge(base: set.base, theirs: set.mine, mine: set.theirs)

            #expect(merge.merged == set.theirsWins && merge.conflicts.count == set.conflicts, "round \(round)")
        }
    }

    @Test func oneSideAloneIsTakenAsItIs() {
        var sets = ChangedSets(seed: 3)
        for _ in 0..<500 {
            let set = sets.next()

            #expect(ThreeWayMerge(base: set.base, theirs: set.base, mine: set.mine).merged == set.mine)
            #expect(ThreeWayMerge(base: set.base, theirs: set.theirs, mine: set.base).merged == set.theirs)
            #expect(ThreeWayMerge(base: set.base, theirs: set.mine, mine: set.mine).conflicts.isEmpty)
        }
    }

    /// Lists of few different elements, where nothing tells which of two equal ones was meant: what comes out still holds
    /// as many of each as both left.
    @Test func noElementOfAListIsLostInSilence() {
        var dice = Dice(seed: 4)
        var clean = 0
        for round in 0..<3_000 {
            let base = dice.list(), theirs = dice.changed(base), mine = dice.changed(base)

            let merge = ThreeWayMerge(base: ["l": base], theirs: ["l": theirs], mine: ["l": mine])

            guard merge.conflicts.isEmpty else { continue }
            clean += 1
            func count(_ value: Int, _ list: JSONValue?) -> Int { list?.array?.count { $0.integer == value } ?? 0 }
            for value in 0..<6 {
                let before = count(value, base), here = count(value, mine) - before, there = count(value, theirs) - before
                let got = count(value, merge.merged["l"]) - before
                if here == 0 || there == 0 {
                    #expect(got == here + there, "round \(round): \(base) \(theirs) \(mine) \(merge.merged)")
                } else if (here > 0) == (there > 0) {
                    #expect(abs(got) >= max(abs(here), abs(there)) && abs(got) <= abs(here + there), "round \(round)")
                }
            }
        }
        #expect(clean > 500)
    }
}

/// SplitMix64.
private struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &self) }

    mutating func list() -> JSONValue { .array((0..<below(7)).map { _ in .integer(below(6)) }) }

    mutating func changed(_ list: JSONValue) -> JSONValue {
        var elements = list.array ?? []
        for _ in 0..<below(3) {
            if elements.isEmpty || below(2) == 0 {
                elements.insert(.integer(below(6)), at: below(elements.count + 1))
            } else {
                elements.remove(at: below(elements.count))
            }
        }
        return .array(elements)
    }
}

/// A value as it was, as each of two people left it, and as it must be put together; nil where it is not there.
private struct Changed {
    var base: JSONValue?
    var theirs: JSONValue?
    var mine: JSONValue?
    var mineWins: JSONValue?
    var theirsWins: JSONValue?
    var conflicts = 0

    init(_ value: JSONValue) { (base, theirs, mine, mineWins, theirsWins) = (value, value, value, value, value) }

    init(base: JSONValue?, theirs: JSONValue?, mine: JSONValue?, merged: JSONValue?) {
        (self.base, self.theirs, self.mine, mineWins, theirsWins) = (base, theirs, mine, merged, merged)
    }

    init(base: JSONValue?, theirs: JSONValue?, mine: JSONValue?) {
        (self.base, self.theirs, self.mine, mineWins, theirsWins, conflicts) = (base, theirs, mine, mine, theirs, 1)
    }
}

private struct ChangedSets {
    struct Whole {
        var base, theirs, mine, mineWins, theirsWins: JSONValue
        var conflicts: Int
    }

    private var dice: Dice
    private var counter = 0

    init(seed: UInt64) { dice = Dice(seed: seed) }

    mutating func next() -> Whole {
        let all = object(depth: 0)
        return Whole(
            base: all.base ?? .null, theirs: all.theirs ?? .null, mine: all.mine ?? .null, mineWins: all.mineWins ?? .null,
            theirsWins: all.theirsWins ?? .null, conflicts: all.conflicts)
    }

    /// A value that stands nowhere else.
    private mutating func fresh() -> JSONValue {
        counter += 1
        return dice.below(2) == 0 ? .integer(counter) : .string("v\(counter)")
    }

    private mutating func leaf() -> Changed {
        let old = fresh(), new = fresh()
        return switch dice.below(12) {
        case 0: Changed(base: old, theirs: new, mine: old, merged: new)
        case 1: Changed(base: old, theirs: old, mine: new, merged: new)
        case 2: Changed(base: old, theirs: nil, mine: old, merged: nil)
        case 3: Changed(base: old, theirs: old, mine: nil, merged: nil)
        case 4: Changed(base: nil, theirs: new, mine: nil, merged: new)
        case 5: Changed(base: nil, theirs: nil, mine: new, merged: new)
        case 6: Changed(base: old, theirs: new, mine: new, merged: new)
        case 7 where dice.below(3) == 0: Changed(base: old, theirs: fresh(), mine: new)
        case 8 where dice.below(3) == 0: Changed(base: old, theirs: nil, mine: new)
        default: Changed(old)
        }
    }

    private mutating func object(depth: Int, named name: String? = nil) -> Changed {
        var whole = Changed(.object(JSONObject()))
        if let name {
            for side in [\Changed.base, \.theirs, \.mine, \.mineWins, \.theirsWins] { whole[keyPath: side]?["id"] = .string(name) }
        }
        for member in 0..<(1 + dice.below(5)) {
            let key = "k\(member)"
            let part =
                switch dice.below(6) {
                case 0 where depth < 3: object(depth: depth + 1)
                case 1 where depth < 2: list(depth: depth + 1)
                default: leaf()
                }
            for side in [\Changed.base, \.theirs, \.mine, \.mineWins, \.theirsWins] {
                if let value = part[keyPath: side] { whole[keyPath: side]?[key] = value }
            }
            whole.conflicts += part.conflicts
        }
        return whole
    }

    /// Elements that nobody touched stand between those that one side adds or removes and others that it changes: without
    /// them it could not be told what was meant.
    private mutating func list(depth: Int) -> Changed {
        var parts: [Changed] = []
        func untouched(_ sets: inout ChangedSets) -> Changed { Changed(["id": sets.fresh()]) }
        for _ in 0..<dice.below(6) {
            let new: JSONValue = ["id": fresh()]
            switch dice.below(9) {
            case 0: parts += [untouched(&self), Changed(base: nil, theirs: new, mine: nil, merged: new), untouched(&self)]
            case 1: parts += [untouched(&self), Changed(base: nil, theirs: nil, mine: new, merged: new), untouched(&self)]
            case 2: parts += [untouched(&self), Changed(base: new, theirs: nil, mine: new, merged: nil), untouched(&self)]
            case 3: parts += [untouched(&self), Changed(base: new, theirs: new, mine: nil, merged: nil), untouched(&self)]
            case 4: parts += [untouched(&self), Changed(base: nil, theirs: new, mine: new, merged: new), untouched(&self)]
            case 5: parts += [untouched(&self), Changed(base: nil, theirs: ["id": fresh()], mine: new), untouched(&self)]
            case 6:
                counter += 1
                let edited = object(depth: depth + 1, named: "e\(counter)")
                parts += [untouched(&self), edited, untouched(&self)]
            default: parts.append(untouched(&self))
            }
        }
        var whole = Changed(.array([]))
        for side in [\Changed.base, \.theirs, \.mine, \.mineWins, \.theirsWins] {
            whole[keyPath: side] = .array(parts.compactMap { $0[keyPath: side] })
        }
        whole.conflicts = parts.map(\.conflicts).reduce(0, +)
        return whole
    }
}
