import Testing

@testable import GatewayGraph

@Suite struct FindingExplanationTextTests {
    @Test func anExplanationIsToldInParagraphs() {
        let explanation = FindingExplanation(
            .tie, [.warning], "two policies tie", meaning: "Which counts is open.", cause: "Same age.", example: "a: 1\n\nb: 2", cure: "Weigh them.",
            versions: "2.1 to 2.3")

        #expect(
            explanation.text == """
                tie: two policies tie

                Severity: warning. Versions: 2.1 to 2.3.

                Meaning
                    Which counts is open.

                Cause
                    Same age.

                Example
                    a: 1

                    b: 2

                Cure
                    Weigh them.

                """)
    }

    @Test func theNearestCodeIsFoundHoweverItIsWritten() {
        #expect(FindingExplanation.nearest(to: "TargetMising") == .targetMissing)
        #expect(FindingExplanation.nearest(to: "nonsense") == nil)
        #expect(FindingCode(word: "TARGETMISSING") == .targetMissing)
    }
}
