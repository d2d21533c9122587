import Testing

/// What a reader of the folders may rely on.
@Suite struct FolderTests {
    private static let sources = SourceTree.swiftFiles(in: "Sources")

    /// The names of types that files declare at their left edge.
    private static func types(in text: String) -> Set<String> {
        let pattern = /(?m)^(?:public |indirect |final |@MainActor )*(?:struct|class|enum|protocol|actor|typealias) (\w+)/
        return Set(text.matches(of: pattern).map { String($0.1) })
    }

    /// Words of the code: neither comments nor texts.
    private static func words(in file: SourceTree.File) -> Set<String> {
        var words: Set<String> = []
        for line in file.code {
            let bare = line.text.replacing(/"(?:[^"\\]|\\.)*"/, with: "")
            for match in bare.matches(of: /\w+/) { words.insert(String(match.0)) }
        }
        return words
    }

    /// Which folders of a target use types of which others.
    private static func uses(_ target: String) -> [String: Set<String>] {
        let files = sources.filter { $0.target == target }
        var owners: [String: Set<String>] = [:]
        for file in files { for type in types(in: file.text) { owners[type, default: []].insert(file.folder) } }
        var uses: [String: Set<String>] = [:]
        for file in files {
            for word in words(in: file) {
                guard let owner = owners[word], owner.count == 1, let folder = owner.first, folder != file.folder else {
                    continue
                }
                uses[file.folder, default: []].insert(folder)
            }
        }
        return uses
    }

    private static func reached(from start: String, _ uses: [String: Set<String>]) -> Set<String> {
        var reached: Set<String> = []
        var next = [start]
        while let folder = next.popLast() {
            for other in uses[folder] ?? [] where reached.insert(other).inserted { next.append(other) }
        }
        return reached
    }

    @Test(arguments: Set(sources.map(\.target)).sorted())
    func noTwoFoldersOfATargetNeedEachOther(target: String) {
        let uses = Self.uses(target)
        let circle = uses.keys.filter { Self.reached(from: $0, uses).contains($0) }.sorted()

        #expect(circle.isEmpty, "in \(target), \(circle.joined(separator: ", ")) need each other")
    }

    /// What only tests, the system, the compiler or a document calls.
    private static let calledFromOutside: Set<String> = ["enqueue", "markdown", "watchCount", "forgetHistory", "appendLiteral"]

    @Test func whatIsDeclaredIsUsed() {
        var counts: [Substring: Int] = [:]
        let own = Self.sources.filter { $0.target != "TestSupport" }
        for file in own {
            for line in file.code { for match in line.text.matches(of: /\w+/) { counts[match.0, default: 0] += 1 } }
        }
        for file in own {
            // What stands in for something of the system is called by that.
            for line in file.code where !line.text.contains("override ") {
                for match in line.text.matches(of: /\b(?:func|var|let|class|struct|enum|protocol|typealias|actor) (\w+)/)
                where counts[match.1] == 1 && !Self.calledFromOutside.contains(String(match.1)) {
                    Issue.record("\(file.path):\(line.number) declares \(match.1), which nothing uses")
                }
            }
        }
    }

    /// Scenes, contracts and programs are about no file; all other tests are found by the name of what they test.
    @Test func aTestIsNamedAfterTheFileThatItTests() {
        let names = Set(Self.sources.map { String($0.name.dropLast(".swift".count)).replacing("+", with: "") })
        let wholes = ["EndToEndTests", "ArchitectureTests"]
        let tests = SourceTree.swiftFiles(in: "Tests").filter {
            $0.name.hasSuffix("Tests.swift") && !$0.name.hasSuffix("SceneTests.swift") && !wholes.contains($0.target)
                && $0.folder != "Contract"
        }

        #expect(tests.count > 80)
        for test in tests {
            let name = String(test.name.dropLast("Tests.swift".count))
            let isNamed = names.contains { name.hasPrefix($0) }
            #expect(isNamed, "\(test.path) is named after no source")
        }
    }
}
