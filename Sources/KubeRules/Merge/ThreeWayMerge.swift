import KubeModel

/// What two people made of one object, put together.
///
/// - Objects are merged member by member, whatever their type says of owners.
/// - Lists whose elements have keys by the schema, element by element, and sets likewise; the order of the side that
///   changed it is kept.
/// - Other lists as sequences (``SequenceChange``): what one side added, changed or removed is done to what the other made
///   of the list. A list that one side only ordered anew keeps that order, and what the other did to its elements.
///
/// A conflict is: two changes of one leaf; an element or a member that one side removed or moved and the other changed;
/// elements that both added in one place, beyond those that are equal; one element that both added in different places;
/// a list that both ordered anew. The same change on both sides is none. Numbers are compared by value, and spelled as the
/// side that changed them does; `null` is as good as nothing, and so are no labels as good as a map of none.
///
/// Each conflict leaves two objects: with all conflicts as mine, and with all as theirs. Apart from those they are the
/// same. Members keep the order of mine, with those of theirs after the ones they follow there.
public struct ThreeWayMerge: Equatable, Sendable {
    /// With mine where both changed the same.
    public private(set) var merged: JSONValue = .null
    /// With theirs where both changed the same.
    public private(set) var alternative: JSONValue = .null
    /// In the order of the merged object.
    public private(set) var conflicts: [MergeConflict] = []

    /// - Parameters:
    ///   - base: What both began with.
    ///   - schema: Of the whole object, for the keys of its lists; nil where nothing is known of the kind.
    public init(base: JSONValue, theirs: JSONValue, mine: JSONValue, schema: Schema? = nil) {
        let pair = merge(base, theirs, mine, FieldShape(object: schema), Place())
        (merged, alternative) = (pair.mine ?? .null, pair.theirs ?? .null)
    }

    /// A value with each conflict as mine, and as theirs; nil where it is not there.
    private struct Pair {
        var mine: JSONValue?
        var theirs: JSONValue?

        init(_ value: JSONValue?) { (mine, theirs) = (value, value) }
        init(mine: JSONValue?, theirs: JSONValue?) { (self.mine, self.theirs) = (mine, theirs) }
    }

    private struct Place {
        var mine = FieldSteps()
        var theirs = FieldSteps()

        func step(_ mine: FieldSteps.Step, _ theirs: FieldSteps.Step) -> Place {
            Place(mine: FieldSteps(self.mine.steps + [mine]), theirs: FieldSteps(self.theirs.steps + [theirs]))
        }
    }

    private mutating func merge(
        _ base: JSONValue?, _ theirs: JSONValue?, _ mine: JSONValue?, _ shape: FieldShape, _ place: Place
    ) -> Pair {
        if mine == theirs || theirs == base { return Pair(mine) }
        if mine == base { return Pair(theirs) }
        if Self.mayBeLeftAway(place.mine), let filled = Self.filled(theirs, mine) {
            let pair = merge(base, filled.theirs, filled.mine, shape, place)
            return Pair(mine: pair.mine.flatMap(Self.unlessEmpty), theirs: pair.theirs.flatMap(Self.unlessEmpty))
        }
        let base = base == .null ? nil : base
        switch (base, theirs, mine) {
        case (nil, .object(let theirs)?, .object(let mine)?):
            return members(JSONObject(), theirs, mine, shape, place)
        case (.object(let base)?, .object(let theirs)?, .object(let mine)?):
            return members(base, theirs, mine, shape, place)
        case (nil, .array(let theirs)?, .array(let mine)?):
            return elements(ListVersions(base: [], theirs: theirs, mine: mine), shape, place)
        case (.array(let base)?, .array(let theirs)?, .array(let mine)?):
            return elements(ListVersions(base: base, theirs: theirs, mine: mine), shape, place)
        default: break
        }
        if Self.areAlike(mine, theirs) || Self.areAlike(theirs, base) { return Pair(mine) }
        if Self.areAlike(mine, base) { return Pair(theirs) }
        return conflict(base, theirs, mine, place)
    }

    /// Servers leave labels and the like away once the last of them is gone: then nothing is as good as an empty one, and
    /// who removed the last has not removed what the other adds.
    private static func mayBeLeftAway(_ field: FieldSteps) -> Bool {
        guard field.steps.count == 2, field.steps[0] == .key("metadata"), case .key(let name) = field.steps[1] else { return false }
        return ["labels", "annotations", "finalizers", "ownerReferences"].contains(name)
    }

