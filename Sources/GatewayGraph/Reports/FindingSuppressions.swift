import KubeModel

/// Findings that somebody knows of and lives with, each with its reason.
public struct FindingSuppressions: Sendable {
    public static let annotation = "gatehouse.dev/ignore"
    static let baselineFormat = "gatehouse.baseline/1"

    private enum Source: Sendable {
        case annotation
        case flag(String)
        case baseline(file: String, TextPlace)
    }

    private struct Entry: Sendable {
        /// As it was written.
        var code: String
        /// An identity; of a flag `Kind/namespace/name`.
        var object: String
        /// nil: of any field.
        var path: String?
        var reason: String
        var source: Source
    }

    private var entries: [Entry] = []
    /// By code and object, or by fingerprint.
    private var places: [String: [Int]] = [:]

    public init() {}

    private mutating func add(_ entry: Entry) {
        let key = entry.path.map { "\(entry.code) \(entry.object) \($0)" } ?? "\(entry.code.lowercased()) \(entry.object)"
        places[key, default: []].append(entries.count)
        entries.append(entry)
    }

    /// Takes what an object says of itself: `routeUnprotected=public health check`, several behind semicolons or in lines.
    public mutating func add(annotationsOf object: JSONValue) {
        guard let text = object[path: ["metadata", "annotations"]]?[Self.annotation]?.string, let identity = ObjectIdentity(object)?.text else {
            return
        }
        add(annotation: text, of: identity)
    }

    /// The same from the text of the annotation.
    mutating func add(annotation text: String, of identity: String) {
        for part in text.split(whereSeparator: { $0 == ";" || $0.isNewline }) {
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { Self.trimmed($0) }
            guard let code = halves.first, !code.isEmpty else { continue }
            add(Entry(code: code, object: identity, reason: halves.count > 1 ? halves[1] : "", source: .annotation))
        }
    }

    /// Takes `CODE=KIND/NAMESPACE/NAME:reason`; `KIND/NAME` is an object without a namespace.
    ///
    /// - Returns: What is wrong with it; nil where it was taken.
    public mutating func add(flag: String) -> String? {
        let halves = flag.split(separator: "=", maxSplits: 1).map(String.init)
        guard halves.count == 2 else { return "“\(flag)” is not CODE=KIND/NAMESPACE/NAME:reason" }
        guard let code = FindingCode(word: halves[0]) else {
            return "there is no code \(halves[0])\(FindingExplanation.nearest(to: halves[0]).map { "; did you mean \($0.rawValue)?" } ?? "")"
        }
        let parts = halves[1].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map { Self.trimmed($0) }
        let words = parts[0].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard (2...3).contains(words.count), words.allSatisfy({ !$0.isEmpty }) else {
            return "“\(parts[0])” is not KIND/NAMESPACE/NAME"
        }
        let object = "\(words[0].lowercased())/\(words.count == 3 ? words[1] : "")/\(words[words.count - 1])"
        add(Entry(code: code.rawValue, object: object, reason: parts.count > 1 ? parts[1] : "", source: .flag(flag)))
        return nil
    }

    /// Takes what was written down as ``FindingReport/baseline``.
    ///
    /// - Returns: What is wrong with it; nil where it was taken.
    public mutating func add(baseline bytes: [UInt8], file: String) -> String? {
        guard let document = try? JSONParser.parse(bytes), document["format"]?.string == Self.baselineFormat else {
            return "\(file) is no baseline of gatehouse"
        }
        let marks = PlacedValue.json(bytes, 0..<bytes.count, TextLines(bytes))
        for (index, value) in (document["findings"]?.array ?? []).enumerated() {
            add(
                Entry(
                    code: value["code"]?.string ?? "", object: value["object"]?.string ?? "", path: value["path"]?.string ?? "",
                    reason: value["reason"]?.string ?? "", source: .baseline(file: file, marks.place(of: "findings[\(index)]"))))
        }
        return nil
    }

    private static func trimmed(_ text: Substring) -> String {
        let words = text.drop { $0.isWhitespace }
        return String(words.prefix(words.count - words.reversed().prefix { $0.isWhitespace }.count))
    }

    /// Marks what is suppressed, and adds a note for every suppression that does nothing. What a file that cannot be read hides is never
    /// suppressed.
    public func apply(to findings: [PlacedFinding]) -> (findings: [PlacedFinding], unused: [PlacedFinding]) {
        guard !entries.isEmpty else { return (findings, []) }
        var used: Set<Int> = []
        let marked = findings.map { placed -> PlacedFinding in
            let finding = placed.finding, words = ObjectWords(finding.object), code = finding.code.rawValue.lowercased()
            guard finding.code != .fileUnreadable else { return placed }
            let keys = [
                "\(code) \(finding.object)", "\(code) \(words.kind.lowercased())/\(words.namespace)/\(words.name)", finding.fingerprint,
            ]
            let found = keys.flatMap { places[$0] ?? [] }
            used.formUnion(found)
            guard let entry = found.map({ entries[$0] }).first(where: { !$0.reason.isEmpty }) else { return placed }
            var copy = placed
            var isInSource = false
            if case .annotation = entry.source { isInSource = true }
            copy.suppression = PlacedFinding.Suppression(reason: entry.reason, isInSource: isInSource)
            return copy
        }
        return (marked, entries.indices.compactMap { unused(entries[$0], isFound: used.contains($0)) })
    }

    private func unused(_ entry: Entry, isFound: Bool) -> PlacedFinding? {
        let code = FindingCode(word: entry.code)?.rawValue ?? entry.code
        let problem: String
        if FindingCode(word: code) == nil {
            problem = "there is no code \(code)\(FindingExplanation.nearest(to: code).map { "; did you mean \($0.rawValue)?" } ?? "")"
        } else if !isFound {
            problem = "\(code) is suppressed and not found: the suppression can go"
        } else if entry.reason.isEmpty {
            problem = "\(code) is suppressed without a reason, which does not count"
        } else {
            return nil
        }
        switch entry.source {
        case .annotation:
            let cure = isFound ? "metadata:\n  annotations:\n    \(Self.annotation): \(code)=why it may be so" : ""
            return PlacedFinding(
                Finding(.suppressionUnused, .note, entry.object, "metadata.annotations[\(Self.annotation)]", problem, cure: cure))
        case .flag(let flag): return PlacedFinding(Finding(.suppressionUnused, .note, "", "", "--suppress \(flag): \(problem)"))
        case .baseline(let file, let place):
            return PlacedFinding(Finding(.suppressionUnused, .note, entry.object, entry.path ?? "", problem), file: file, place: place)
        }
    }
}
