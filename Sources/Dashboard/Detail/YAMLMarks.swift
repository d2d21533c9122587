import KubeModel

/// Which lines of an object its conditions are about.
enum YAMLMarks {
    /// The line of each condition that is not good, and of each field that its message names, by the worst of them.
    static func marks(of lines: [YAMLWriter.Line], in object: JSONValue, _ groups: [ConditionGroup]) -> [Int: Health] {
        let generation = object[path: ["metadata", "generation"]].flatMap { value -> Int? in
            if case .number(let text) = value { Int(text) } else { nil }
        }
        var wanted: [(path: String, health: Health)] = []
        for (holder, group) in zip(holders(of: groups), groups) {
            for (index, condition) in group.conditions.enumerated() {
                let health = Health.of(condition, in: group, generation: generation)
                guard health < .unattached else { continue }
                wanted.append(("\(holder).conditions[\(index)]", health))
                for path in fields(in: condition.message) { wanted.append((path, health)) }
            }
        }
        guard !wanted.isEmpty else { return [:] }
        // The first line of a path, which is that of its first member, too.
        var places: [String: Int] = [:]
        for (number, line) in lines.enumerated() {
            for count in line.path.steps.indices {
                let path = FieldSteps(Array(line.path.steps[...count])).description
                if places[path] == nil { places[path] = number }
            }
        }
        var marks: [Int: Health] = [:]
        for (path, health) in wanted {
            guard let line = nearest(path, places) else { continue }
            marks[line] = min(marks[line] ?? health, health)
        }
        return marks
    }

    /// Where in the status each group stands.
    private static func holders(of groups: [ConditionGroup]) -> [String] {
        var counts: [String: Int] = [:]
        return groups.map { group in
            let list: String
            switch group.source {
            case .object: return "status"
            case .ancestor: list = "ancestors"
            case .parent: list = "parents"
            case .listener: list = "listeners"
            }
            defer { counts[list, default: 0] += 1 }
            return "status.\(list)[\(counts[list] ?? 0)]"
        }
    }

    /// The paths below `spec` that a message names: `spec.retries.perTryTimeout: one try may take longer than …`.
    static func fields(in message: String) -> [String] {
        message.split { !($0.isLetter || $0.isNumber || ".[]_-".contains($0)) }
            .map { String($0.reversed().drop { ".-".contains($0) }.reversed()) }
            .filter { $0.hasPrefix("spec.") && $0.count > 5 }
    }

    /// The line of a path, or of the nearest part of it that is written, below the spec as a whole.
    private static func nearest(_ path: String, _ places: [String: Int]) -> Int? {
        var path = Substring(path)
        while let cut = path.lastIndex(where: { $0 == "." || $0 == "[" }) {
            if let line = places[String(path)] { return line }
            path = path[..<cut]
        }
        return nil
    }
}
