import Foundation
import Testing

/// The rules of the architecture that no compiler holds.
@Suite struct ArchitectureTests {
    private static let sources = SourceTree.swiftFiles(in: "Sources")
    private static let system: Set<String> = [
        "Foundation", "FoundationNetworking", "Glibc", "Darwin", "Dispatch", "Synchronization",
    ]
    private static let all: Set<String> = [
        "ChildProcess", "KubeModel", "KubeRules", "GatewayGraph", "KubeClient", "TerminalUI", "NcursesTerminal", "Dashboard",
        "DashboardUI", "APIServer", "Sandbox",
    ]
    /// Beside what the system brings, which all may import but `TerminalUI`.
    private static let allowed: [String: Set<String>] = [
        "KubeModel": ["Yams"],
        "KubeRules": ["KubeModel"],
        "ChildProcess": ["CChildProcess"],
        "KubeClient": ["KubeModel", "CTLSHook", "ChildProcess"],
        "TerminalUI": [],
        "NcursesTerminal": ["ChildProcess", "CCodePages", "CNcurses", "TerminalUI"],
        "GatewayGraph": ["KubeModel", "KubeRules"],
        "Dashboard": ["KubeModel", "KubeRules", "GatewayGraph"],
        "DashboardUI": ["Dashboard", "GatewayGraph", "KubeRules", "TerminalUI", "KubeClient", "KubeModel"],
        "APIServer": ["KubeModel", "KubeRules"],
        "Sandbox": ["APIServer", "GatewayGraph", "KubeModel", "KubeRules"],
        "gatehouse": all.union(["ArgumentParser", "CCrashReports"]),
        "gatehouse-bench": all.union(["ArgumentParser", "TestSupport"]),
        "TestSupport": all,
    ]

    @Test func theSourcesAreFound() {
        #expect(Self.sources.count > 100)
    }

    @Test func aTargetImportsOnlyWhatItMay() {
        for file in Self.sources {
            guard let allowed = Self.allowed[file.target] else {
                Issue.record("\(file.path): the target \(file.target) has no line in the import table")
                continue
            }
            let wide = file.target == "TerminalUI" ? allowed : allowed.union(Self.system)
            let forbidden = file.imports.filter { !wide.contains($0) }
            #expect(forbidden.isEmpty, "\(file.path) imports \(forbidden.joined(separator: ", "))")
        }
    }

    @Test func noFileIsLongerThanFourHundredLines() {
        for file in Self.sources + SourceTree.swiftFiles(in: "Tests") {
            #expect(file.lines.count <= 401, "\(file.path) has \(file.lines.count - 1) lines")
        }
    }

    @Test func everyKindFileIsInTheCatalogue() {
        let kinds = Self.sources.filter {
            $0.path.hasPrefix("Sources/Dashboard/Kinds/") && $0.name.hasSuffix("Kind.swift")
        }
        .filter { $0.name != "Kind.swift" }
        let catalogue =
            Self.sources.filter { $0.path.hasPrefix("Sources/Dashboard/Kinds/") }
            .first { $0.text.contains("enum KindCatalog") }?.text ?? ""
        let listed =
            catalogue.components(separatedBy: "let all: [Kind] = [").last?.components(separatedBy: "]").first ?? ""
        let names = Set(listed.split { ", \n".contains($0) }.map { $0.dropFirst().lowercased() })

        #expect(kinds.count >= 7)
        for file in kinds {
            let name = file.name.dropLast("Kind.swift".count).lowercased()
            #expect(names.contains(name), "\(file.path) is not in KindCatalog.all")
        }
    }

    @Test(arguments: ["fatalError(", "try!", "Thread.sleep", "usleep(", "@preconcurrency import"])
    func theSourcesDoWithout(word: String) {
        for file in Self.sources {
            let places = file.code.filter { $0.text.contains(word) }.map { "\(file.path):\($0.number)" }
            #expect(places.isEmpty, "\(word) stands in \(places.joined(separator: ", "))")
        }
    }

    @Test(arguments: ["@unchecked Sendable", "nonisolated(unsafe)"])
    func whatTheCompilerIsToldToTrustHasAReasonBesideIt(word: String) {
        for file in Self.sources {
            let lines = file.lines
            for (number, text) in file.code where text.contains(word) {
                let above = lines[max(0, number - 6)..<number]
                let hasReason = above.contains { $0.contains("//") }
                #expect(hasReason, "\(file.path):\(number) says \(word) and not why")
            }
        }
    }

    @Test func noSourceKnowsTheMachineItWasWrittenOn() {
        for file in Self.sources {
            for word in ["/home/", "/root/", "../shared"] {
                #expect(!file.text.contains(word), "\(file.path) names \(word)")
            }
        }
    }

    @Test func onlyTheTerminalLayerTalksToTheTerminal() {
        // Tests read what a terminal shows, and benchmarks press keys.
        let may = ["NcursesTerminal", "CNcurses", "TerminalUI", "TestSupport", "gatehouse-bench"]
        for file in Self.sources where !may.contains(file.target) {
            let places = file.code.filter { $0.text.contains("\\u{1B}") || $0.text.contains("\\u{1b}") }
            #expect(places.isEmpty, "\(file.path) writes an escape sequence")
        }
    }

    /// Files and the clock are doors of the runtime; what it decides with, and all view models, only get values.
    @Test(arguments: [
        #"\bDate\(\)"#, #"\bDate\.now\b"#, #"Task\.sleep"#, "ContinuousClock", "SuspendingClock", #"TimeZone\.current"#,
        "FileManager", #"\b(open|fsync|unlink|rename|mkdir|l?stat|flock)\([a-z"]"#, "contentsOfFile", "ProcessInfo", "DispatchQueue",
    ])
    func noViewModelAndNoDecisionReachesForFilesOrTheClock(pattern: String) throws {
        let call = try Regex(pattern), doors = ["Sources/DashboardUI/Files/", "Sources/DashboardUI/Clock/"]
        for file in Self.sources where ["Dashboard", "DashboardUI"].contains(file.target) {
            if doors.contains(where: file.path.hasPrefix) { continue }
            let places = file.code.filter { $0.text.contains(call) }.map { "\(file.path):\($0.number): \($0.text)" }
            #expect(places.isEmpty, "\(places.joined(separator: "\n"))")
        }
    }
}