    /// Both, with an empty one in place of the one that is not there; nil where that is none of them, or both.
    private static func filled(_ theirs: JSONValue?, _ mine: JSONValue?) -> (theirs: JSONValue, mine: JSONValue)? {
        func empty(like other: JSONValue) -> JSONValue? {
            switch other {
            case .object: [:]
            case .array: []
            case .null, .bool, .number, .string: nil
            }
        }
        switch (theirs ?? .null, mine ?? .null) {
        case (.null, let mine): return empty(like: mine).map { ($0, mine) }
        case (let theirs, .null): return empty(like: theirs).map { (theirs, $0) }
        default: return nil
        }
    }

    private static func unlessEmpty(_ value: JSONValue) -> JSONValue? { value == [:] || value == [] ? nil : value }

    private mutating func conflict(_ base: JSONValue?, _ theirs: JSONValue?, _ mine: JSONValue?, _ place: Place) -> Pair {
        conflicts.append(
            MergeConflict(
                path: place.mine, base: base, theirs: theirs, mine: mine, placesOfMine: mine == nil ? [] : [place.mine],
                placesOfTheirs: theirs == nil ? [] : [place.theirs]))
        return Pair(mine: mine, theirs: theirs)
    }

    private static func areAlike(_ left: JSONValue?, _ right: JSONValue?) -> Bool {
        (left ?? .null).byValue == (right ?? .null).byValue
    }

    private mutating func members(
        _ base: JSONObject, _ theirs: JSONObject, _ mine: JSONObject, _ shape: FieldShape, _ place: Place
    ) -> Pair {
        var resultOfMine = JSONObject(), resultOfTheirs = JSONObject()
        let known: FieldShape.Members? = if case .object(let members) = shape { members } else { nil }
        for key in Self.joined(mine.keys, theirs.keys) {
            let pair = merge(
                base[key], theirs[key], mine[key], known?.shape(of: key) ?? .untyped, place.step(.key(key), .key(key)))
            resultOfMine[key] = pair.mine
            resultOfTheirs[key] = pair.theirs
        }
        return Pair(mine: .object(resultOfMine), theirs: .object(resultOfTheirs))
    }

    /// All keys of both, in the first one's order; those of the second only, after the one that they follow there.
    private static func joined(_ first: [String], _ second: [String]) -> [String] {
        let known = Set(first.map { Array($0.utf8) })
        var followers: [[UInt8]: [String]] = [:]
        var leader: [UInt8] = []
        for key in second {
            let bytes = Array(key.utf8)
            if known.contains(bytes) { leader = bytes } else { followers[leader, default: []].append(key) }
        }
        // A key may be empty, as the place before all keys is: then its followers follow it.
        let head = known.contains([]) ? [] : followers[[]] ?? []
        return head + first.flatMap { [$0] + (followers[Array($0.utf8)] ?? []) }
    }

    // MARK: Lists

    private struct ListVersions {
        var base: [JSONValue]
        var theirs: [JSONValue]
        var mine: [JSONValue]

        func identities(_ kind: FieldShape.ListKind) -> (base: [String], theirs: [String], mine: [String])? {
            func names(_ elements: [JSONValue]) -> [String]? {
                let names = elements.compactMap { FieldShape.element($0, kind) }
                return names.count == elements.count && Set(names).count == names.count ? names : nil
            }
            guard let base = names(base), let theirs = names(theirs), let mine = names(mine) else { return nil }
            return (base, theirs, mine)
        }
    }

    /// Two lists that grow side by side.
    private struct Lists {
        var mine: [JSONValue] = []
        var theirs: [JSONValue] = []

        var pair: Pair { Pair(mine: .array(mine), theirs: .array(theirs)) }

        func next(in place: Place) -> Place { place.step(.index(mine.count), .index(theirs.count)) }

        mutating func append(_ pair: Pair) {
            if let value = pair.mine { mine.append(value) }
            if let value = pair.theirs { theirs.append(value) }
        }
    }

