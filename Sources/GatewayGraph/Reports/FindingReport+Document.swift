import KubeModel

extension FindingReport {
    /// As `gatehouse check -o json` prints it: format `gatehouse.findings/1`.
    public var document: JSONValue {
        var document: JSONValue = ["format": "gatehouse.findings/1", "rules": .string(coverage.rules.name)]
        document["settings"] = .object(
            JSONObject(coverage.settings.said.map { ($0.name, ["value": .string($0.value), "from": .string($0.from.rawValue)]) }))
        document["findings"] = .array(toldAndSuppressed.map(Self.document))
        document["coverage"] = coverage.document
        return document
    }

    private static func document(_ placed: PlacedFinding) -> JSONValue {
        var value = placed.finding.document
        if !placed.finding.cure.isEmpty { value["cure"] = .string(placed.finding.cure) }
        if !placed.finding.reach.isEmpty { value["reach"] = .string(placed.finding.reach) }
        value["file"] = placed.file.map { .string($0) }
        value["line"] = placed.place.map { .integer($0.line) }
        value["column"] = placed.place.map { .integer($0.column) }
        value["suppressed"] = placed.suppression.map { .string($0.reason) }
        value["change"] = placed.change.map { .string($0.rawValue) }
        return value
    }

    /// Everything that counts, to be left alone from now on.
    public var baseline: JSONValue {
        var seen: Set<String> = []
        let known = findings.filter { $0.counts && $0.finding.code != .suppressionUnused && seen.insert($0.finding.fingerprint).inserted }
        return [
            "format": .string(FindingSuppressions.baselineFormat),
            "findings": .array(
                known.map {
                    [
                        "code": .string($0.finding.code.rawValue), "object": .string($0.finding.object), "path": .string($0.finding.path),
                        "reason": "baseline",
                    ]
                }),
        ]
    }
}
