import KubeModel

/// What a point names of one field.
struct MergedField: Sendable {
    var winners: [PolicyAttachment] = []
    /// The extensions that run, `namespace/name`.
    var providers: [String] = []
    var isDisabled = false
    var isDeep = false
}

/// What policies say together, field by field (section 9 of the rules).
struct PolicyMerge: Sendable {
    enum Strategy: Sendable { case shallowPreferChild, shallowPreferParent, deepPreferChild, deepPreferParent }

    private(set) var fields: [String: MergedField] = [:]

    init() {}

    /// The policies of one level, the highest priority first; those that are not valid silence all of them (R39).
    init(level: [PolicyAttachment], in world: PolicyWorld, isValid: (Int) -> Bool) {
        guard world.settings.isMergeReadable, level.allSatisfy({ isValid($0.policy) }) else { return }
        for attachment in level {
            for (name, setting) in world.policies[attachment.policy].settings {
                guard let form = PolicyField.form(name) else { continue }
                let isDeep = form.depth != .none && world.settings.merge[name] == "DeepMerge"
                var one = MergedField(winners: [attachment], isDisabled: setting.isDisabled, isDeep: isDeep)
                if let provider = setting.provider, !setting.isDisabled { one.providers = [provider] }
                add(one, to: name, form, isDeep: isDeep, parentFirst: false)
            }
        }
    }

    /// Adds the level of a parent.
    mutating func add(_ parent: PolicyMerge, _ strategy: Strategy) {
        for (name, field) in parent.fields {
            guard let form = PolicyField.form(name) else { continue }
            switch strategy {
            case .shallowPreferChild: if fields[name] == nil { fields[name] = field }
            case .shallowPreferParent: fields[name] = field
            case .deepPreferChild: add(field, to: name, form, isDeep: true, parentFirst: false)
            case .deepPreferParent: add(field, to: name, form, isDeep: true, parentFirst: true)
            }
        }
    }

    private mutating func add(_ new: MergedField, to name: String, _ form: PolicyField.Form, isDeep: Bool, parentFirst: Bool) {
        guard var own = fields[name] else {
            fields[name] = new
            return
        }
        guard isDeep else { return }
        own.isDeep = true
        switch form.depth {
        case .none: break
        case .lists: own.winners = parentFirst ? new.winners + own.winners : own.winners + new.winners
        case .providers:
            if new.isDisabled {
                own = MergedField(winners: new.winners, providers: [], isDisabled: true, isDeep: true)
            } else {
                let fresh = new.providers.filter { !own.providers.contains($0) }
                if !fresh.isEmpty {
                    own.providers = parentFirst ? fresh + own.providers : own.providers + fresh
                    own.winners = parentFirst ? new.winners + own.winners : own.winners + new.winners
                }
            }
        }
        fields[name] = own
    }
}
