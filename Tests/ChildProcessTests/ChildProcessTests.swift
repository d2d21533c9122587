import ChildProcess
import Glibc
import Testing

/// Programs as they are started for a person: editors and plugins.
@Suite struct ChildProcessTests {
    /// What a shell's line writes, once it has ended.
    private func output(
        of line: String, guarded: Bool = true, inherited: Int32? = nil
    ) throws -> (end: ChildEnd, words: [Substring]) {
        let pipe = try #require(ChildPipe()), complaint = try #require(ChildPipe())
        defer {
            close(pipe.reading)
            close(complaint.reading)
        }
        let program = ChildProgram(
            path: "/bin/sh", words: ["sh", "-c", line], output: pipe.writing,
            terminal: .none(complaint: complaint.writing), inherited: inherited, isGuarded: guarded)
        let child = try ChildProcess.start(program)
        close(pipe.writing)
        close(complaint.writing)
        let texts = try #require(
            ChildOutput(pipe.reading, complaint.reading, of: child, limit: 1 << 20).read(seconds: 200))
        return (child.wait(), String(decoding: texts.output, as: UTF8.self).split { $0 == " " || $0 == "\n" })
    }

    @Test(arguments: [true, false])
    func itHasNoDescriptorButThoseItIsGiven(isGuarded: Bool) throws {
        // One that everything else would inherit.
        let stray = dup(0)
        defer { close(stray) }
        #expect(try output(of: "ls /proc/$$/fd; true", guarded: isGuarded).words == ["0", "1", "2"])
        #expect(
            try output(of: "ls /proc/$$/fd; true", guarded: isGuarded, inherited: stray).words == ["0", "1", "2", "3"])
    }

    @Test(arguments: [true, false])
    func itsSignalsAreThoseOfAShell(isGuarded: Bool) throws {
        let line = "grep -E '^Sig(Blk|Ign)' /proc/$$/status | cut -f2"
        let masks = try output(of: line, guarded: isGuarded).words.map { UInt64($0, radix: 16) }
        // Beyond 31 the C library keeps some for itself, which nobody can change.
        #expect(masks.map { $0.map { $0 & 0x7FFF_FFFF } } == [0, 0])
    }

    @Test(arguments: [true, false])
    func itsEndIsTold(isGuarded: Bool) throws {
        #expect(try output(of: "exit 7", guarded: isGuarded).end == .exited(7))
        #expect(try output(of: "kill -9 $$", guarded: isGuarded).end == .signalled(9))
        #expect(try output(of: "true", guarded: isGuarded).end == .exited(0))
    }

    @Test(arguments: [true, false])
    func whatCannotBeStartedSaysWhy(isGuarded: Bool) {
        #expect(throws: ChildError(code: ENOENT)) {
            try ChildProcess.start(ChildProgram(path: "/no/such", words: ["such"], isGuarded: isGuarded))
        }
        #expect(throws: ChildError(code: EACCES)) {
            try ChildProcess.start(ChildProgram(path: "/etc/passwd", words: ["passwd"], isGuarded: isGuarded))
        }
    }

    @Test func whatIsStoppedTakesWithItWhatItHasStarted() async throws {
        let pipe = try #require(ChildPipe())
        defer { close(pipe.reading) }
        let program = ChildProgram(
            path: "/bin/sh", words: ["sh", "-c", "sleep 300 & (setsid sleep 300) & echo started; wait"],
            output: pipe.writing, terminal: .none(complaint: pipe.writing), isGuarded: true)
        let child = try ChildProcess.start(program)
        close(pipe.writing)
        var byte: UInt8 = 0
        while byte != UInt8(ascii: "\n") { try #require(read(pipe.reading, &byte, 1) == 1) }

        child.stop()
        #expect(await child.end() == .exited(1))
        // Whoever held the other end is gone.
        #expect(read(pipe.reading, &byte, 1) == 0)
    }
}
