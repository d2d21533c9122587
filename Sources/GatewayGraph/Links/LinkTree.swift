import KubeModel

/// What an object uses and what uses it, as two trees, in rows from top to bottom.
public struct LinkTree: Hashable, Sendable {
    public let query: LinkQuery
    public private(set) var rows: [LinkRow] = []
    /// The state of the graph that it was made from.
    public let stamp: UInt32
    /// The objects that were looked at: where one of them changes, the tree may be another.
    public private(set) var seen: [GraphID] = []

    init(_ query: LinkQuery, rows: [LinkRow], stamp: UInt32) { (self.query, self.rows, self.stamp) = (query, rows, stamp) }

    /// Cost: follows the rows, and the users of what has many.
    public init(_ query: LinkQuery, _ index: ReferenceIndex) {
        self.query = query
        stamp = index.stamp
        var builder = Builder(query: query, index: index)
        builder.add(heading: "uses", isUsers: false)
        builder.add(heading: "used by", isUsers: true)
        rows = builder.rows
        seen = Array(builder.seen)
    }

    /// Whether it would be another now, or might.
    public func isOutdated(_ index: ReferenceIndex) -> Bool { index.hasChanged(seen, since: stamp) }
}

/// One branch under an object.
private struct Branch {
    var role: ReferenceRule.Role
    var subject: LinkRow.Subject
    /// What it is called among its siblings.
    var name: String
    /// The objects below a choice or a group.
    var members: [GraphID] = []
}

private struct Builder {
    let query: LinkQuery
    let index: ReferenceIndex
    var rows: [LinkRow] = []
    var seen: Set<GraphID> = []
    private var sections: LinkSections

    init(query: LinkQuery, index: ReferenceIndex) {
        (self.query, self.index) = (query, index)
        sections = LinkSections(index)
    }

    mutating func add(heading: String, isUsers: Bool) {
        rows.append(LinkRow(path: heading, depth: 0, lasts: [], subject: .heading(heading)))
        add(branches(of: query.id, isUsers), isUsers, under: heading, lasts: [], chain: [query.id])
        if rows.last?.depth == 0 { rows.append(LinkRow(path: heading + "/", depth: 1, lasts: [true], subject: .nothing)) }
    }

    private mutating func add(_ branches: [Branch], _ isUsers: Bool, under parent: String, lasts: [Bool], chain: [GraphID]) {
        var former: ReferenceRule.Role?
        for (number, branch) in branches.enumerated() {
            let lasts = lasts + [number == branches.count - 1], path = "\(parent)\u{1F}\(branch.role.rawValue) \(branch.name)"
            let role = branch.role == former ? nil : isUsers ? branch.role.userWord : branch.role.usedWord
            former = branch.role
            var row = LinkRow(path: path, depth: lasts.count, lasts: lasts, subject: branch.subject, role: role)
            switch branch.subject {
            case .object(var object):
                object.isCycle = chain.contains(object.id)
                row.subject = .object(object)
                let leadsOn = !object.isCycle && (isUsers ? index.mayHaveUsers(object.id) : !index.references(of: object.id).isEmpty)
                row.fold = leadsOn ? fold(path, depth: lasts.count) : .leaf
                seen.insert(object.id)
                rows.append(row)
                guard row.fold == .open else { continue }
                add(self.branches(of: object.id, isUsers), isUsers, under: path, lasts: lasts, chain: chain + [object.id])
            case .choice, .group:
                row.fold = branch.members.isEmpty ? .leaf : fold(path, depth: lasts.count, isMany: branch.members.count > query.bounds.group)
                rows.append(row)
                if row.fold == .open { add(members: branch, isUsers, under: path, lasts: lasts, chain: chain) }
            case .heading, .more, .nothing, .line: rows.append(row)
            }
        }
    }

    /// A page of a group, and how many more there are.
    private mutating func add(members branch: Branch, _ isUsers: Bool, under path: String, lasts: [Bool], chain: [GraphID]) {
        var limit = query.bounds.page
        for _ in 0..<(query.extended[path] ?? 0) { limit = limit > Int.max / 10 ? limit : limit * 10 }
        let shown = branch.members.prefix(limit), rest = branch.members.count - shown.count
        for (number, id) in shown.enumerated() {
            let object = index.linked(id), isCycle = chain.contains(id)
            var linked = object
            linked.isCycle = isCycle
            let lasts = lasts + [rest == 0 && number == shown.count - 1], path = "\(path)\u{1F}\(id)"
            let leadsOn = !isCycle && (isUsers ? index.mayHaveUsers(id) : !index.references(of: id).isEmpty)
            let fold: LinkRow.Fold = leadsOn ? (query.turned.contains(path) ? .open : .shut) : .leaf
            seen.insert(id)
            rows.append(LinkRow(path: path, depth: lasts.count, lasts: lasts, subject: .object(linked), fold: fold))
            if fold == .open { add(branches(of: id, isUsers), isUsers, under: path, lasts: lasts, chain: chain + [id]) }
        }
        if rest > 0 { rows.append(LinkRow(path: path, depth: lasts.count + 1, lasts: lasts + [true], subject: .more(rest))) }
    }

