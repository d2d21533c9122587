import KubeModel

/// The one JSONPath, in the form that Kubernetes reads in columns of definitions: names, `['name']`, `[0]`, `[-1]`, slices,
/// `[*]`, `.*`, unions, `..` and filters that compare or ask whether something is there.
///
/// What Kubernetes does not read either is refused: filters joined by `&&`, functions, scripts.
public struct JSONPath: Hashable, Sendable {
    enum Step: Hashable, Sendable {
        case member(String)
        /// Negative counts from the end.
        case element(Int)
        /// nil is the beginning, or the end. The stride is 1 or more; negative places count from the end.
        case slice(from: Int?, to: Int?, by: Int)
        case all
        /// What each of the branches leads to, one after the other.
        case union([[Step]])
        /// The place itself, and every object and list below it.
        case descend
        /// Those elements that pass.
        case filter(Test)
    }

    struct Test: Hashable, Sendable {
        enum Sign: String, Hashable, Sendable, CaseIterable {
            case equal = "==", unequal = "!=", atMost = "<=", atLeast = ">=", less = "<", greater = ">"
        }

        var left: Operand
        /// nil asks whether the left leads anywhere.
        var comparison: Comparison?
    }

    struct Comparison: Hashable, Sendable {
        var sign: Test.Sign
        var right: Operand
    }

    enum Operand: Hashable, Sendable {
        /// From the element.
        case path([Step])
        case text(String)
        case number(Double)
        case bool(Bool)
    }

    let steps: [Step]

    /// nil for a path that asks for more than this.
    public init?(_ text: String) {
        var reader = JSONPathReader(text)
        guard let steps = reader.wholePath(), !steps.isEmpty else { return nil }
        self.steps = steps
    }

    /// What the path leads to, several things with a comma between; empty where it leads nowhere.
    public func text(in object: some JSONNode) -> String {
        all(in: object).map(Self.text).filter { !$0.isEmpty }.joined(separator: ",")
    }

    /// Everything the path leads to, in the order of the document.
    public func all<Node: JSONNode>(in object: Node) -> [Node] { Self.walk(steps, from: object) }

    private static func walk<Node: JSONNode>(_ steps: [Step], from place: Node) -> [Node] {
        steps.reduce([place]) { places, step in places.flatMap { take(step, from: $0) } }
    }

    private static func take<Node: JSONNode>(_ step: Step, from place: Node) -> [Node] {
        switch step {
        case .member(let name): return place[name].map { [$0] } ?? []
        case .element(let index):
            let elements = place.elements, index = index < 0 ? elements.count + index : index
            return elements.indices.contains(index) ? [elements[index]] : []
        case .slice(let from, let to, let by):
            let elements = place.elements, count = elements.count
            func held(_ index: Int) -> Int { max(0, min(index < 0 ? index + count : index, count)) }
            return stride(from: held(from ?? 0), to: held(to ?? count), by: by).map { elements[$0] }
        case .all: return below(place)
        case .union(let branches): return branches.flatMap { walk($0, from: place) }
        case .descend:
            let parts = below(place)
            return parts.isEmpty ? [] : [place] + parts.flatMap { take(.descend, from: $0) }
        case .filter(let test): return place.elements.filter { passes($0, test) }
        }
    }

    private static func below<Node: JSONNode>(_ place: Node) -> [Node] {
        let elements = place.elements
        return elements.isEmpty ? place.memberValues : elements
    }

    /// As Kubernetes has it, what is not there passes no comparison, not even `!=`, and what is there twice none either.
    private static func passes(_ element: some JSONNode, _ test: Test) -> Bool {
        let left = values(test.left, at: element)
        guard let comparison = test.comparison else { return !left.isEmpty }
        let right = values(comparison.right, at: element)
        guard left.count == 1, right.count == 1 else { return false }
        switch (left[0], right[0]) {
        case (.text(let a), .text(let b)): return holds(a, comparison.sign, b)
        case (.number(let a), .number(let b)): return holds(a, comparison.sign, b)
        case (.bool(let a), .bool(let b)): return holds(a ? 1 : 0, comparison.sign, b ? 1 : 0)
        case (.text, _), (.number, _), (.bool, _), (.path, _): return false
        }
    }

    private static func holds<Value: Comparable>(_ a: Value, _ sign: Test.Sign, _ b: Value) -> Bool {
        switch sign {
        case .equal: a == b
        case .unequal: a != b
        case .less: a < b
        case .greater: a > b
        case .atMost: a <= b
        case .atLeast: a >= b
        }
    }

    /// Plain values only: lists and objects cannot be compared.
    private static func values(_ operand: Operand, at element: some JSONNode) -> [Operand] {
        guard case .path(let steps) = operand else { return [operand] }
        return walk(steps, from: element).map { value in
            if let string = value.string { return .text(string) }
            if let bool = value.bool { return .bool(bool) }
            return Double(value.text).map { .number($0) } ?? .path([])
        }
    }

    private static func text(_ value: some JSONNode) -> String {
        if let string = value.string { return string }
        let written = value.text
        if written == "null" { return "" }
        return written.hasPrefix("[") ? value.elements.map(text).joined(separator: ",") : written
    }
}
