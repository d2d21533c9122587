import Foundation
import TestSupport
import Synchronization

/// The built program, run as a child in a world of its own: empty home, no kubeconfig, no colours unless asked for.
struct Program {
    /// Exists while the test runs; removed by ``Program/run(_:)``.
    let folder: String

    struct Outcome {
        var status: Int32
        var out: String
        var err: String
        var all: String { out + err }
    }

    enum Failure: Error {
        case notBuilt(String)
        case cannotStart(String)
        case tooSlow([String])
    }

    /// Gives a test a folder and the program, and takes the folder away afterwards.
    static func run(_ body: (Program) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "gatehouse-e2e-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // Nothing of interest: what cannot be removed lies in the temporary folder.
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(Program(folder: folder))
    }

    /// The product beside the test bundle.
    static func path() throws -> String {
        let source = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let places = [
            Bundle.main.bundleURL, URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent(),
            source.appending(path: ".build/debug"),
        ]
        let paths = places.map { $0.appending(path: "gatehouse").path }
        guard let path = paths.first(where: { FileManager.default.isExecutableFile(atPath: $0) && !isFolder($0) })
        else {
            throw Failure.notBuilt(paths.joined(separator: ", "))
        }
        return path
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    func environment(_ more: [String: String] = [:]) -> [String: String] {
        let base = [
            "HOME": folder, "XDG_STATE_HOME": "\(folder)/state", "TMPDIR": folder, "LC_ALL": "C.UTF-8",
            "TERM": "xterm-256color", "GATEHOUSE_YES": "1", "PATH": "/usr/local/bin:/usr/bin:/bin",
            // Where coverage is measured every program writes what it has run through, else beside the sources.
            "LLVM_PROFILE_FILE": "\(folder)/%p.profraw",
        ]
        return base.merging(more) { $1 }
    }

    /// Runs the program to its end.
    ///
    /// - Throws: `tooSlow` after four minutes; the child is ended then.
    func callAsFunction(_ words: String..., with more: [String: String] = [:]) async throws -> Outcome {
        try await run(words, with: more)
    }

    /// Runs the program to its end; see ``callAsFunction(_:with:)``.
    func run(_ words: [String], with more: [String: String] = [:]) async throws -> Outcome {
        let name = UUID().uuidString
        let child = try start(words, with: more, name: name)
        let killer = DispatchWorkItem { child.terminate() }
        DispatchQueue.global().asyncAfter(deadline: .now() + 240, execute: killer)
        await child.ended()
        killer.cancel()
        guard child.process.terminationReason == .exit else { throw Failure.tooSlow(words) }
        return Outcome(status: child.process.terminationStatus, out: child.out, err: child.err)
    }

    /// Starts the program; the caller has to end it.
    func start(_ words: [String], with more: [String: String] = [:], name: String = "child") throws -> Child {
        let process = Process()
        process.executableURL = URL(filePath: try Self.path())
        process.arguments = words
        process.environment = environment(more)
        process.currentDirectoryURL = URL(filePath: folder)
        process.standardInput = FileHandle.nullDevice
        let paths = ["out", "err"].map { "\(folder)/\(name).\($0)" }
        for path in paths { _ = FileManager.default.createFile(atPath: path, contents: nil) }
        guard let out = FileHandle(forWritingAtPath: paths[0]), let err = FileHandle(forWritingAtPath: paths[1]) else {
            throw Failure.cannotStart(folder)
        }
        process.standardOutput = out
        process.standardError = err
        return try Child(process, paths[0], paths[1])
    }

    /// Writes a file that only its owner may read.
    func write(_ text: String, to name: String, mode: Int = 0o600) throws -> String {
        let path = "\(folder)/\(name)"
        if mode & 0o100 != 0 {
            try ExecutableFile.write(text, to: path, mode: mode)
            return path
        }
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }

    func kubeconfig(server: String, token: String, name: String = "config") throws -> String {
        try write(
            """
            apiVersion: v1
            kind: Config
            current-context: test
            clusters: [{name: test, cluster: {server: "\(server)"}}]
            contexts: [{name: test, context: {cluster: test, user: test, namespace: shop}}]
            users: [{name: test, user: {token: "\(token)"}}]
            """, to: name)
    }
}

/// A child of the test, and what it has written so far.
final class Child {
    let process: Process
    private let outPath: String
    private let errPath: String
    private let ends: AsyncStream<Void>
    /// One after the other: two that started at once, on a busy machine, were seen to crash within Foundation, which goes through
    /// all open descriptors as it starts one.
    private static let starts = Mutex(())

    init(_ process: Process, _ outPath: String, _ errPath: String) throws {
        self.process = process
        self.outPath = outPath
        self.errPath = errPath
        let (ends, end) = AsyncStream<Void>.makeStream()
        self.ends = ends
        process.terminationHandler = { _ in end.finish() }
        try Self.starts.withLock { _ in try process.run() }
    }

    var out: String { (try? String(contentsOfFile: outPath, encoding: .utf8)) ?? "" }
    var err: String { (try? String(contentsOfFile: errPath, encoding: .utf8)) ?? "" }

    func terminate() {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    /// Returns once the child has ended.
    func ended() async {
        for await _ in ends {}
    }

    /// Waits until the child has complained of a text, or has ended.
    func complains(_ text: String) async -> Bool {
        while process.isRunning, !err.contains(text) {
            // The text is waited for; the pause only leaves the processor to others.
            try? await Task.sleep(for: .milliseconds(10))
        }
        return err.contains(text)
    }

    /// Waits until the child has written a text, or has ended.
    func says(_ text: String) async -> Bool {
        while process.isRunning {
            if out.contains(text) { return true }
            // The text is waited for; the pause only leaves the processor to others.
            try? await Task.sleep(for: .milliseconds(10))
        }
        return out.contains(text)
    }
}
