import Dashboard
import Testing

@Suite struct EditorChoiceTests {
    @Test func theEditorIsTheFirstThatIsNamed() {
        #expect(
            EditorChoice.command(environment: ["EDITOR": "nano", "VISUAL": "code -w", "KUBE_EDITOR": ""]) == "code -w")
        #expect(EditorChoice.command(environment: ["EDITOR": "nano", "KUBE_EDITOR": "hx"]) == "hx")
        #expect(EditorChoice.command(environment: ["EDITOR": " "]) == "vi")
    }
}
