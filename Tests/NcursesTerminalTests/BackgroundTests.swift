import Testing

@testable import NcursesTerminal

@Suite struct BackgroundTests {
    @Test(arguments: ["0;15", "0;7", "0;default;15", "12;11"])
    func whiteAndBrightColoursAreLight(hint: String) {
        #expect(Background.isLight(hint: hint))
    }

    @Test(arguments: ["15;0", "7;0", "15;default;0", "15;8", "", "default;default", "15;-1", "15;99", nil])
    func everythingElseIsDark(hint: String?) {
        #expect(!Background.isLight(hint: hint))
    }
}
