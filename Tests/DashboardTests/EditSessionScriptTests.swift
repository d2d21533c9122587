import GatewayGraph
import Foundation
import KubeModel
import Testing

@testable import Dashboard

@Suite struct EditSessionScriptTests {
    @Test func aScriptThatRewritesOurLinesTooIsAskedOnce() throws {
        let object: JSONValue = [
            "apiVersion": "gateway.kgateway.dev/v1alpha1", "kind": "DirectResponse",
            "metadata": ["name": "x", "namespace": "n", "resourceVersion": "1"], "spec": ["statusCode": 503],
        ]
        var session = EditSession(editing: object, type: .directResponse)
        func rewritten(_ step: EditSession.Step) -> EditSession.Input {
            guard case .openEditor(let text) = step else { return .editorClosed(nil) }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
                guard let range = line.firstRange(of: "statusCode:") else { return String(line) }
                return line[..<range.lowerBound] + "statusCode: 700"
            }
            return .editorClosed(Array(lines.joined(separator: "\n").utf8))
        }

        guard case .send = session.handle(rewritten(session.start())) else {
            Issue.record("nothing was sent")
            return
        }
        var status = APIStatus(code: 422, reason: "Invalid", message: "spec.statusCode: 700 is too much")
        status.causes = [.init(reason: "FieldValueInvalid", message: "statusCode: 700", field: "spec.statusCode")]
        let again = session.handle(.replied(.failure(.status(status))))

        let outcome = try #require(session.handle(rewritten(again)).outcome)
        #expect(outcome.kind == .refused && outcome.draft != nil)
    }

    @Test func whatWasDeletedMeanwhileIsSaidToBe() {
        let gone = APIStatus(code: 404, reason: "NotFound", message: "not found")

        #expect(EditNotice(.status(gone), action: "replace DirectResponse n/x").lines.last?.contains("deleted") == true)
        #expect(EditNotice(.status(gone), action: "create DirectResponse n/x").lines.last?.contains("deleted") == false)
    }
}
