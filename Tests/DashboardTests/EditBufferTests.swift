import GatewayGraph
import KubeModel
import Testing

@testable import Dashboard

@Suite struct EditBufferTests {
    private let policy: JSONValue = [
        "metadata": [
            "name": "cart-cors", "namespace": "team-a", "resourceVersion": "41",
            "managedFields": [["manager": "kubectl"]], "annotations": ["b": "2", "a": "1"],
        ],
        "status": ["conditions": []], "spec": ["z": 1, "a": "on"], "kind": "TrafficPolicy",
        "apiVersion": "gateway.kgateway.dev/v1alpha1",
    ]

    private func buffer(_ text: String) -> EditBuffer { EditBuffer(text: text, header: ["# header"]) }

    @Test func theTextHoldsWhatAPersonEditsInTheOrderOfTheServer() {
        let buffer = EditBuffer(editing: policy, type: .trafficPolicy)

        #expect(
            buffer.original == """
                apiVersion: gateway.kgateway.dev/v1alpha1
                kind: TrafficPolicy
                metadata:
                  name: cart-cors
                  namespace: team-a
                  annotations:
                    b: "2"
                    a: "1"
                spec:
                  z: 1
                  a: "on"

                """)
    }

    @Test func theHeaderSaysWhatSavingDoesAndIsNoPartOfTheText() {
        let buffer = EditBuffer(editing: policy, type: .trafficPolicy)

        #expect(buffer.shown.hasPrefix("# TrafficPolicy team-a/cart-cors\n# Save and close"))
        #expect(buffer.shown.hasSuffix(buffer.original))
        #expect(buffer.stripped(buffer.shown) == buffer.original)
        #expect(buffer.header.allSatisfy { $0.count <= 120 && $0.hasPrefix("# ") })
    }

    @Test func remarksStandAboveTheirFieldAndAreIndentedLikeIt() {
        var buffer = buffer("")
        buffer.show(
            "spec:\n  targetRefs:\n  - group: g\n    kind: Nope\n",
            notice: EditNotice(
                ["refused"],
                remarks: [
                    .init(.field("spec.targetRefs[0].kind"), "bad kind"),
                    .init(.field("spec.targetRefs[0].name"), "Required value"),
                ]))

        #expect(
            buffer.shown == """
                #! refused
                # header
                spec:
                  targetRefs:
                  #! Required value
                  - group: g
                    #! bad kind
                    kind: Nope

                """)
    }

    @Test func theNextRefusalReplacesTheFormerOne() {
        let text = "a: 1\nb:\n  c: 2\n"
        var buffer = buffer(text)
        buffer.show(text, notice: EditNotice(["one", "two"], remarks: [.init(.field("b.c"), "first")]))
        let back = buffer.stripped(buffer.shown.replacing("c: 2", with: "c: 3"))
        buffer.show(back, notice: EditNotice(["three"], remarks: [.init(.field("a"), "second")]))

        #expect(buffer.shown == "#! three\n# header\n#! second\na: 1\nb:\n  c: 3\n")
    }

    @Test func commentsOfThePersonAreNeverTouched() {
        let text = "# mine\n#! mine too\n\na: 1 # here\n#! and here\n"
        var buffer = buffer(text)
        buffer.show(text, notice: EditNotice(["refused"], remarks: [.init(.field("a"), "bad")]))

        #expect(buffer.stripped(buffer.shown) == text)
    }

    @Test func linesOfABlockThatLookLikeOursStay() {
        let text = "body: |\n  #! bad\n  # header\n  #! refused\nkind: x\n"
        var buffer = buffer(text)
        buffer.show(text, notice: EditNotice(["refused"], remarks: [.init(.field("kind"), "bad")]))

        #expect(
            buffer.shown == "#! refused .\n# header .\nbody: |\n  #! bad\n  # header\n  #! refused\n#! bad .\nkind: x\n"
        )
        #expect(buffer.stripped(buffer.shown) == text)
    }

    @Test func aCopyOfOurLineInABlockBelongsToThePerson() {
        var buffer = buffer("")
        buffer.show(
            "body: |\n  text\nkind: x\n", notice: EditNotice(["refused"], remarks: [.init(.field("kind"), "bad")]))

        let back = buffer.stripped(buffer.shown.replacing("  text\n", with: "  text\n  #! bad\n"))

        #expect(back == "body: |\n  text\n  #! bad\nkind: x\n")
    }

    @Test func ourLinesAreFoundAgainWhenTheEditorMovesThem() {
        var buffer = buffer("")
        buffer.show("spec:\n  a: 1\n", notice: EditNotice(["refused"], remarks: [.init(.field("spec.a"), "bad")]))

        #expect(buffer.stripped("spec:\r\n\t#! bad  \r\n  a: 2\r\n#! refused") == "spec:\r\n  a: 2\r\n")
    }

    @Test func windowsLineEndsAByteOrderMarkAndAMissingLastNewlineAreKept() {
        let text = "\u{FEFF}a: 1\r\nb:\r\n  c: 2"
        var buffer = buffer(text)
        buffer.show(text, notice: EditNotice(["refused"], remarks: [.init(.field("b.c"), "bad")]))

        #expect(
            Array(buffer.shown.utf8) == Array("\u{FEFF}#! refused\r\n# header\r\na: 1\r\nb:\r\n  #! bad\r\n  c: 2".utf8)
        )
        #expect(Array(buffer.stripped(buffer.shown).utf8) == Array(text.utf8))
    }

    @Test func aRemarkIsNotPutInsideAQuotedText() {
        let text = "spec: {a: \"one\n  two\", b: 1}\n"
        var buffer = buffer(text)
        buffer.show(text, notice: EditNotice(["refused: spec.b"], remarks: [.init(.field("spec.b"), "bad")]))

        #expect(buffer.shown == "#! refused: spec.b\n# header\n" + text)
    }

    @Test func wordsOfTheServerCannotLeaveTheirComment() {
        var buffer = buffer("a: 1\n")
        buffer.show("a: 1\n", notice: EditNotice(["one\nspec: {}\r\n\u{1B}[2Jtwo\u{2028}three\u{202E}"]))

        #expect(buffer.shown == "#! one\n#! spec: {}\n#! \\u{1b}[2Jtwo\n#! three\\u{202e}\n# header\na: 1\n")
        #expect(buffer.stripped(buffer.shown) == "a: 1\n")
    }

    @Test func aTextThatMeansTheSameIsUnchanged() {
        let buffer = buffer("a: 1\nb: x\n")

        #expect(buffer.isUnchanged("a: 1\nb: x"))
        #expect(buffer.isUnchanged("# looked at\nb: 'x'\na: 1\n"))
        #expect(!buffer.isUnchanged("a: 2\nb: x\n"))
        #expect(!buffer.isUnchanged("a: \"1\"\nb: x\n"))
        #expect(!buffer.isUnchanged("a: ["))
    }

    @Test func commentsAndBlanksAreEmpty() {
        #expect(EditBuffer.isEmpty(""))
        #expect(EditBuffer.isEmpty(" \r\n# a\n\n---\n\t#! b"))
        #expect(!EditBuffer.isEmpty("# a\nb: 1\n"))
    }
}
