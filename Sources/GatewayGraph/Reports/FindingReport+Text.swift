import KubeModel

extension FindingReport {
    /// For people: a line a finding, the cure below it; then how many, and what was looked at.
    ///
    /// - Parameter paint: Colours a word by the severity it tells.
    public func text(_ paint: (String, FindingSeverity) -> String = { text, _ in text }) -> String {
        var text = "", group: String?
        for placed in told {
            if let group, group != placed.group { text += "\n" }
            group = placed.group
            text += line(placed, paint)
        }
        if !text.isEmpty { text += "\n" }
        return text + summary + "\n" + SafeText.line(coverage.sentence) + "\n"
    }

    private func line(_ placed: PlacedFinding, _ paint: (String, FindingSeverity) -> String) -> String {
        let finding = placed.finding
        let sign = placed.change.map { $0 == .introduced ? "+ " : "- " } ?? ""
        let place = placed.file.map { file in SafeText.line(file) + (placed.place.map { ":\($0.line):\($0.column)" } ?? "") + "  " } ?? ""
        let path = placed.file == nil && !finding.path.isEmpty && !finding.objectText.isEmpty ? " \(finding.path)" : ""
        let object = finding.objectText.isEmpty ? "" : "\(finding.objectText)\(path): "
        let reach = finding.reach.isEmpty ? "" : " (\(finding.reach))"
        let words = SafeText.line("\(object)\(finding.message)\(reach)")
        var text = "\(sign)\(place)\(paint(finding.severity.rawValue, finding.severity))  \(finding.code.rawValue)  \(words)\n"
        guard placed.change != .mended else { return text }
        for line in finding.cure.split(separator: "\n", omittingEmptySubsequences: false) where !finding.cure.isEmpty {
            text += line.isEmpty ? "\n" : "    \(SafeText.line(line))\n"
        }
        return text
    }

    /// `2 errors, 1 note; 1 suppressed.`
    private var summary: String {
        let counted = findings.filter(\.counts), mended = findings.filter { $0.change == .mended }
        func count(_ severity: FindingSeverity) -> String? {
            let number = counted.count { $0.finding.severity == severity }
            return number == 0 ? nil : "\(number) \(severity.rawValue)\(number == 1 ? "" : "s")"
        }
        let counts = [count(.error), count(.warning), count(.note)].compactMap { $0 }
        let isCompared = findings.contains { $0.change != nil }
        var text = counts.isEmpty ? (isCompared ? "Nothing introduced" : "Nothing found") : counts.joined(separator: ", ") + (isCompared ? " introduced" : "")
        if !mended.isEmpty { text += "; \(mended.count) mended" }
        let suppressed = findings.count { $0.suppression != nil }, hidden = counted.count { $0.finding.severity < showAt }
        if suppressed > 0 { text += "; \(suppressed) suppressed" }
        if hidden > 0 { text += "; \(hidden) not shown" }
        return text + "."
    }
}
