import KubeModel

/// The paths that printer columns are written in: `.spec.type`, `.status.ancestors[*].conditions[?(@.type=='Accepted')].status`.
struct SimpleJSONPath: Sendable {
    private enum Step: Sendable {
        case member(String)
        case index(Int)
        case every
        case having(member: String, value: String)
    }

    private let steps: [Step]

    init(_ text: String) {
        var steps: [Step] = []
        var rest = text[...]
        while let character = rest.popFirst() {
            if character == "." { continue }
            guard character == "[" else {
                let tail = rest.prefix { $0 != "." && $0 != "[" }
                rest = rest.dropFirst(tail.count)
                steps.append(.member(String(character) + tail))
                continue
            }
            let inside = rest.prefix { $0 != "]" }
            rest = rest.dropFirst(inside.count + 1)
            steps.append(Self.step(String(inside)))
        }
        self.steps = steps
    }

    /// The first value at the path, `null` where there is none, as the server prints it.
    func first(in value: JSONValue) -> JSONValue { all(in: value).first ?? .null }

    private func all(in value: JSONValue) -> [JSONValue] {
        steps.reduce([value]) { values, step in
            values.flatMap { value -> [JSONValue] in
                switch step {
                case .member(let name): value[name].map { [$0] } ?? []
                case .index(let index): value[index].map { [$0] } ?? []
                case .every: value.array ?? []
                case .having(let member, let wanted): (value.array ?? []).filter { $0[member]?.string == wanted }
                }
            }
        }
    }

    private static func step(_ text: String) -> Step {
        if let index = Int(text) { return .index(index) }
        let parts = text.split(separator: "=", omittingEmptySubsequences: true)
        guard parts.count == 2, text.hasPrefix("?(@.") else { return .every }
        let trim: (Substring) -> String = { String($0.filter { !" ()'\"".contains($0) }) }
        return .having(member: trim(parts[0].dropFirst(4)), value: trim(parts[1]))
    }
}
