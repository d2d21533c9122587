import KubeModel

/// Every row that is there, and who names whom, both ways. Names that lead nowhere are kept: what appears later under
/// one of them is found.
///
/// A change of one object costs a look-up for each object that it names; the first selector for a kind costs one walk over
/// its objects. Selectors are followed when somebody asks.
public struct ReferenceIndex: Sendable {
    typealias Slot = Int32

    private struct Selecting: Hashable, Sendable {
        var kind: Int32
        var place: LabelledSlots.Place
    }

    private var kinds: [ReferenceKind] = []
    private var kindNumbers: [KindName: Int32] = [:]
    private var nodes: [ReferenceNode] = []
    private var free: [Slot] = []
    /// Who names what more than one names.
    private var many: [Slot: Set<Slot>] = [:]
    /// What the row that came last names: rows beside each other often name the same.
    private var decoded: (references: RowReferences, kind: Int32, namespace: String?, all: [ObjectReference]) = (.none, -1, nil, [])
    /// Who chooses by a label: each selector stands at one of its labels, and is looked at again as a whole.
    private var selectors: [Selecting: Set<Slot>] = [:]
    /// Counts changes.
    public private(set) var stamp: UInt32 = 0
    /// When anything came, went, began to name or to be chosen by something else, or became known last.
    public private(set) var edgeStamp: UInt32 = 0
    /// When what selectors choose may have changed last; what is known of a kind; when a name was forgotten.
    private var selectorStamp: UInt32 = 0
    private var coverageStamp: UInt32 = 0
    private var dropStamp: UInt32 = 0
    private var coverages = CoverageTable()
    private var scope = ReferenceScope()

    public init() {}

    // MARK: Rows

    public subscript(id: GraphID) -> ResourceRow? {
        slot(of: id).flatMap { nodes[Int($0)].row }
    }

    /// All rows of a kind, in no order. Cost: follows the kind.
    public func rows(ofGroup group: String, kind: String) -> [ResourceRow] {
        guard let number = kindNumbers[Self.name(group, kind)] else { return [] }
        return kinds[Int(number)].slots.all.compactMap { slot in
            Work.count(.visit)
            return nodes[Int(slot)].row
        }
    }

    /// How many rows of a kind are there. Cost: does not follow the kind.
    public func count(ofGroup group: String, kind: String) -> Int {
        kindNumbers[Self.name(group, kind)].map { kinds[Int($0)].present } ?? 0
    }

    /// What of a kind is named and not there. Cost: follows the kind.
    func absent(ofGroup group: String, kind: String) -> [ObjectKey] {
        guard let number = kindNumbers[Self.name(group, kind)] else { return [] }
        return kinds[Int(number)].slots.all.lazy.map { nodes[Int($0)] }.filter { !$0.isThere }.map(\.key)
    }

    /// Takes in a version of an object.
    ///
    /// - Returns: Whether it says anything that was not known.
    @discardableResult
    public mutating func put(_ row: ResourceRow, _ type: ResourceType) -> Bool {
        let kind = number(type.group, type.kind), slot = slot(row.key, kind), index = Int(slot)
        nodes[index].mark = kinds[Int(kind)].mark
        let old = nodes[index].row
        // What is held stays, as in the lists: so both hold the same memory.
        if let old, old.isSameVersion(as: row), old == row { return false }
        stamp &+= 1
        nodes[index].stamp = stamp
        nodes[index].put(row)
        let namesOthers = old.map { $0.references != row.references } ?? !row.references.isEmpty
        if namesOthers || old == nil { edgeStamp = stamp }
        if old == nil { kinds[Int(kind)].present += 1 }
        if namesOthers {
            if let old { forEachReference(of: old, kind) { $0.unlink($1, from: slot) } }
            forEachReference(of: row, kind) { $0.link($1, from: slot) }
        } else if old == nil || old?.health != row.health || old?.isDeleting != row.isDeleting {
            touchNamed(by: row, kind)
        }
        if old.map({ !$0.hasSameLabels(as: row) }) ?? true {
            edgeStamp = stamp
            relabel(slot, kind, old: old, new: row)
        }
        return true
    }

    /// - Returns: Whether it was there.
    @discardableResult
    public mutating func remove(_ key: ObjectKey, _ type: ResourceType) -> Bool {
        guard let kind = kindNumbers[Self.name(type.group, type.kind)], let slot = slot(of: key, kind), nodes[Int(slot)].isThere
        else { return false }
        remove(slot, kind)
        return true
    }

