import KubeModel
import Testing

/// One line of a text is changed in every style of YAML; what arrives is what the style says, to the byte.
@Suite struct YAMLReaderStyleTests {
    /// A text of three lines in each style, with `@` for the one that changes, and what it means.
    private static let styles: [(yaml: String, value: String)] = [
        ("a: |\n  one\n  @\n  end\nz: 1\n", "one\n@\nend\n"),
        ("a: |-\n  one\n  @\n  end\nz: 1\n", "one\n@\nend"),
        ("a: |+\n  one\n  @\n  end\n\n\nz: 1\n", "one\n@\nend\n\n\n"),
        ("a: |2\n   one\n  @\n  end\nz: 1\n", " one\n@\nend\n"),
        ("a: |1-\n  one\n @\n end\nz: 1\n", " one\n@\nend"),
        ("a: |+2\n   one\n  @\n  end\n\nz: 1\n", " one\n@\nend\n\n"),
        ("a: |\n\n  one\n  @\n  end\nz: 1\n", "\none\n@\nend\n"),
        ("z: 1\na: |\n  one\n  @\n  end", "one\n@\nend"),
        ("z: 1\na: |+\n  one\n  @\n\n\n\n", "one\n@\n\n\n\n"),
        ("a: >\n  one\n  @\n  end\nz: 1\n", "one @ end\n"),
        ("a: >-\n  one\n\n  @\n  end\nz: 1\n", "one\n@ end"),
        ("a: >+\n  one\n   @\n  end\n\nz: 1\n", "one\n @\nend\n\n"),
        ("a: >2\n  one\n  @\n  end\nz: 1\n", "one @ end\n"),
        ("- |\n one\n @\n end\n", "one\n@\nend\n"),
        ("- - |2-\n     one\n    @\n", " one\n@"),
        ("k:\n- a: |\n    one\n    @\n  b: 1\n", "one\n@\n"),
        ("a: one\n  @\n  end\nz: 1\n", "one @ end"),
        ("a: one\n\n  @\n  end\nz: 1\n", "one\n@ end"),
        ("a: 'one\n  @\n  end'\nz: 1\n", "one @ end"),
        ("a: 'one\n\n\n  @ '\nz: 1\n", "one\n\n@ "),
        ("a: \"one\n  @\n  end\"\nz: 1\n", "one @ end"),
        ("a: \"one\\n\\\n  @\\n\\\n  \\  end \"\nz: 1\n", "one\n@\n  end "),
        ("{a: 'one\n  @', z: 1}\n", "one @"),
        ("{\"a\": \"one\\n@\", \"z\": [1,2]}\n", "one\n@"),
        ("z: 1\n? a\n: |\n  one\n  @\n", "one\n@\n"),
        ("a: &x |\n  one\n  @\nz: *x\n", "one\n@\n"),
        ("a: !!str |\n  one\n  @\n", "one\n@\n"),
        ("%YAML 1.1\n---\na: |\n  one\n  @\n...\n", "one\n@\n"),
    ]

    private static let lines = [
        "two", "#!", "#!/bin/sh", "# comment", "#", "x #y", "0404", "no", "~", "- x", "k: v", "x:", "'q'", "\"q\"",
        "\\n", "{x}", "[x]", "&x", "*x", "!x", "%x", "@x", "|", ">", "---x", "é", "e\u{301}", "日本", "👩‍👩‍👧", "x\ty",
        "// c", "x  y", "?x", "=",
    ]

    private func text(of value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .array(let elements): elements.first.flatMap(text(of:))
        case .object(let members): (members["a"] ?? members["k"]).flatMap(text(of:))
        case .null, .bool, .number: nil
        }
    }

    /// Whether a line may stand as it is in a style that gives its characters a meaning.
    private func fits(_ line: String, _ yaml: String) -> Bool {
        if yaml.contains("|") || yaml.contains(">") { return true }
        let isPlain = !yaml.contains("'") && !yaml.contains("\"")
        if isPlain { return !line.contains("#") && !line.contains(":") }
        return yaml.contains("'") ? !line.contains("'") : !line.contains("\"") && !line.contains("\\")
    }

    @Test func everyLineArrivesFromEveryStyleAsItSays() throws {
        for style in Self.styles {
            for line in Self.lines where fits(line, style.yaml) {
                let yaml = style.yaml.replacing("@", with: line)

                let read = try text(of: YAMLReader.parse(yaml))

                let wanted = style.value.replacing("@", with: line)
                #expect(Array((read ?? "").utf8) == Array(wanted.utf8), "\(yaml)")
                for ending in ["\r\n", "\r"] {
                    let other = try text(of: YAMLReader.parse(yaml.replacing("\n", with: ending)))
                    #expect(Array((other ?? "").utf8) == Array(wanted.utf8), "\(yaml) with other line ends")
                }
            }
        }
    }
}
