import Foundation
import KubeModel
import Testing

@Suite struct PackedBytesTests {
    private func object(_ number: Int) -> [UInt8] {
        let text = #"""
            {"apiVersion":"v1","metadata":{"name":"policy-\#(number)","namespace":"team-\#(number % 7)",\#
            "resourceVersion":"\#(1_000 + number)","uid":"u-\#(number)","annotations":{"note":"\#(String(repeating: "é\(number % 3) ", count: 200))"}},\#
            "spec":{"targetRefs":[{"kind":"HTTPRoute","name":"route-\#(number)"}],"odd":"\#(number.hashValue)"}}
            """#
        return Array(text.utf8)
    }

    @Test func everyBodyComesBackByteForByteWhateverItWasPackedAgainst() throws {
        let scanner = ResourceScanner(projection: .plain)
        let objects = (0..<300).map(object) + [Array(#"{"metadata":{"name":"tiny"}}"#.utf8)]

        let rows = try objects.map { try scanner.row($0) }

        for (row, bytes) in zip(rows, objects) where row.body != bytes {
            Issue.record("\(row.key) came back otherwise")
        }
        #expect(rows[299].uid == "u-299")
        #expect(rows[299].resourceVersion == "1299")
    }

    @Test func versionsThatAreNoNumbersStayAsTheyAre() throws {
        for version in ["007", "abc", "", "99999999999999999999999", "-1"] {
            let row = try ResourceScanner(projection: .plain)
                .row(Array(#"{"metadata":{"name":"x","resourceVersion":"\#(version)"}}"#.utf8))
            #expect(row.resourceVersion == version)
        }
    }
}