    private mutating func remove(_ slot: Slot, _ kind: Int32) {
        guard let row = nodes[Int(slot)].row else { return }
        stamp &+= 1
        edgeStamp = stamp
        forEachReference(of: row, kind) { $0.unlink($1, from: slot) }
        relabel(slot, kind, old: row, new: nil)
        nodes[Int(slot)].stamp = stamp
        nodes[Int(slot)].leave()
        kinds[Int(kind)].present -= 1
        dropWhereUnused(slot)
    }

    /// Whether anything names an object of a kind, or one is there.
    public func knows(of type: ResourceType) -> Bool {
        kindNumbers[Self.name(type.group, type.kind)].map { kinds[Int($0)].slots.count > 0 } ?? false
    }

    // MARK: Lists

    /// A list of a kind begins.
    public mutating func beginList(of type: ResourceType) {
        let kind = Int(number(type.group, type.kind))
        kinds[kind].mark &+= 1
        if case .complete = coverage(of: type) {} else { cover(type, .listing) }
    }

    /// The list that began last is complete: what neither it nor a change named since is gone.
    ///
    /// - Parameter namespace: What was listed; nil: the whole cluster.
    public mutating func completeList(of type: ResourceType, in namespace: String?) {
        let kind = number(type.group, type.kind), mark = kinds[Int(kind)].mark
        for slot in kinds[Int(kind)].slots.all where nodes[Int(slot)].isThere && nodes[Int(slot)].mark != mark { remove(slot, kind) }
        cover(type, .complete(namespace: namespace))
    }

    /// Forgets the rows of a kind; another list is asked for, or none any more.
    public mutating func forget(_ type: ResourceType, _ coverage: ListCoverage = .notListed) {
        let kind = number(type.group, type.kind)
        for slot in kinds[Int(kind)].slots.all where nodes[Int(slot)].isThere { remove(slot, kind) }
        cover(type, coverage)
    }

    public mutating func cover(_ type: ResourceType, _ coverage: ListCoverage) {
        if coverages.cover(Self.name(type.group, type.kind), coverage) { noteCoverage() }
    }

    public func coverage(of type: ResourceType) -> ListCoverage { coverages[Self.name(type.group, type.kind)] }

    /// Says which kinds a server has: others of their groups are not there.
    ///
    /// - Parameter pending: Names (`PLURAL.GROUP`) of kinds that may yet come.
    public mutating func serve(_ types: [ResourceType], beside pending: Set<String> = []) {
        if coverages.serve(Set(types.map { Self.name($0.group, $0.kind) }), beside: pending) { noteCoverage() }
    }

    private mutating func noteCoverage() {
        stamp &+= 1
        coverageStamp = stamp
        edgeStamp = stamp
    }

    /// Whether an object is there, or is known not to be.
    public func presence(of id: GraphID) -> ObjectPresence { self[id] != nil ? .there : coverages.absence(of: id) }

    /// Whether one of some objects, who names it, or what is chosen by labels changed after a moment. Cost: follows these objects.
    public func hasChanged(_ ids: [GraphID], since moment: UInt32) -> Bool {
        selectorStamp > moment || coverageStamp > moment
            || ids.contains { slot(of: $0).map { nodes[Int($0)].stamp > moment } ?? (dropStamp > moment) }
    }

    /// Takes in how far what labels choose reaches. Cost: follows those that choose by labels.
    public mutating func take(_ scope: ReferenceScope) {
        guard scope != self.scope else { return }
        (stamp, edgeStamp) = (stamp &+ 1, stamp &+ 1)
        let choosing = selectors.values.reduce(into: Set<Slot>()) { $0.formUnion($1) }
        func forEachChoice(_ index: inout ReferenceIndex, _ body: (inout ReferenceIndex, ObjectReference, Slot) -> Void) {
            for slot in choosing {
                let node = index.nodes[Int(slot)]
                if let row = node.row { index.forEachReference(of: row, node.kind) { if $1.choice != .named { body(&$0, $1, slot) } } }
            }
        }
        forEachChoice(&self) { $0.unlink($1, from: $2) }
        self.scope = scope
        decoded = (.none, -1, nil, [])
        forEachChoice(&self) { $0.link($1, from: $2) }
    }

    // MARK: Who names whom

    /// What an object names, in the order of the table; empty for one that is not there.
    public func references(of id: GraphID) -> [ObjectReference] {
        guard let row = self[id] else { return [] }
        return ObjectReference.all(row.references, ofGroup: id.group, kind: id.kind, namespace: id.key.namespace, scope)
    }

