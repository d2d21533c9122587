import KubeModel

/// Any page of the web may ask with the credentials of its reader.
struct OriginFindings: FindingCheck {
    private let context: FindingContext

    init(_ context: FindingContext) { self.context = context }

    func findings() -> [Finding] { policies() + routes() }

    private func finding(_ head: ObjectHead, _ path: String, reach: String) -> Finding {
        Finding(
            .corsOpenWithCredentials, .warning, head.identity, path,
            "\(head.kind) \(head.place) lets pages of any origin ask with the credentials of their readers",
            cure: "allowOrigins:\n- https://www.example.com", reach: reach)
    }

    private func policies() -> [Finding] {
        context.world.policies.enumerated().compactMap { index, policy in
            guard let path = policy.openOrigin, context.asks(policy.head) else { return nil }
            return finding(policy.head, path, reach: context.reach.words(policy: index))
        }
    }

    private func routes() -> [Finding] {
        context.world.routes.lazy.filter { context.asks($0.head) }.flatMap { route in
            route.rules.enumerated().flatMap { number, rule -> [Finding] in
                let lists = [("filters", rule.filters)]
                    + rule.backends.enumerated().compactMap { index, backend in
                        backend["filters"]?.array.map { ("backendRefs[\(index)].filters", $0) }
                    }
                return lists.flatMap { list, filters in
                    filters.enumerated().compactMap { index, filter in
                        OpenOrigin.path(in: filter["cors"]).map {
                            finding(route.head, "spec.rules[\(number)].\(list)[\(index)].cors.\($0)", reach: context.reach.words(route.head))
                        }
                    }
                }
            }
        }
    }
}
