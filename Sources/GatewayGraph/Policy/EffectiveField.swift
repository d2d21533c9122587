import KubeModel

/// What a request on a route meets of one field, over all places (section 11 of the rules).
struct EffectiveField: Sendable {
    enum Place: String, Sendable, CaseIterable { case route, virtualHost, routeConfiguration }

    struct Part: Sendable {
        var from: Place
        var attachment: PolicyAttachment
        /// `infra/basic-extauth`, where it runs one.
        var provider: String?
    }

    struct Hidden: Sendable {
        var from: Place
        var attachment: PolicyAttachment
        var reason: LossReason
        /// The policy that hides it.
        var by: Int?
    }

    var winners: [Part] = []
    /// Those that a more specific place hides, and those that do nothing there.
    var hidden: [Hidden] = []
    var disabledBy: Part?
    /// What the rule settles itself.
    var native: NativeSetting?

    /// - Parameter places: The most specific first.
    init(_ name: String, _ places: [(place: Place, field: MergedField)], native: NativeSetting?, in world: PolicyWorld) {
        let form = PolicyField.form(name)
        self.native = native
        if form.isAdditive {
            add(places, form, world.settings.rules)
        } else {
            override(places, form, native, in: world)
        }
    }

    static func takesEffect(_ form: PolicyField.Form, at place: Place, _ rules: GatewayRules) -> Bool {
        guard !rules.inheritsRouteFields else { return true }
        switch form.reach {
        case .everywhere: return true
        case .belowConfiguration: return place != .routeConfiguration
        case .routeOnly: return place == .route
        }
    }

    /// The most specific place has the field, whole (R42).
    private mutating func override(
        _ places: [(place: Place, field: MergedField)], _ form: PolicyField.Form, _ native: NativeSetting?, in world: PolicyWorld
    ) {
        for (place, field) in places {
            for attachment in field.winners {
                if !Self.takesEffect(form, at: place, world.settings.rules) {
                    hidden.append(Hidden(from: place, attachment: attachment, reason: .noEffectHere))
                } else if let native, !(native.isPartial && world.policies[attachment.policy].settings[form.name]?.value["streamIdle"] != nil) {
                    hidden.append(Hidden(from: place, attachment: attachment, reason: .nativeSetting))
                } else if let winner = winners.first, winner.from != place {
                    hidden.append(Hidden(from: place, attachment: attachment, reason: .shadowed, by: winner.attachment.policy))
                } else {
                    winners.append(Part(from: place, attachment: attachment))
                }
            }
        }
    }

    /// Each extension runs by itself; only the same one is overridden (R44), and whoever switches them off does so for all (R45).
    private mutating func add(_ places: [(place: Place, field: MergedField)], _ form: PolicyField.Form, _ rules: GatewayRules) {
        if let (place, field) = places.first(where: { $0.field.disabledBy != nil }), let off = field.disabledBy {
            disabledBy = Part(from: place, attachment: off)
            for (place, field) in places {
                for attachment in field.winners where attachment != off || place != disabledBy?.from {
                    hidden.append(Hidden(from: place, attachment: attachment, reason: .disabledBy, by: off.policy))
                }
            }
            return
        }
        for (place, field) in places {
            for attachment in field.winners {
                let provider = field.providers.first { $0.from == attachment }?.name
                if let other = winners.first(where: { $0.provider == provider && $0.from != place }) {
                    hidden.append(Hidden(from: place, attachment: attachment, reason: .shadowed, by: other.attachment.policy))
                } else {
                    winners.append(Part(from: place, attachment: attachment, provider: provider))
                }
            }
        }
    }
}

extension PolicyPlan {
    /// Every field that a place of a route says something of, by name; empty where the route is replaced: nothing runs then (R48).
    func effective(_ step: Step, in host: VirtualHost, _ configuration: Configuration) -> [(name: String, field: EffectiveField)] {
        guard step.failure == nil, host.replacedBy == nil, configuration.replacedBy == nil else { return [] }
        let places: [(EffectiveField.Place, PolicyMerge)] = [
            (.route, step.merge), (.virtualHost, host.merge), (.routeConfiguration, configuration.merge),
        ]
        let names = Set(places.flatMap { $0.1.fields.filter { !$0.value.winners.isEmpty }.map(\.key) })
        return names.sorted().map { name in
            let fields = places.compactMap { place, merge in merge.fields[name].map { (place: place, field: $0) } }
            let native = step.native.first { $0.field == name }
            return (name, EffectiveField(name, fields, native: native, in: world))
        }
    }
}
