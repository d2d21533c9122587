import KubeModel

extension FindingReport {
    /// Commands of a GitHub workflow, which shows them beside the lines: `::error file=a.yaml,line=1,col=2,title=CODE::…`.
    public var gitHub: String {
        let lines = told.filter { $0.change != .mended }.map { placed in
            let finding = placed.finding
            var properties: [(String, String)] = []
            if let file = placed.file {
                properties.append(("file", file))
                if let place = placed.place { properties += [("line", "\(place.line)"), ("col", "\(place.column)")] }
            }
            properties.append(("title", finding.code.rawValue))
            let object = finding.objectText.isEmpty ? "" : "\(finding.objectText): "
            return Self.command(finding.severity, properties, "\(object)\(finding.message)\(finding.cure.isEmpty ? "" : "\n\(finding.cure)")")
        }
        return (lines + [Self.command(.note, [("title", "gatehouse check")], coverage.sentence)]).joined()
    }

    private static func command(_ severity: FindingSeverity, _ properties: [(String, String)], _ message: String) -> String {
        let name = severity == .note ? "notice" : severity.rawValue
        let words = properties.map { "\($0)=\(escaped(SafeText.text($1), alsoMarks: true))" }.joined(separator: ",")
        return "::\(name) \(words)::\(escaped(SafeText.text(message), alsoMarks: false))\n"
    }

    private static func escaped(_ text: String, alsoMarks: Bool) -> String {
        let plain = text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
        return alsoMarks ? plain.replacing(":", with: "%3A").replacing(",", with: "%2C") : plain
    }
}
