import Foundation
import GatewayGraph
import KubeModel
import TestSupport
import Testing

@testable import Dashboard

@Suite struct HistoryStepTests {
    private func record(_ place: String = "a/x", spec: JSONValue = ["n": 1], annotation: JSONValue? = nil) -> ChangeRecord {
        var before = Sample.object(place, version: 1, spec: spec)
        if let annotation { before["metadata"]?["annotations"] = annotation }
        return ChangeRecord(type: .trafficPolicy, key: Sample.key(place), before: before, after: nil)
    }

    private let time = Date(timeIntervalSince1970: 1_780_000_000.1234)

    @Test func idsSortByTimeAndDifferWhereSomethingElseWasChanged() {
        let first = HistoryStep(time: time, deed: "deleted", records: [record()])
        let later = HistoryStep(time: time.addingTimeInterval(1), deed: "deleted", records: [record()])
        let other = HistoryStep(time: time, deed: "deleted", records: [record("a/y")])

        #expect(first.id < later.id && first.id != other.id)
        #expect(HistoryStep.isID(first.id) && first.id.hasPrefix("001780000000123-"))
        #expect(!HistoryStep.isID("001780000000123-../../../../etc/") && !HistoryStep.isID("notes"))
    }

    @Test func whatIsWrittenIsReadAgain() throws {
        var step = HistoryStep(time: time, deed: "deleted 2", records: [record(), record("a/y")])
        step.isUndone = true

        let text = JSONWriter.text(step.document)
        #expect(HistoryStep(document: try JSONParser.parse(text)) == step)
    }

    @Test func masksStandInPlaceOfSecretsAndAreNamed() throws {
        let copy = "{\"spec\":{\"basicAuth\":{\"inline\":\"joe:hunter22\"}}}"
        let secret = record(
            spec: ["ai": ["authToken": ["inline": "sk-secret"]]], annotation: ["kubectl.kubernetes.io/last-applied-configuration": .string(copy)])
        let document = HistoryStep(time: time, deed: "deleted", records: [secret]).document

        let text = JSONWriter.text(document)
        #expect(!text.contains("sk-secret") && !text.contains("hunter22"))
        let read = try #require(HistoryStep(document: document)?.records.first)
        #expect(
            read.maskedPaths == ["metadata.annotations.kubectl.kubernetes.io/last-applied-configuration", "spec.ai.authToken.inline"])
        #expect(read.reversed.maskedPaths == read.maskedPaths)
    }

    @Test func nothingOfASecretIsKept() {
        let secret = ChangeRecord(
            type: .secret, key: Sample.key("a/s"), before: ["metadata": ["name": "s"], "data": ["key": "aHVudGVyMjI="]], after: nil)
        #expect(secret.masked.before?["data"] == ["key": "••••••"])
        #expect(secret.masked.maskedPaths == ["data.key"])
    }

    @Test(arguments: ["{}", "{\"format\": \"gatehouse.history/1\"}", "[]"])
    func whatIsNoStepIsNone(text: String) throws {
        #expect(HistoryStep(document: try JSONParser.parse(text)) == nil)
    }
}
