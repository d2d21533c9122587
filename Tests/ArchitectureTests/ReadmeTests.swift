import DashboardUI
import Foundation
import Testing

/// The README says what the program does.
@Suite struct ReadmeTests {
    private static let readme = SourceTree.text("README.md")
    private static let ci = SourceTree.text(".ci/run")

    @Test(.enabled("there is no README.md") { readme != nil })
    func theKeysOfTheReadmeAreThoseOfTheKeymap() throws {
        let readme = try #require(Self.readme)
        let start = try #require(readme.firstRange(of: "<!-- keys -->"), "README.md has no <!-- keys -->")
        let end = try #require(readme.firstRange(of: "<!-- /keys -->"), "README.md has no <!-- /keys -->")

        let table = readme[start.upperBound..<end.lowerBound].trimmingCharacters(in: .whitespacesAndNewlines)

        #expect(table == KeyTable.markdown.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    @Test(.enabled("there is no README.md or no .ci/run") { readme != nil && ci != nil })
    func theTestCommandThatIsRunForEveryChangeStandsInTheReadme() throws {
        let readme = try #require(Self.readme)
        let ci = try #require(Self.ci)
        let mark = try #require(
            readme.firstRange(of: "<!-- test -->\n```"), "README.md has no <!-- test --> with a block")
        let block = readme[mark.upperBound...].split(separator: "\n").dropFirst().prefix { !$0.hasPrefix("```") }

        #expect(block.count == 1 && block.first?.contains("swift test") == true)
        let isTaken = ci.contains("command_after test") || block.allSatisfy { ci.contains($0) }
        #expect(isTaken, ".ci/run tests by a command that is not in README.md")
    }
}