    private mutating func elements(_ lists: ListVersions, _ shape: FieldShape, _ place: Place) -> Pair {
        guard case .list(let kind, let element) = shape else { return sequence(lists, .untyped, place) }
        guard kind != .atomic, let names = lists.identities(kind) else { return sequence(lists, element, place) }
        let common = Set(names.base).intersection(names.theirs).intersection(names.mine)
        let orders = [names.base, names.theirs, names.mine].map { $0.filter(common.contains) }
        let isTheirs = kind != .set && orders[1] != orders[0]
        if isTheirs, orders[2] != orders[0], orders[2] != orders[1] { return whole(lists, place) }
        func named(_ names: [String], _ values: [JSONValue]) -> JSONObject { JSONObject(zip(names, values)) }
        let base = named(names.base, lists.base), theirs = named(names.theirs, lists.theirs), mine = named(names.mine, lists.mine)
        var result = Lists()
        for name in isTheirs ? Self.joined(names.theirs, names.mine) : Self.joined(names.mine, names.theirs) {
            result.append(merge(base[name], theirs[name], mine[name], element, result.next(in: place)))
        }
        return result.pair
    }

    private mutating func whole(_ lists: ListVersions, _ place: Place) -> Pair {
        conflict(.array(lists.base), .array(lists.theirs), .array(lists.mine), place)
    }

    private mutating func sequence(_ lists: ListVersions, _ shape: FieldShape, _ place: Place) -> Pair {
        var numbering = Numbering<[UInt8]>()
        let base = numbering.numbers(lists.base.map(\.byValue))
        var theirs = SequenceChange(from: base, to: numbering.numbers(lists.theirs.map(\.byValue)))
        var mine = SequenceChange(from: base, to: numbering.numbers(lists.mine.map(\.byValue)))
        if mine.moved.isEmpty, let order = theirs.asOrder { theirs = order }
        if theirs.moved.isEmpty, theirs.order == nil, let order = mine.asOrder { mine = order }
        if theirs.crosses(mine) { return whole(lists, place) }
        var result = Lists()
        add(theirs.added[0], mine.added[0], lists, to: &result, place)
        for index in theirs.order ?? mine.order ?? Array(base.indices) {
            let there = theirs.fates[index], here = mine.fates[index]
            let old = lists.base[index], next = result.next(in: place)
            switch (there, here) {
            case (.gone, .gone), (.gone, .kept), (.kept, .gone): break
            case (.gone, .changed(let mine)): result.append(conflict(old, nil, lists.mine[mine], next))
            case (.changed(let theirs), .gone): result.append(conflict(old, lists.theirs[theirs], nil, next))
            case (.kept(let theirs), .kept(let mine)), (.kept(let theirs), .changed(let mine)),
                (.changed(let theirs), .kept(let mine)), (.changed(let theirs), .changed(let mine)):
                result.append(merge(old, lists.theirs[theirs], lists.mine[mine], shape, next))
            }
            add(theirs.added[index + 1], mine.added[index + 1], lists, to: &result, place)
        }
        return result.pair
    }

    /// What both added in one place of a list: what is equal at both ends stands there once.
    private mutating func add(
        _ theirs: [Int], _ mine: [Int], _ lists: ListVersions, to result: inout Lists, _ place: Place
    ) {
        var theirs = theirs.map { lists.theirs[$0] }[...], mine = mine.map { lists.mine[$0] }[...]
        var tail: [JSONValue] = []
        while let first = mine.first, first == theirs.first {
            result.append(Pair(first))
            (theirs, mine) = (theirs.dropFirst(), mine.dropFirst())
        }
        while let last = mine.last, last == theirs.last {
            tail.insert(last, at: 0)
            (theirs, mine) = (theirs.dropLast(), mine.dropLast())
        }
        if theirs.isEmpty || mine.isEmpty {
            for value in theirs + mine { result.append(Pair(value)) }
        } else {
            func places(_ way: FieldSteps, from start: Int, _ count: Int) -> [FieldSteps] {
                (start..<(start + count)).map { FieldSteps(way.steps + [.index($0)]) }
            }
            let placesOfMine = places(place.mine, from: result.mine.count, mine.count)
            conflicts.append(
                MergeConflict(
                    path: placesOfMine[0], base: nil, theirs: .array(Array(theirs)), mine: .array(Array(mine)),
                    placesOfMine: placesOfMine,
                    placesOfTheirs: places(place.theirs, from: result.theirs.count, theirs.count)))
            result.mine += mine
            result.theirs += theirs
        }
        for value in tail { result.append(Pair(value)) }
    }
}
