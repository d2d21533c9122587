import KubeModel

extension FindingReport {
    /// SARIF 2.1.0. Objects of a server have logical locations only.
    public var sarif: JSONValue {
        let findings = toldAndSuppressed, used = Set(findings.map(\.finding.code))
        let codes = FindingCode.allCases.filter(used.contains)
        let indices = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
        var driver: JSONValue = ["name": "gatehouse", "rules": .array(codes.map(Self.rule))]
        if !version.isEmpty { driver["version"] = .string(version) }
        let run: JSONValue = [
            "tool": ["driver": driver], "columnKind": "unicodeCodePoints",
            "invocations": [
                [
                    "executionSuccessful": true,
                    "toolExecutionNotifications": [["level": "note", "message": ["text": .string(coverage.sentence)]]],
                ]
            ],
            "results": .array(findings.map { Self.result($0, indices[$0.finding.code] ?? 0) }),
            "properties": ["kgateway": .string(coverage.rules.name)],
        ]
        return ["$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]]
    }

    private static func rule(_ code: FindingCode) -> JSONValue {
        let explanation = FindingExplanation.of(code.rawValue), title = explanation?.title ?? code.rawValue
        let meaning = explanation.map { "\($0.meaning) \($0.cause)" } ?? title
        let help = explanation.map { "\($0.meaning)\n\n\($0.cause)\n\n\($0.example)\n\n\($0.cure)" } ?? title
        return [
            "id": .string(code.rawValue), "shortDescription": ["text": .string(title)], "fullDescription": ["text": .string(meaning)],
            "help": ["text": .string(help)],
            "defaultConfiguration": ["level": .string((explanation?.severities.first ?? .warning).rawValue)],
        ]
    }

    private static func result(_ placed: PlacedFinding, _ index: Int) -> JSONValue {
        let finding = placed.finding
        let object = finding.objectText.isEmpty ? "" : "\(finding.objectText): "
        var result: JSONValue = [
            "ruleId": .string(finding.code.rawValue), "ruleIndex": .integer(index), "level": .string(finding.severity.rawValue),
            "message": ["text": .string("\(object)\(finding.message)\(finding.cure.isEmpty ? "" : "\n\(finding.cure)")")],
            "locations": [location(placed)], "partialFingerprints": ["gatehouse/v1": .string(finding.fingerprint)],
        ]
        if let suppression = placed.suppression {
            result["suppressions"] = [
                ["kind": suppression.isInSource ? "inSource" : "external", "justification": .string(suppression.reason)]
            ]
        }
        if let change = placed.change { result["baselineState"] = change == .introduced ? "new" : "absent" }
        if !finding.reach.isEmpty { result["properties"] = ["reach": .string(finding.reach)] }
        return result
    }

    private static func location(_ placed: PlacedFinding) -> JSONValue {
        var location: JSONValue = [:]
        if let file = placed.file {
            var physical: JSONValue = ["artifactLocation": ["uri": .string(uri(file))]]
            if let place = placed.place {
                physical["region"] = ["startLine": .integer(place.line), "startColumn": .integer(place.column)]
            }
            location["physicalLocation"] = physical
        }
        let finding = placed.finding
        if !finding.object.isEmpty {
            let name = finding.object + (finding.path.isEmpty ? "" : "#\(finding.path)")
            location["logicalLocations"] = [
                ["fullyQualifiedName": .string(name), "name": .string(ObjectWords(finding.object).name), "kind": "resource"]
            ]
        }
        return location
    }

    /// Relative where the file was named so.
    private static func uri(_ file: String) -> String {
        let path = file.split(separator: "/", omittingEmptySubsequences: false).map { PathSegment.escape(String($0)) }.joined(separator: "/")
        if path.hasPrefix("/") { return "file://\(path)" }
        return path.hasPrefix("./") ? String(path.dropFirst(2)) : path
    }
}
