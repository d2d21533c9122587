extension FieldSteps {
    /// Reads `spec.rules[0].name` and `metadata.labels["app.kubernetes.io/name"]`; nil for what is no path, and for an empty text.
    ///
    /// - Parameter takesBareNames: Whether a name in brackets may stand there without quotes: `metadata.annotations[kgateway.dev/x]`.
    public init?(reading text: String, takesBareNames: Bool = false) {
        var steps: [Step] = [], rest = Substring(text.hasPrefix(".") ? text.dropFirst() : Substring(text))
        while !rest.isEmpty {
            if rest.first == "[" {
                guard let close = rest.firstIndex(of: "]"),
                    let step = Self.step(inBrackets: rest[rest.index(after: rest.startIndex)..<close], takesBareNames)
                else { return nil }
                steps.append(step)
                rest = rest[rest.index(after: close)...]
            } else {
                let name = rest.prefix { $0 != "." && $0 != "[" }
                guard !name.isEmpty else { return nil }
                steps.append(.key(String(name)))
                rest = rest[name.endIndex...]
            }
            guard rest.first == "." else { continue }
            rest = rest.dropFirst()
            if rest.isEmpty { return nil }
        }
        guard !steps.isEmpty else { return nil }
        self.init(steps)
    }

    private static func step(inBrackets inside: Substring, _ takesBareNames: Bool) -> Step? {
        if let index = Int(inside), index >= 0 { return .index(index) }
        guard let quote = inside.first else { return nil }
        if inside.count > 2, quote == "\"" || quote == "'", inside.last == quote { return .key(String(inside.dropFirst().dropLast())) }
        return takesBareNames ? .key(String(inside)) : nil
    }
}