    /// The objects that a reference leads to: the one that is named, there or not, or those that are chosen, sorted.
    ///
    /// Cost: follows the objects with the label of which there are fewest.
    public func targets(of reference: ObjectReference) -> [GraphID] {
        guard reference.choice != .named else { return [GraphID(group: reference.group, kind: reference.kind, key: reference.key)] }
        guard let number = kindNumbers[Self.name(reference.group, reference.kind)], let labelled = kinds[Int(number)].labelled else { return [] }
        return labelled.candidates(reference.choice, in: reference.key.namespace).compactMap { nodes[Int($0)].row }
            .filter(reference.chooses)
            .map { GraphID(group: reference.group, kind: reference.kind, key: $0.key) }.sorted()
    }

    /// Who names an object, there or not, by name or by its labels; sorted. Cost: follows these, and its labels.
    ///
    /// - Parameter kinds: Those of which they are; nil: of any.
    public func users(of id: GraphID, ofKinds wanted: Set<String>? = nil) -> [GraphID] {
        guard let number = kindNumbers[Self.name(id.group, id.kind)], let slot = slot(of: id.key, number) else { return [] }
        let numbers = wanted.map { wanted in Set(kinds.indices.lazy.filter { wanted.contains(kinds[$0].name) }.map(Int32.init)) }
        func isWanted(_ user: Slot) -> Bool { numbers?.contains(nodes[Int(user)].kind) ?? true }
        let byName = namers(of: slot)
        var users = byName.filter(isWanted).map { self.id($0) }
        guard let row = nodes[Int(slot)].row, kinds[Int(number)].labelled != nil else { return users.sorted() }
        var choosing: Set<Slot> = []
        for place in LabelledSlots.places(row) {
            let everywhere = LabelledSlots.Place(namespace: nil, label: place.label)
            for place in Set([place, everywhere]) { choosing.formUnion(selectors[Selecting(kind: number, place: place)] ?? []) }
        }
        // They ask for more labels than the one that they are found by.
        users += choosing.lazy.filter { isWanted($0) && !byName.contains($0) }.map { self.id($0) }
            .filter { user in self.references(of: user).contains { self.leads($0, to: id) } }
        return users.sorted()
    }

    /// Whether anybody may name an object; cheaper than who. A selector that asks for more labels than one may turn out not to.
    public func mayHaveUsers(_ id: GraphID) -> Bool {
        guard let number = kindNumbers[Self.name(id.group, id.kind)], let slot = slot(of: id.key, number) else { return false }
        if nodes[Int(slot)].user == -1 { return kinds[Int(number)].labelled != nil && !users(of: id).isEmpty }
        return true
    }

    /// Whether a reference leads to an object.
    public func leads(_ reference: ObjectReference, to id: GraphID) -> Bool {
        guard reference.kind == id.kind, reference.group == id.group else { return false }
        if reference.choice == .named { return reference.key == id.key }
        guard reference.key.namespace == nil || reference.key.namespace == id.key.namespace, let row = self[id] else { return false }
        return reference.chooses(row)
    }

    // MARK: Edges

    private mutating func forEachReference(of row: ResourceRow, _ kind: Int32, _ body: (inout ReferenceIndex, ObjectReference) -> Void) {
        guard !row.references.isEmpty else { return }
        if decoded.kind != kind || decoded.references != row.references || decoded.namespace != row.key.namespace {
            let owner = kinds[Int(kind)]
            let all = ObjectReference.all(row.references, ofGroup: owner.group, kind: owner.name, namespace: row.key.namespace, scope)
            decoded = (row.references, kind, row.key.namespace, all)
        }
        for reference in decoded.all { body(&self, reference) }
    }

    private mutating func link(_ reference: ObjectReference, from slot: Slot) {
        let kind = number(reference.group, reference.kind)
        guard reference.choice == .named else {
            keepLabels(of: kind)
            selectorStamp = stamp
            _ = selectors[selecting(reference, kind), default: []].insert(slot)
            return
        }
        let target = Int(self.slot(reference.key, kind))
        nodes[target].stamp = stamp
        switch nodes[target].user {
        case -1: nodes[target].user = slot
        case -2: many[Slot(target)]?.insert(slot)
        case slot: break
        case let known:
            many[Slot(target)] = [known, slot]
            nodes[target].user = -2
        }
    }

