import Testing

@testable import KubeModel

@Suite struct ObjectScanTests {
    private let paths = ReferencePaths([ReferencePath("spec.targetRefs[]", .said(group: "g", kind: "Gateway"))])

    private func row(_ text: String, _ scanner: ResourceScanner? = nil) throws -> ResourceRow {
        let projection = RowProjection(isPolicy: true, references: paths) { object, spec in
            [object["metadata"]?["name"]?.string ?? "", spec["b"]?.text ?? ""]
        }
        return try (scanner ?? ResourceScanner(projection: projection)).row(Array(text.utf8))
    }

    private let status = #""status":{"conditions":[{"type":"Accepted","status":"True","observedGeneration":1}]}"#

    @Test func aStatusThatStandsBeforeTheMetadataIsStillComparedWithTheGeneration() throws {
        #expect(try row(#"{\#(status),"metadata":{"name":"a","generation":2}}"#).health == .progressing)
        #expect(try row(#"{"metadata":{"name":"a","generation":2},\#(status)}"#).health == .progressing)
        #expect(try row(#"{\#(status),"metadata":{"name":"a","generation":1}}"#).health == .healthy)
    }

    @Test func theLastOfTwoSpecsCounts() throws {
        let row = try row(#"{"metadata":{"name":"a"},"spec":{"targetRefs":[{"name":"old"}],"a":1},"spec":{"b":2,"targetRefs":[{"name":"new"}]}}"#)

        #expect(row.fields == ["b", "targetRefs"])
        #expect(row.columns == ["a", "2"])
        #expect(row.references.all.map(\.name) == ["new"])
    }

    @Test func whatStandsBehindManagedFieldsIsFoundWhereItMovedTo() throws {
        let row = try row(#"{"metadata":{"name":"a","managedFields":[{"manager":"m"}],"labels":{"x":"y"}},"spec":{"targetRefs":[{"name":"n"}],"b":{"c":[3]}},\#(status)}"#)

        #expect(row.columns == ["a", #"{"c":[3]}"#])
        #expect(row.references.all.map(\.name) == ["n"])
        #expect(row.label("x") == "y")
        #expect(row.raw["metadata"]?["managedFields"] == nil && row.managedFieldsSize > 0)
        #expect(row.digest.entries.map(\.type) == ["Accepted"])
    }

    @Test func momentsAndVersionsAreReadAsTheyAreWritten() throws {
        let row = try row(#"{"metadata":{"name":"a","creationTimestamp":"2026-01-02T03:04:0\u0035Z","resourceVersion":"007"}}"#)

        #expect(row.created == KubeTime.parse("2026-01-02T03:04:05Z"))
        #expect(row.resourceVersion == "007")
        for version in ["0", "18446744073709551615", "99999999999999999999", "", "a7", "9223372036854775807"] {
            #expect(try self.row(#"{"metadata":{"name":"a","resourceVersion":"\#(version)"}}"#).resourceVersion == version)
            #expect(VersionText(version).text == version)
        }
    }

    @Test func cellsThatAreAlikeInManyRowsStandInMemoryOnce() throws {
        let projection = RowProjection(isPolicy: false) { object, _ in
            ["one of a kind: \(object["metadata"]?["name"]?.string ?? "")", "the same in every row"]
        }
        let store = RowStore(), scanner = ResourceScanner(projection: projection, store: store)
        func place(_ name: String, _ scanner: ResourceScanner) throws -> Int {
            var cell = try row(#"{"metadata":{"name":"\#(name)"}}"#, scanner).columns[1]
            return cell.withUTF8 { Int(bitPattern: $0.baseAddress) }
        }

        #expect(try place("a", scanner) == place("b", scanner))
        // So do those of a list that is read anew.
        #expect(try place("a", scanner) == place("c", ResourceScanner(projection: projection, store: store)))
    }
}
