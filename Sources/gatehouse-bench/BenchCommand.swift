import ArgumentParser
import Foundation

/// `gatehouse-bench`: how fast it is, beside what is the least it could be.
struct BenchCommand: ParsableCommand {
    enum Benchmark: String, CaseIterable, ExpressibleByArgument { case start, list, keys, storm, idle, get, scan, frame, policies, soak }

    static let configuration = CommandConfiguration(
        commandName: "gatehouse-bench", abstract: "Measure the built dashboard, beside the least that is possible.",
        discussion: """
            Starts a server of its own, puts the program on a terminal, and prints a table: what was measured, what was \
            measured beside it in the same run, and their ratio. Without a name all but soak are run.
            """)

    @Argument(help: "start, list, keys, storm, idle, get, scan, frame, policies, soak.") var benchmarks: [Benchmark] = []
    @Option(help: ArgumentHelp("TrafficPolicies of the server.", valueName: "n")) var objects = 10_000
    @Option(help: ArgumentHelp("Measure against this server instead: start, list, keys, idle and get.", valueName: "file"))
    var kubeconfig: String?
    @Option(help: ArgumentHelp("How long soak lasts.", valueName: "n")) var minutes = 2.0
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        guard (1000...1_000_000).contains(objects) else { throw ValidationError("--objects is between 1000 and 1000000.") }
        guard (0.1...1440).contains(minutes) else { throw ValidationError("--minutes is between 0.1 and 1440.") }
    }

    func run() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "gatehouse-bench-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        // Nothing of interest: what cannot be removed lies in the temporary folder.
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let world = World(
            program: try Self.program(), folder: folder, objects: objects, kubeconfig: kubeconfig, minutes: minutes)
        var figures: [Figure] = []
        for benchmark in benchmarks.isEmpty ? Benchmark.allCases.filter({ $0 != .soak }) : benchmarks {
            if !json { FileHandle.standardError.write(Data("\(benchmark.rawValue)…\n".utf8)) }
            figures += try Self.run(benchmark, world).map { figure in
                var figure = figure
                figure.benchmark = benchmark.rawValue
                return figure
            }
        }
        print(json ? try Report.json(figures) : Report.table(figures), terminator: "")
        if figures.contains(where: { $0.benchmark == Benchmark.soak.rawValue && $0.isMet == false }) { throw ExitCode(1) }
    }

    private static func run(_ benchmark: Benchmark, _ world: World) throws -> [Figure] {
        switch benchmark {
        case .start: try StartBenchmark.run(world)
        case .list: try ListBenchmark.run(world)
        case .keys: try KeysBenchmark.run(world)
        case .storm: try StormBenchmark.run(world)
        case .idle: try IdleBenchmark.run(world)
        case .get: try GetBenchmark.run(world)
        case .scan: try ScanBenchmark.run(world)
        case .frame: FrameBenchmark.run()
        case .policies: PoliciesBenchmark.run(world)
        case .soak: try SoakBenchmark.run(world)
        }
    }

    /// `gatehouse` beside this program.
    private static func program() throws -> String {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let path = URL(filePath: own).deletingLastPathComponent().appending(path: "gatehouse").path
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw ValidationError("There is no gatehouse beside \(own): swift build -c release makes both.")
        }
        return path
    }
}