    private func fold(_ path: String, depth: Int, isMany: Bool = false) -> LinkRow.Fold {
        let begins = depth < query.bounds.depth && rows.count < query.bounds.rows && !isMany
        return query.turned.contains(path) != begins ? .open : .shut
    }

    // MARK: What stands under an object

    private mutating func branches(of id: GraphID, _ isUsers: Bool) -> [Branch] {
        seen.insert(id)
        return grouped(isUsers ? users(of: id) : uses(of: id))
    }

    private mutating func uses(of id: GraphID) -> [Branch] {
        var found: [Branch] = [], places: [String: Int] = [:]
        let order = ReferenceRule.Role.allCases
        let references = index.references(of: id).enumerated().sorted {
            let (left, right) = (order.firstIndex(of: $0.element.role) ?? 0, order.firstIndex(of: $1.element.role) ?? 0)
            return left == right ? $0.offset < $1.offset : left < right
        }
        for (_, reference) in references {
            if reference.choice != .named {
                let text = reference.choiceText
                guard places["\(reference.role)\(text)"] == nil else { continue }
                let (members, fault) = sections.members(of: reference, of: id)
                places["\(reference.role)\(text)"] = found.count
                let emptiness = members.isEmpty ? fault ?? "chooses nothing" : nil
                found.append(Branch(role: reference.role, subject: .choice(text, emptiness: emptiness), name: text, members: members))
                continue
            }
            let target = GraphID(group: reference.group, kind: reference.kind, key: reference.key), place = "\(reference.role)\(target.group)/\(target)"
            if let known = places[place], case .object(var object) = found[known].subject {
                object.count += 1
                if let section = reference.sectionName, !object.sections.contains(section) { object.sections.append(section) }
                object.sectionFault = object.sectionFault ?? sections.fault(of: reference, of: id)
                found[known].subject = .object(object)
            } else {
                var object = index.linked(target)
                object.sections = reference.sectionName.map { [$0] } ?? []
                object.sectionFault = sections.fault(of: reference, of: id)
                places[place] = found.count
                found.append(Branch(role: reference.role, subject: .object(object), name: target.description))
            }
        }
        return found
    }

    private mutating func users(of id: GraphID) -> [Branch] {
        var found: [(Branch, kind: String)] = []
        for user in index.users(of: id) {
            let references = index.references(of: user).filter { index.leads($0, to: id) && sections.isMeant(id, by: $0, of: user) }
            for role in ReferenceRule.Role.allCases {
                let those = references.filter { $0.role == role }
                guard !those.isEmpty else { continue }
                var object = index.linked(user)
                object.count = those.count
                for section in those.compactMap(\.sectionName) where !object.sections.contains(section) { object.sections.append(section) }
                object.sectionFault = those.compactMap { sections.fault(of: $0, of: user) }.first
                found.append((Branch(role: role, subject: .object(object), name: user.description), user.kind))
            }
        }
        let order = ReferenceRule.Role.allCases
        return found.enumerated().sorted { left, right in
            let (a, b) = (order.firstIndex(of: left.element.0.role) ?? 0, order.firstIndex(of: right.element.0.role) ?? 0)
            return a == b ? left.offset < right.offset : a < b
        }.map(\.element.0)
    }

    /// Many of a kind in a role become one branch. Siblings are in the order of roles, and of kinds where they came so.
    private func grouped(_ branches: [Branch]) -> [Branch] {
        func key(_ branch: Branch) -> String? {
            if case .object(let object) = branch.subject { "\(branch.role.rawValue) \(object.id.group)/\(object.id.kind)" } else { nil }
        }
        var counts: [String: Int] = [:]
        for branch in branches { if let key = key(branch) { counts[key, default: 0] += 1 } }
        guard counts.values.contains(where: { $0 > query.bounds.group }) else { return branches }
        var found: [Branch] = [], groups: [String: Int] = [:]
        for branch in branches {
            guard let key = key(branch), let count = counts[key], count > query.bounds.group, case .object(let object) = branch.subject else {
                found.append(branch)
                continue
            }
            if groups[key] == nil {
                groups[key] = found.count
                found.append(Branch(role: branch.role, subject: .group(kind: object.id.kind, count: count, failing: 0), name: key))
            }
            let place = groups[key] ?? 0
            found[place].members.append(object.id)
            if object.health == .failing || object.isBroken, case .group(let kind, let count, let failing) = found[place].subject {
                found[place].subject = .group(kind: kind, count: count, failing: failing + 1)
            }
        }
        return found
    }
}

extension ObjectReference {
    /// `HTTPRoute{app=cart,tier=front} in shop`, `every HTTPRoute in shop`.
    public var choiceText: String {
        let place = key.namespace.map { " in \($0)" } ?? ""
        let section = sectionName.map { " #\($0)" } ?? ""
        switch choice {
        case .named: return "\(kind) \(key)\(section)"
        case .labelled(let labels): return "\(kind){\(labels.map(\.description).joined(separator: ","))}\(section)\(place)"
        case .every: return "every \(kind)\(section)\(place)"
        }
    }
}
