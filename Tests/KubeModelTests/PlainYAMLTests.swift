import Foundation
import KubeModel
import Testing

/// What is read here is read as the parser of everything reads it; all else is left to that.
@Suite struct PlainYAMLTests {
    private func plain(_ text: String) -> JSONValue? {
        Array(text.utf8).withUnsafeBufferPointer { PlainYAML.json($0) }.flatMap { try? JSONParser.parse($0) }
    }

    /// - Returns: Whether it was read without the other.
    @discardableResult
    private func agree(_ text: String) -> Bool {
        let bytes = Array(text.utf8).withUnsafeBufferPointer { PlainYAML.json($0) }
        guard let bytes else { return false }
        let mine = try? JSONParser.parse(bytes)
        #expect(mine != nil, "no JSON: \(text)")
        let other = try? YAMLReader.parse(text)
        #expect(mine == other, "\(text)")
        return true
    }

    @Test(arguments: [
        "a: 1\n", "a:\n- b\n- c: d\n  e: f\n-   g: h\n    i: j\n", "a:\n  - b\n  -\n    c: 1\n  - - x\n    - y\n", "a:\nb: {}\nc: []\n",
        "a: 'it''s'\nb: \"x\\ty\\\\ \\\"z\\\"\"\n", "a: one\n  two\n\n  three\nb: 'one\n  two '\nc: \"one\n\n  two\"\n",
        "a: |\n  one\n    two\n\n  three\n\nb: |-\n  x\nc: |+\n  y\n\n", "---\na: b\n", "# c\na: b\n# d\n\nb: c\n",
        "a: no\nb: 0404\nc: 1_000\nd: ~\ne: 1e3\nf: 12:30:45\ng: -x\nh: .5\ni: 0x1F\nj: null\nk: 2024-01-01\n",
        "k:{\"type\":\"A\"}:\n  .: {}\n  f:x: {}\n", "\"80\": a\n'b': c\n", "a: é 日本\n", "a: http://x:80/y#z\n", "- a\n- b\n", "a:\n  b\n",
        "a: \"\"\nb: ''\nc: '  '\nd: \"  x  \"\n", "a: b # c\n", "a:\n- |\n  x\n- y\n", "a: <none>\n", "true: x\n1: y\n",
    ])
    func ordinaryDocumentsAreReadAlike(text: String) {
        let isRead = agree(text)
        #expect(isRead != text.contains(" # c"))
    }

    @Test(arguments: [
        "a: [1, 2]\n", "a: {b: c}\n", "a: &x 1\nb: *x\n", "a: !!str 5\n", "a: >\n  x\n", "a: |2\n   x\n", "? a\n: b\n", "a: 1\na: 2\n",
        "a:\tb\n", "a: b\r\n", "\u{FEFF}a: b\n", "a: x\u{2028}y\n", "a: b: c\n", "a\n", "<<: x\n", "a: \"\\u2028\"\n", "a: 'x\n", "a: \"x\\\n  y\"\n",
        "a:\n   b: 1\n  c: 2\n", "- a\nb: c\n", "a: b\n  c: d\n", "a: .inf\n", "%YAML 1.1\n", "a: b\n...\n", "a: |\n  x", "a: - b\n", "a: b:\n", "", "# x\n",
        "--- x: y\n", "a: b\n---\nc: d\n", "a: @b\n", "a: |\n   \n  x\n",
    ])
    func whatIsUnusualIsLeftAlone(text: String) { #expect(plain(text) == nil, "\(text)") }

    @Test func everySampleIsReadAlike() throws {
        var read = 0, all = 0
        for sample in try SharedSamples.texts("samples") + SharedSamples.texts("crds") {
            let bytes = Array(sample.text.utf8)
            for document in ManifestCutter.documents(in: bytes) {
                let text = String(decoding: bytes[document.range], as: UTF8.self)
                all += 1
                if agree(text) { read += 1 }
            }
        }
        // Where the samples are absent there is nothing to compare.
        #expect(read * 2 >= all)
    }

    /// A small generator, so that each run tries the same texts.
    private struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) ^ (state << 31)
        }
    }

    private static let lines = [
        "a: 1", "b:", "c: d", "- e", "- f: g", "-", "h: |", "i: |-", "j: |+", "text", "two words", "'quoted'", "k: 'open", "end'", "l: \"open", "end\"",
        "# comment", "", "", "m: {}", "n: []", "o: 'it''s'", "p: x: y", "q: #r", "- - s", "-  t: u", "---", "...", "v: \"w\\n\"", "x:y", "z: - a", "a:",
        "b: é", "c: no", "d: 0x1F", "e: \"\\u0041\"", "f: *a", "g: &a b", "h: >", "? i", ": j", "<<: k", "\"l\": m", "'n' : o", "p: q #r", "s: \"", "t: '",
    ]

    @Test func randomDocumentsAreReadAlikeOrLeftAlone() {
        var seeded = Seeded(state: 7), read = 0
        for _ in 0..<3_000 {
            let count = Int.random(in: 1...8, using: &seeded)
            let text = (0..<count).map { _ in
                String(repeating: " ", count: [0, 0, 0, 1, 2, 2, 2, 3, 4].randomElement(using: &seeded) ?? 0)
                    + (Self.lines.randomElement(using: &seeded) ?? "") + ([" ", "", "", "", "", ""].randomElement(using: &seeded) ?? "")
            }.joined(separator: "\n") + (Int.random(in: 0..<8, using: &seeded) == 0 ? "" : "\n")
            if agree(text) { read += 1 }
        }
        #expect(read > 100)
    }

    @Test func whatWeWriteIsReadWithoutTheOther() throws {
        let value: JSONValue = [
            "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "a", "annotations": ["x/y": "5", "z": "true"]],
            "data": ["script": "#!/bin/sh\necho \"$1\"\n", "empty": "", "last": "a: b\nc"], "list": [1, .number("2.5e3"), .null, [:], ["a": []]],
        ]

        #expect(plain(YAMLWriter.text(value)) == value)
    }
}
