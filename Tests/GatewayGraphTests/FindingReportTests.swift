import Foundation
import KubeModel
import Testing

@testable import GatewayGraph

@Suite struct FindingReportTests {
    private static let policy = "gateway.kgateway.dev/TrafficPolicy/infra/p"

    private static func finding(
        _ code: FindingCode = .targetMissing, _ severity: FindingSeverity = .error, _ message: String = "no HTTPRoute infra/x", cure: String = ""
    ) -> Finding { Finding(code, severity, policy, "spec.targetRefs[1].name", message, cure: cure, reach: "3 of 5 routes") }

    private static func placed(_ finding: Finding = finding(), _ file: String? = "prod/p.yaml", line: Int = 12) -> PlacedFinding {
        PlacedFinding(finding, file: file, place: file.map { _ in TextPlace(line: line, column: 11) })
    }

    private func report(
        _ findings: [PlacedFinding], failAt: FindingSeverity = .error, showAt: FindingSeverity = .note
    ) -> FindingReport {
        var coverage = FindingCoverage(PolicySettings(["KGW_POLICY_MERGE": "{}"]))
        (coverage.read, coverage.files, coverage.notKnown, coverage.rulesCause) = (["TrafficPolicy": 2], 1, ["Secret"], "as nothing needs a later one")
        return FindingReport(findings, coverage, failAt: failAt, showAt: showAt, version: "1.0")
    }

    private static let suppressed: PlacedFinding = {
        var placed = Self.placed(finding(.ruleEmpty, .error, "nothing"))
        placed.suppression = PlacedFinding.Suppression(reason: "public", isInSource: true)
        return placed
    }()

