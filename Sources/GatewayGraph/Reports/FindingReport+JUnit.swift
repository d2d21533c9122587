import KubeModel

extension FindingReport {
    /// A test report: a case a finding, failed from the severity on that fails the check; one that passes where nothing was found.
    public var jUnit: String {
        let cases = told.filter { $0.change != .mended }, failed = cases.count { $0.finding.severity >= failAt }
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        text += "<testsuites tests=\"\(max(1, cases.count))\" failures=\"\(failed)\" errors=\"0\">\n"
        text += "  <testsuite name=\"gatehouse check\" tests=\"\(max(1, cases.count))\" failures=\"\(failed)\" errors=\"0\" skipped=\"0\">\n"
        for placed in cases { text += testCase(placed) }
        if cases.isEmpty { text += "    <testcase classname=\"gatehouse\" name=\"nothing found\"/>\n" }
        return text + "    <system-out>\(Self.escaped(coverage.sentence))</system-out>\n  </testsuite>\n</testsuites>\n"
    }

    private func testCase(_ placed: PlacedFinding) -> String {
        let finding = placed.finding
        let place = placed.file.map { file in file + (placed.place.map { ":\($0.line):\($0.column)" } ?? "") + ": " } ?? ""
        let name = [finding.code.rawValue, finding.objectText, finding.path].filter { !$0.isEmpty }.joined(separator: " ")
        let file = placed.file.map { " file=\"\(Self.escaped($0))\"" } ?? "", line = placed.place.map { " line=\"\($0.line)\"" } ?? ""
        let body = Self.escaped("\(place)\(finding.message)\(finding.cure.isEmpty ? "" : "\n\n\(finding.cure)")")
        let inner =
            finding.severity >= failAt
            ? "<failure type=\"\(finding.severity.rawValue)\" message=\"\(Self.escaped(finding.message))\">\(body)</failure>"
            : "<system-out>\(finding.severity.rawValue): \(body)</system-out>"
        return "    <testcase classname=\"\(Self.escaped(placed.group.isEmpty ? "gatehouse" : placed.group))\" name=\"\(Self.escaped(name))\"\(file)\(line)>\(inner)</testcase>\n"
    }

    private static func escaped(_ text: String) -> String {
        SafeText.text(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