    private mutating func unlink(_ reference: ObjectReference, from slot: Slot) {
        let kind = number(reference.group, reference.kind)
        guard reference.choice == .named else {
            selectorStamp = stamp
            let place = selecting(reference, kind)
            selectors[place]?.remove(slot)
            if selectors[place]?.isEmpty == true { selectors[place] = nil }
            return
        }
        guard let target = self.slot(of: reference.key, kind) else { return }
        nodes[Int(target)].stamp = stamp
        if nodes[Int(target)].user == slot {
            nodes[Int(target)].user = -1
        } else if nodes[Int(target)].user == -2 {
            many[target]?.remove(slot)
            if many[target]?.isEmpty == true {
                many[target] = nil
                nodes[Int(target)].user = -1
            }
        }
        dropWhereUnused(target)
    }

    private mutating func touchNamed(by row: ResourceRow, _ kind: Int32) {
        forEachReference(of: row, kind) { index, reference in
            guard reference.choice == .named, let number = index.kindNumbers[Self.name(reference.group, reference.kind)],
                let target = index.slot(of: reference.key, number)
            else { return }
            index.nodes[Int(target)].stamp = index.stamp
        }
    }

    private func selecting(_ reference: ObjectReference, _ kind: Int32) -> Selecting {
        var label: Label?
        if case .labelled(let labels) = reference.choice { label = labels.first ?? Label("", "") }
        return Selecting(kind: kind, place: LabelledSlots.Place(namespace: reference.key.namespace, label: label))
    }

    // MARK: Labels

    private mutating func keepLabels(of kind: Int32) {
        guard kinds[Int(kind)].labelled == nil else { return }
        kinds[Int(kind)].labelled = LabelledSlots()
        for slot in kinds[Int(kind)].slots.all {
            guard let row = nodes[Int(slot)].row else { continue }
            Work.count(.visit)
            relabel(slot, kind, old: nil, new: row)
        }
    }

    private mutating func relabel(_ slot: Slot, _ kind: Int32, old: ResourceRow?, new: ResourceRow?) {
        guard kinds[Int(kind)].labelled != nil else { return }
        selectorStamp = stamp
        if let old { kinds[Int(kind)].labelled?.remove(slot, old) }
        if let new { kinds[Int(kind)].labelled?.insert(slot, new) }
    }

    // MARK: Numbers

    private static let slices = KindName(group: ResourceType.endpointSlice.group, kind: ResourceType.endpointSlice.kind)

    private static func name(_ group: String, _ kind: String) -> KindName { KindName(group: group, kind: kind) }

    private mutating func number(_ group: String, _ kind: String) -> Int32 {
        let name = Self.name(group, kind)
        if let known = kindNumbers[name] { return known }
        let number = Int32(kinds.count)
        // Slices of endpoints name their Service by a label.
        kinds.append(ReferenceKind(group: group, name: kind, labelled: name == Self.slices ? LabelledSlots() : nil))
        kindNumbers[name] = number
        return number
    }

    private func slot(of id: GraphID) -> Slot? { kindNumbers[Self.name(id.group, id.kind)].flatMap { slot(of: id.key, $0) } }

    private func slot(of key: ObjectKey, _ kind: Int32) -> Slot? { kinds[Int(kind)].slots.slot(of: key) { nodes[Int($0)].key } }

    private func namers(of slot: Slot) -> Set<Slot> {
        switch nodes[Int(slot)].user {
        case -1: []
        case -2: many[slot] ?? []
        case let user: [user]
        }
    }

    private func id(_ slot: Slot) -> GraphID {
        Work.count(.visit)
        let node = nodes[Int(slot)], kind = kinds[Int(node.kind)]
        return GraphID(group: kind.group, kind: kind.name, key: node.key)
    }

    /// The number of an object, there or not.
    private mutating func slot(_ key: ObjectKey, _ kind: Int32) -> Slot {
        if let known = slot(of: key, kind) { return known }
        let node = ReferenceNode(key, kind: kind), slot: Slot
        if let reused = free.popLast() {
            slot = reused
            nodes[Int(slot)] = node
        } else {
            slot = Slot(nodes.count)
            // As a whole they would double, and be there twice meanwhile.
            if nodes.count == nodes.capacity { nodes.reserveCapacity(nodes.count + max(64, nodes.count / 4)) }
            nodes.append(node)
        }
        kinds[Int(kind)].slots.insert(slot, for: key)
        return slot
    }

    private mutating func dropWhereUnused(_ slot: Slot) {
        let node = nodes[Int(slot)]
        guard !node.isThere, node.user == -1 else { return }
        kinds[Int(node.kind)].slots.remove(slot, of: node.key)
        nodes[Int(slot)].forget()
        dropStamp = stamp
        free.append(slot)
    }
}
