// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// - Parameter data: Folders beside the tests that they read by themselves.
func tests(_ name: String, _ dependencies: [Target.Dependency], data: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies + ["TestSupport"], exclude: data, swiftSettings: strict)
}

let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "gatehouse",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "gatehouse", targets: ["gatehouse"]),
        .executable(name: "gatehouse-bench", targets: ["gatehouse-bench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    ],
    targets: [
        library("KubeModel", [yams]),
        library("KubeRules", ["KubeModel"]),
        library("GatewayGraph", ["KubeModel", "KubeRules"]),
        // Without libcurl among its own libraries the program would not export the functions that it defines anew.
        .target(name: "CTLSHook", linkerSettings: [.linkedLibrary("curl")]),
        .target(name: "CChildProcess"),
        .target(name: "CCrashReports"),
        .target(name: "CCodePages"),
        library("ChildProcess", ["CChildProcess"]),
        library("KubeClient", ["KubeModel", "CTLSHook", "ChildProcess"]),
        library("TerminalUI"),
        .systemLibrary(name: "CNcurses", path: "Sources/CNcurses"),
        library("NcursesTerminal", ["ChildProcess", "CCodePages", "CNcurses", "TerminalUI"]),
        library("Dashboard", ["GatewayGraph", "KubeModel", "KubeRules"]),
        library("DashboardUI", ["Dashboard", "GatewayGraph", "TerminalUI", "KubeClient", "KubeModel"]),
        library("APIServer", ["KubeModel", "KubeRules"]),
        library("Sandbox", ["APIServer", "GatewayGraph", "KubeModel", "KubeRules"]),
        .executableTarget(
            name: "gatehouse",
            dependencies: [
                "NcursesTerminal", "DashboardUI", "Dashboard", "TerminalUI", "KubeClient", "KubeModel", "Sandbox", "APIServer", "GatewayGraph",
                "CCrashReports", argumentParser,
            ],
            swiftSettings: strict),
        library(
            "TestSupport",
            ["NcursesTerminal", "DashboardUI", "Dashboard", "TerminalUI", "KubeClient", "KubeModel", "Sandbox", "APIServer", "GatewayGraph"]),
        .executableTarget(
            name: "gatehouse-bench",
            dependencies: ["Dashboard", "DashboardUI", "GatewayGraph", "KubeModel", "TerminalUI", "TestSupport", "gatehouse", argumentParser],
            swiftSettings: strict),
        tests("KubeModelTests", ["KubeModel"]),
        tests("KubeClientTests", ["KubeClient", "KubeModel", "Sandbox", "APIServer", "GatewayGraph", "Dashboard"], data: ["Contract/requests.txt"]),
        tests("ChildProcessTests", ["ChildProcess"]),
        tests("TerminalUITests", ["TerminalUI"]),
        tests("NcursesTerminalTests", ["NcursesTerminal", "TerminalUI"]),
        tests("GatewayGraphTests", ["GatewayGraph", "KubeModel", "KubeRules"], data: ["FindingCases"]),
        tests("KubeRulesTests", ["KubeRules", "KubeModel"]),
        tests("DashboardTests", ["Dashboard", "GatewayGraph", "KubeModel", "KubeRules"]),
        tests(
            "DashboardUITests", ["DashboardUI", "Dashboard", "TerminalUI", "KubeClient", "KubeModel", "Sandbox", "APIServer", "GatewayGraph"],
            data: ["Frames"]),
        tests("APIServerTests", ["APIServer", "GatewayGraph", "KubeModel", "KubeRules"]),
        tests("SandboxTests", ["Sandbox", "APIServer", "GatewayGraph", "KubeModel", "KubeRules"]),
        tests("EndToEndTests", ["gatehouse", "KubeClient", "Sandbox", "APIServer", "GatewayGraph", "KubeModel"]),
        tests("ArchitectureTests", ["DashboardUI"]),
    ]
)