    @Test func aLineSaysWhereWhatAndHowItIsMended() {
        let text = report([Self.placed(Self.finding(cure: "targetRefs:\n- name: y")), Self.suppressed]).text()

        #expect(
            text.hasPrefix(
                """
                prod/p.yaml:12:11  error  targetMissing  TrafficPolicy infra/p: no HTTPRoute infra/x (3 of 5 routes)
                    targetRefs:
                    - name: y

                1 error; 1 suppressed.
                Read 2 TrafficPolicies from 1 file. Not known, so nothing of it is said to be missing: Secrets. By the rules of kgateway 2.1, as nothing needs a later one. Assumed of the controller: KGW_DISCOVERY_NAMESPACE_SELECTORS=[],
                """))
    }

    @Test func whatIsOnAServerHasItsFieldInPlaceOfAFile() {
        #expect(report([Self.placed(Self.finding(), nil)]).text().hasPrefix("error  targetMissing  TrafficPolicy infra/p spec.targetRefs[1].name: no"))
    }

    @Test func nothingThatATerminalObeysGetsOut() {
        let evil = Self.finding(.targetMissing, .error, "a\u{1B}[2Jb\rc", cure: "x\u{9B}y\u{202E}")

        for text in [report([Self.placed(evil, "a\u{7}.yaml")]).text(), report([Self.placed(evil)]).gitHub, report([Self.placed(evil)]).jUnit] {
            #expect(!text.unicodeScalars.contains { $0 != "\n" && SafeText.isUnsafe($0) })
        }
    }

    @Test func whatFailsDoesNotDependOnWhatIsShown() {
        let warning = Self.placed(Self.finding(.tie, .warning))

        #expect(!report([warning]).fails)
        #expect(report([warning], failAt: .warning, showAt: .error).fails)
        #expect(!report([Self.suppressed], failAt: .note).fails)
        #expect(report([warning], showAt: .error).text().hasPrefix("1 warning; 1 not shown."))
    }

    @Test func theDocumentHasWhatIsKnownOfEach() throws {
        let document = report([Self.placed(Self.finding(cure: "y")), Self.suppressed]).document

        let found = try #require(document["findings"]?.array)
        #expect(document["format"] == "gatehouse.findings/1" && document["rules"] == "2.1")
        #expect(found.count == 2)
        let first = try #require(found.first { $0["code"] == "targetMissing" })
        #expect(first["file"] == "prod/p.yaml" && first["line"] == 12 && first["column"] == 11)
        #expect(first["cure"] == "y" && first["reach"] == "3 of 5 routes" && first["suppressed"] == nil)
        #expect(found.first { $0["code"] == "ruleEmpty" }?["suppressed"] == "public")
        #expect(document["coverage"]?["notKnown"] == ["Secret"] && document["coverage"]?["schemas"] == "none")
        #expect(document[path: ["settings", "KGW_POLICY_MERGE", "from"]] == "flag")
    }

    @Test func sarifHasTheMembersThatItsSchemaAsksFor() throws {
        let sarif = report([Self.placed(), Self.suppressed, Self.placed(Self.finding(.tie, .note), nil)]).sarif

        #expect(sarif["version"] == "2.1.0" && sarif["$schema"]?.string?.hasPrefix("https://") == true)
        let run = try #require(sarif["runs"]?[0]), rules = try #require(run[path: ["tool", "driver", "rules"]]?.array)
        #expect(run[path: ["tool", "driver", "name"]] == "gatehouse")
        for rule in rules {
            #expect(FindingCode(rawValue: rule["id"]?.string ?? "") != nil)
            for name in ["shortDescription", "fullDescription", "help"] { #expect(rule[name]?["text"]?.string?.isEmpty == false) }
        }
        let results = try #require(run["results"]?.array)
        #expect(results.count == 3)
        for result in results {
            #expect(result["message"]?["text"]?.string?.isEmpty == false)
            #expect(["error", "warning", "note"].contains(result["level"]?.string))
            #expect(rules[result["ruleIndex"]?.integer ?? -1]["id"] == result["ruleId"])
            #expect(result["partialFingerprints"]?["gatehouse/v1"]?.string?.isEmpty == false)
        }
        let place = results.first { $0["ruleId"] == "targetMissing" }?["locations"]?[0]?["physicalLocation"]
        #expect(place?[path: ["artifactLocation", "uri"]] == "prod/p.yaml")
        #expect(place?["region"] == ["startLine": 12, "startColumn": 11])
        #expect(results.first { $0["ruleId"] == "ruleEmpty" }?["suppressions"] == [["kind": "inSource", "justification": "public"]])
        let live = results.first { $0["ruleId"] == "tie" }?["locations"]?[0]
        #expect(live?["physicalLocation"] == nil)
        #expect(live?["logicalLocations"]?[0]?["fullyQualifiedName"]?.string == "\(Self.policy)#spec.targetRefs[1].name")
    }

    @Test func commandsOfGitHubEscapeWhatTheyAreMadeOf() {
        let text = report([Self.placed(Self.finding(.targetMissing, .error, "100% gone", cure: "a: b\nc"), "a,b:c.yaml")]).gitHub

        #expect(
            text.split(separator: "\n")[0]
                == "::error file=a%2Cb%3Ac.yaml,line=12,col=11,title=targetMissing::TrafficPolicy infra/p: 100%25 gone%0Aa: b%0Ac")
        #expect(text.split(separator: "\n")[1].hasPrefix("::notice title=gatehouse check::Read 2 TrafficPolicies"))
    }

    @Test func jUnitIsXMLWithACaseAFinding() throws {
        let odd = Self.placed(Self.finding(.targetMissing, .error, "<&\"> no"))
        let reader = Cases(report([odd, Self.placed(Self.finding(.tie, .note))]).jUnit)

        #expect(reader.isWellFormed)
        #expect(reader.cases == 2 && reader.failures == 1)
        let empty = Cases(report([Self.suppressed]).jUnit)
        #expect(empty.isWellFormed && empty.cases == 1 && empty.failures == 0)
    }

    /// A walk over JUnit's XML, by marks: the module of Foundation that reads XML is none of ours.
    private struct Cases {
        var cases = 0, failures = 0, isWellFormed = true

        init(_ text: String) {
            var open: [String] = []
            for match in text.matches(of: /<(\/?)([a-z-]+)((?: [a-z]+="[^"<&]*(?:&(?:amp|lt|gt|quot);[^"<&]*)*")*)(\/?)>/) {
                let name = String(match.output.2)
                if name == "testcase", match.output.1.isEmpty { cases += 1 }
                if name == "failure", match.output.1.isEmpty { failures += 1 }
                if !match.output.1.isEmpty {
                    if open.popLast() != name { isWellFormed = false }
                } else if match.output.4.isEmpty {
                    open.append(name)
                }
            }
            let rest = text.replacing(/<[^>]*>/, with: "").replacing(/&(amp|lt|gt|quot);/, with: "")
            if !open.isEmpty || rest.contains(where: { "<>&".contains($0) }) { isWellFormed = false }
        }
    }

    @Test func aBaselineHoldsWhatCounts() throws {
        let baseline = report([Self.placed(), Self.placed(), Self.suppressed]).baseline

        #expect(baseline["findings"]?.array?.map { $0["code"]?.string } == ["targetMissing"])
        #expect(baseline["findings"]?[0]?["reason"] == "baseline")
    }
}
