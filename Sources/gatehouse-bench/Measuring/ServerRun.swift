import Foundation
import Glibc
import TestSupport

/// The embedded server as a program of its own, with so many TrafficPolicies.
final class ServerRun {
    enum Failure: Error, CustomStringConvertible {
        case notReady

        var description: String { "The sandbox did not start." }
    }

    let kubeconfig: String
    let port: UInt16
    let token: String
    /// Seconds until it listened.
    let ready: Double
    let process: pid_t

    /// - Parameter story: Whether something happens by itself.
    init(_ program: String, objects: Int, folder: String, story: Bool = false) throws {
        kubeconfig = "\(folder)/kubeconfig-\(UUID().uuidString)"
        token = UUID().uuidString
        let pipe = try ChildRun.pipe()
        defer { close(pipe[0]) }
        let begun = ContinuousClock.now
        let words = [program, "sandbox", "--objects", "\(objects)", "--kubeconfig", kubeconfig, "--token", token]
        process = try ChildRun.start(words + (story ? [] : ["--quiet-story"]), output: pipe[1])
        close(pipe[1])
        var text = "", buffer = [UInt8](repeating: 0, count: 4096)
        let mark = "listening on http://127.0.0.1:"
        while !text.contains(mark) || !text.hasSuffix("\n") {
            let count = read(pipe[0], &buffer, buffer.count)
            guard count > 0 else { throw Failure.notReady }
            text += String(decoding: buffer[..<count], as: UTF8.self)
        }
        ready = begun.seconds
        guard let last = text.components(separatedBy: mark).last, let port = UInt16(last.prefix { $0.isNumber }) else {
            throw Failure.notReady
        }
        self.port = port
    }

    /// Ends it.
    func stop() {
        kill(process, SIGKILL)
        var status: Int32 = 0
        waitpid(process, &status, 0)
        unlink(kubeconfig)
    }
}
