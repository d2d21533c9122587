import KubeModel

/// What a place says of one field.
struct MergedField: Sendable {
    /// In order of precedence.
    var winners: [PolicyAttachment] = []
    /// The extensions that run and who brought each.
    var providers: [(name: String, from: PolicyAttachment)] = []
    /// Who switched all extensions off.
    var disabledBy: PolicyAttachment?
    var isDeep = false
    var losers: [PolicyLoss] = []
}

/// What policies say together, field by field (section 9 of the rules).
struct PolicyMerge: Sendable {
    enum Strategy: Sendable { case shallowPreferChild, shallowPreferParent, deepPreferChild, deepPreferParent }

    private(set) var fields: [String: MergedField] = [:]

    init() {}

    /// The policies of one level, the highest priority first; those that are not valid silence all of them (R39).
    init(level: [PolicyAttachment], in world: PolicyWorld, isValid: (Int) -> Bool) {
        guard world.settings.isMergeReadable else { return }
        if let invalid = level.first(where: { !isValid($0.policy) }) {
            self = PolicyMerge(level: level, in: world) { attachment in
                isValid(attachment.policy)
                    ? PolicyLoss(attachment: attachment, reason: .levelBlocked, by: invalid.policy)
                    : PolicyLoss(attachment: attachment, reason: .policyInvalid)
            }
            return
        }
        for attachment in level {
            for (name, setting) in world.policies[attachment.policy].settings {
                let form = PolicyField.form(name)
                let isDeep = Self.isDeep(form, world.settings)
                var one = MergedField(winners: [attachment], isDeep: isDeep)
                if setting.isDisabled { one.disabledBy = attachment }
                if let provider = setting.provider, !setting.isDisabled { one.providers = [(provider, attachment)] }
                guard fields[name] != nil else {
                    fields[name] = one
                    continue
                }
                let canJoin = isDeep && (form.depth != .accessRules || Self.canJoinRules(fields[name], attachment, in: world))
                add(one, to: name, form, isDeep: canJoin, parentFirst: false) { world.reason($0, before: $1) }
            }
        }
    }

    /// A level of which nothing counts.
    init(level: [PolicyAttachment], in world: PolicyWorld, loss: (PolicyAttachment) -> PolicyLoss) {
        for attachment in level {
            for name in world.policies[attachment.policy].settings.keys { fields[name, default: MergedField()].losers.append(loss(attachment)) }
        }
    }

    private static func isDeep(_ form: PolicyField.Form, _ settings: PolicySettings) -> Bool {
        switch form.depth {
        case .none: false
        case .accessRules: settings.merge["acl"] != "ShallowMerge"
        case .lists, .providers: settings.merge[form.name] == "DeepMerge"
        }
    }

    /// Rules of access are joined only where what becomes of all other requests is said, and said alike.
    private static func canJoinRules(_ own: MergedField?, _ other: PolicyAttachment, in world: PolicyWorld) -> Bool {
        guard let first = own?.winners.first, let one = world.policies[first.policy].settings["httpACL"]?.value,
            let two = world.policies[other.policy].settings["httpACL"]?.value, let action = one["defaultAction"]
        else { return false }
        return action == two["defaultAction"]
            && ["statusCode", "headerName"].allSatisfy { one[path: ["denyResponse", $0]] == two[path: ["denyResponse", $0]] }
    }

    /// Adds the level of a parent.
    mutating func add(_ parent: PolicyMerge, _ strategy: Strategy, in world: PolicyWorld) {
        for (name, field) in parent.fields {
            let form = PolicyField.form(name)
            switch strategy {
            case .shallowPreferChild: add(field, to: name, form, isDeep: false, parentFirst: false) { _, _ in .childPreferred }
            case .shallowPreferParent: replace(name, by: field)
            case .deepPreferChild, .deepPreferParent:
                let parentFirst = strategy == .deepPreferParent
                let canJoin = form.depth != .accessRules || field.winners.first.map { Self.canJoinRules(fields[name], $0, in: world) } ?? false
                add(field, to: name, form, isDeep: canJoin, parentFirst: parentFirst) { _, _ in .childPreferred }
            }
        }
    }

    private mutating func replace(_ name: String, by field: MergedField) {
        var new = field.winners.isEmpty ? fields[name] ?? MergedField() : field
        if let winner = field.winners.first, let own = fields[name] {
            new.losers = own.winners.map { PolicyLoss(attachment: $0, reason: .parentPreferred, by: winner.policy) } + own.losers + new.losers
        } else if field.winners.isEmpty {
            new.losers += field.losers
        }
        fields[name] = new
    }

    private mutating func add(
        _ new: MergedField, to name: String, _ form: PolicyField.Form, isDeep: Bool, parentFirst: Bool,
        _ reason: (_ winner: PolicyAttachment, _ loser: PolicyAttachment) -> LossReason
    ) {
        guard var own = fields[name], let first = own.winners.first else {
            let losers = fields[name]?.losers ?? []
            fields[name] = new
            fields[name]?.losers = losers + new.losers
            return
        }
        func lose(_ attachments: [PolicyAttachment], _ reason: LossReason, _ by: PolicyAttachment) {
            own.losers += attachments.map { PolicyLoss(attachment: $0, reason: reason, by: by.policy) }
        }
        switch isDeep ? form.depth : .none {
        case .none: for loser in new.winners { lose([loser], reason(first, loser), first) }
        case .lists, .accessRules:
            own.isDeep = true
            own.winners = parentFirst ? new.winners + own.winners : own.winners + new.winners
        case .providers:
            own.isDeep = true
            if let off = new.disabledBy {
                lose(own.winners, .disabledBy, off)
                own.winners = new.winners
                own.disabledBy = off
            } else {
                let fresh = new.providers.filter { one in !own.providers.contains { $0.name == one.name } }
                let joining = fresh.isEmpty ? [] : new.winners
                own.providers = parentFirst ? fresh + own.providers : own.providers + fresh
                own.winners = parentFirst ? joining + own.winners : own.winners + joining
                if fresh.isEmpty {
                    for loser in new.winners {
                        let provider = new.providers.first { $0.from == loser }?.name
                        let holder = own.providers.first { $0.name == provider }?.from
                        lose([loser], own.disabledBy == nil ? .providerAlreadyPresent : .disabledBy, own.disabledBy ?? holder ?? first)
                    }
                }
            }
        }
        own.losers += new.losers
        fields[name] = own
    }
}
