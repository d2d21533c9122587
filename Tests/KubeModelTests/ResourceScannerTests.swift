import Foundation
import KubeModel
import Testing

@Suite struct ResourceScannerTests {
    private static let item = #"""
        {"apiVersion":"v1","metadata":{"name":"a\"b","namespace":"n","uid":"u","resourceVersion":"7","generation":2,\#
        "creationTimestamp":"2026-01-02T03:04:05Z","managedFields":[{"manager":"x","fieldsV1":{"f:a":{}}}],\#
        "labels":{"team":"x"}},"spec":{"items":[1,2]},"status":{"conditions":[{"type":"Accepted","status":"False"}]}}
        """#

    private func rows(of body: String, cutting size: Int) -> ([String], ListCutter.Envelope?) {
        var cutter = ListCutter(), found: [String] = []
        let bytes = Array(body.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { chunk in
                cutter.feed(chunk) { found.append(String(decoding: $0, as: UTF8.self)) }
            }
        }
        return (found, cutter.finish())
    }

    @Test(arguments: [1, 2, 3, 7, 64, 100_000])
    func aListIsCutTheSameHoweverItsBytesArrive(size: Int) {
        let body =
            #"{"kind":"L","items":[ {"a":"]}"} ,{"b":{"items":[{}]}}],"metadata":{"resourceVersion":"9","continue":"t","remainingItemCount":3}}"#

        let (found, envelope) = rows(of: body, cutting: size)

        #expect(found == [#"{"a":"]}"}"#, #"{"b":{"items":[{}]}}"#])
        #expect(envelope?.resourceVersion == "9")
        #expect(envelope?.continueToken == "t")
        #expect(envelope?.remainingItemCount == 3)
    }

    @Test func aListThatBreaksOffHasNoEnvelope() {
        let (found, envelope) = rows(of: #"{"metadata":{"resourceVersion":"9"},"items":[{"a":1},{"b":"#, cutting: 5)

        #expect(found == [#"{"a":1}"#])
        #expect(envelope == nil)
    }

    @Test func anEmptyListAndANullListHaveNoItems() {
        #expect(rows(of: #"{"metadata":{"resourceVersion":"1"},"items":[]}"#, cutting: 4).0.isEmpty)
        #expect(rows(of: #"{"metadata":{"resourceVersion":"1"},"items":null}"#, cutting: 4).1?.resourceVersion == "1")
    }

    @Test func aRowKeepsItsBytesButForManagedFields() throws {
        let row = try ResourceScanner(projection: .plain).row(Array(Self.item.utf8))

        #expect(row.key == ObjectKey(namespace: "n", name: "a\"b"))
        #expect(row.uid == "u" && row.resourceVersion == "7" && row.generation == 2)
        #expect(row.created == Date(timeIntervalSince1970: 1_767_323_045))
        #expect(row.health == .failing)
        #expect(row.label("team") == "x")
        #expect(row.managedFieldsSize > 0)
        let text = String(decoding: row.body, as: UTF8.self)
        #expect(!text.contains("managedFields"))
        #expect((try? JSONParser.parse(text))?[path: ["metadata", "labels", "team"]] == "x")
    }

    @Test func managedFieldsAtTheEndOfTheMetadataTakeTheirCommaWithThem() throws {
        let row = try ResourceScanner(projection: .plain)
            .row(Array(#"{"metadata":{"name":"a" , "managedFields":[1]}}"#.utf8))

        #expect(String(decoding: row.body, as: UTF8.self) == #"{"metadata":{"name":"a" }}"#)
    }

    @Test(arguments: ["", "[]", "{", #"{"metadata":{"name":"a"}"#, "nonsense", #"{"metadata":"#])
    func brokenObjectsAreRefusedAndNeverCrash(text: String) {
        #expect(throws: ScanError.self) { try ResourceScanner(projection: .plain).row(Array(text.utf8)) }
    }

    @Test func everyTruncationOfAnObjectIsRefused() {
        let bytes = Array(Self.item.utf8)
        for length in 0..<bytes.count {
            #expect(throws: ScanError.self) { try ResourceScanner(projection: .plain).row(Array(bytes[..<length])) }
        }
    }

    @Test func anObjectWithoutANameIsNamedAsSuch() {
        #expect(throws: ScanError.withoutName) { try ResourceScanner(projection: .plain).row(Array("{}".utf8)) }
    }

    private func frame(_ line: String) throws -> WatchFrame {
        let bytes = Array(line.utf8)
        return try bytes.withUnsafeBufferPointer { try WatchFrame.parse($0, with: ResourceScanner(projection: .plain)) }
    }

    @Test func watchLinesBecomeFrames() throws {
        guard case .modified(let row) = try frame(#"{"type":"MODIFIED","object":{"metadata":{"name":"x"}}}"#) else {
            Issue.record("not a change")
            return
        }
        #expect(row.key.name == "x")
        guard
            case .bookmark("5", true) = try frame(
                #"{"object":{"metadata":{"resourceVersion":"5","annotations":{"k8s.io/initial-events-end":"true"}}},"type":"BOOKMARK"}"#
            )
        else {
            Issue.record("not the end of the list")
            return
        }
        guard
            case .error(let status) = try frame(
                #"{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"too old"}}"#)
        else {
            Issue.record("not an error")
            return
        }
        #expect(status.code == 410)
    }

    @Test func linesAreCutAcrossChunksAndAnUnfinishedOneIsKeptBack() {
        var cutter = LineCutter(), lines: [String] = []
        for chunk in ["ab", "c\nd", "\n\nef\n", "rest"] {
            Array(chunk.utf8).withUnsafeBytes { bytes in
                cutter.feed(bytes) { lines.append(String(decoding: $0, as: UTF8.self)) }
            }
        }

        #expect(lines == ["abc", "d", "ef"])
        #expect(cutter.hasPending)
    }
}
