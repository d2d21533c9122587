import KubeModel
import Testing

@Suite struct PlacedValueTests {
    private static let text = """
        # about it
        metadata:
          annotations: {example.com/a.b: "x", c: y}
        spec:
          targetRefs:
          - kind: HTTPRoute
            name: cart
          - kind: "Gateway"
            name:   'é public'
            sectionName: http
          empty:
          buffer:
            max: 5
        """

    private func place(_ path: String) throws -> String {
        let root = try #require(PlacedValue.yaml(Self.text)?.first)
        let place = root.place(of: path)
        return "\(place.line):\(place.column)"
    }

    @Test func aValueIsWhereItIsWritten() throws {
        #expect(try place("spec.targetRefs[1].name") == "9:13")
        #expect(try place("spec.targetRefs[0].kind") == "6:11")
        #expect(try place("spec.buffer.max") == "13:10")
    }

    @Test func aMappingOrAListIsWhereItsKeyStands() throws {
        #expect(try place("spec.targetRefs") == "5:3")
        #expect(try place("spec.buffer") == "12:3")
        #expect(try place("spec.targetRefs[1]") == "8:5")
    }

    @Test func ofWhatIsNotThereTheNearestAroundItIsMeant() throws {
        #expect(try place("spec.targetRefs[1].group") == "8:5")
        #expect(try place("spec.targetRefs[7].name") == "5:3")
        #expect(try place("spec.rules[0].matches") == "4:1")
        #expect(try place("status.ancestors") == "2:1")
        #expect(try place("") == "2:1")
    }

    @Test(arguments: ["metadata.annotations.example.com/a.b", "metadata.annotations[example.com/a.b]", #"metadata.annotations["example.com/a.b"]"#])
    func aKeyWithDotsIsFoundHoweverItIsWritten(path: String) throws {
        #expect(try place(path) == "3:34")
    }

    @Test func aMergedMappingIsWhereItWasWritten() throws {
        let root = try #require(PlacedValue.yaml("a: &a {x: 1}\nb:\n  <<: *a\n  y: 2\n")?.first)

        #expect(root.place(of: "b.x") == TextPlace(line: 1, column: 11))
        #expect(root.place(of: "b.y") == TextPlace(line: 4, column: 6))
    }

    @Test func documentsOfAStreamCountFromItsFirstLine() throws {
        let roots = try #require(PlacedValue.yaml("---\na: 1\n---\n# nothing\n---\nb: 2\n", from: 11))

        #expect(roots.map { $0.place(of: "b") } == [TextPlace(line: 12, column: 1), TextPlace(line: 16, column: 4)])
    }

    @Test func jsonIsMarkedLikeYAML() {
        let text = #"{"é": {"list": [1,"#  + "\n  {\"a\": \"ü\", \"b\": 2, \"b\": 3}]}}"
        let bytes = Array(text.utf8)
        let root = PlacedValue.json(bytes, 0..<bytes.count, TextLines(bytes))

        #expect(root.place(of: "é.list[1].a") == TextPlace(line: 2, column: 9))
        // Of two the last one counts.
        #expect(root.place(of: "é.list[1].b") == TextPlace(line: 2, column: 27))
        #expect(root.place(of: "é.list") == TextPlace(line: 1, column: 8))
        #expect(root.place(of: "é.list[1].c.d") == TextPlace(line: 2, column: 3))
    }
}
