import Foundation
import KubeModel
import KubeRules
import Testing

@testable import GatewayGraph

/// One file of `FindingCases/CODE`: manifests, with what is to be known of them in comments at the top.
///
///     # rules: 2.2                       (2.1 where nothing is said)
///     # env: KGW_POLICY_MERGE={}         (may be repeated)
///     # unread: Secret                   (kinds that could not be listed)
///     # now: 2026-01-01T00:00:00Z
///     # require-auth
///     # finds: SEVERITY OBJECT PATH      (may be repeated; of the code of the folder)
private struct FindingCase {
    var objects: [JSONValue] = []
    var settings: PolicySettings
    var unread: Set<String> = []
    var options = FindingOptions(now: Date(timeIntervalSince1970: 1_767_225_600))
    var finds: [String] = []

    init(_ file: URL) throws {
        let text = try String(contentsOf: file, encoding: .utf8)
        var environment: [String: String] = [:], rules = GatewayRules.v21
        for line in text.split(separator: "\n").prefix(while: { $0.hasPrefix("#") }) {
            let words = line.dropFirst(2).split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            switch words.first {
            case "rules": rules = try #require(GatewayRules(words[1]))
            case "env":
                let pair = words[1].split(separator: "=", maxSplits: 1).map(String.init)
                environment[pair[0]] = pair.count > 1 ? pair[1] : ""
            case "unread": unread.insert(words[1])
            case "now": options.now = try #require(KubeTime.parse(words[1]))
            case "require-auth": options.requiresAuth = true
            case "finds": finds.append(words[1])
            default: break
            }
        }
        settings = PolicySettings(environment, rules: rules)
        var reader = ManifestReader()
        reader.read(text, file: file.lastPathComponent)
        try #require(reader.problems.isEmpty, "\(reader.problems)")
        objects = reader.objects
    }

    var findings: [Finding] { PolicyPlan(objects, settings: settings, unread: unread).findings(options) }
}

/// Three files a code: one that triggers it, one that nearly does, and one corrected.
@Suite struct FindingCasesTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("FindingCases")

    /// Those that stand for what a folder of manifests cannot say, and are there whatever the manifests are.
    private static let always: Set<FindingCode> = [.settingAssumed, .classAssumed]

    /// Found by reading files, not by looking at objects; tested where files are read.
    static let ofFiles: Set<FindingCode> = [.schemaInvalid, .fileUnreadable, .suppressionUnused]

    static var codes: [FindingCode] {
        FindingCode.allCases.filter { !ofFiles.contains($0) && FileManager.default.fileExists(atPath: folder.appendingPathComponent($0.rawValue).path) }
    }

    private func file(_ code: FindingCode, _ name: String) throws -> FindingCase {
        try FindingCase(Self.folder.appendingPathComponent(code.rawValue).appendingPathComponent("\(name).yaml"))
    }

    @Test(arguments: codes) func itsManifestTriggersTheCode(_ code: FindingCode) throws {
        let manifest = try file(code, "triggers")

        let found = manifest.findings.filter { $0.code == code }

        #expect(!manifest.finds.isEmpty)
        #expect(Set(found.map { "\($0.severity.rawValue) \($0.object) \($0.path)".trimmingCharacters(in: .whitespaces) }) == Set(manifest.finds))
        #expect(found.allSatisfy { !$0.message.isEmpty })
    }

    @Test(arguments: codes) func whatIsOnlyNearItDoesNot(_ code: FindingCode) throws {
        let found = try file(code, "nearly").findings

        #expect(found.filter { $0.code == code }.map(\.message) == [])
    }

    @Test(arguments: codes) func nothingIsFoundInTheCorrectOne(_ code: FindingCode) throws {
        let found = try file(code, "corrected").findings

        #expect(found.filter { !Self.always.contains($0.code) || $0.code == code }.map { "\($0.code) \($0.object): \($0.message)" } == [])
    }

    @Test func anExplanationLeavesNothingOut() throws {
        for explanation in FindingExplanation.all {
            let texts = [explanation.title, explanation.meaning, explanation.cause, explanation.example, explanation.cure]
            #expect(texts.allSatisfy { !$0.isEmpty } && !explanation.severities.isEmpty, "\(explanation.code)")
        }
    }
}
