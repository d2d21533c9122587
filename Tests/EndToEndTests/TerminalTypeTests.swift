import APIServer
import Foundation
import KubeModel
import TestSupport
import Testing

/// One frame on terminals of all types: that of a picture, in the glyphs that the terminal has.
@Suite(.serialized) struct TerminalTypeTests {
    /// One policy of each state, texts that no console has letters for, and more policies than rows.
    private static let objects =
        [
            "fine": "Accepted=True/Valid", "broken": "Accepted=False/Invalid: 漢字 🚀 é “two” – ✓",
            "odd": "Accepted=Unknown/Pending: e\u{301} 한 →",
        ].sorted { $0.key < $1.key }.map { name, condition in
            Sample.object("shop/\(name)", spec: ["timeout": ["request": "30s"]], status: Sample.status(condition))
        } + (10..<60).map { Sample.object("shop/policy-\($0)", spec: ["timeout": ["request": "30s"]]) }

    /// - Parameters:
    ///   - words: What a picture is asked for, such as one without colours: tabs are marked in another way there.
    ///   - run: Gets the environment of the program, and the frame as a picture of it shows it.
    private func scene(_ words: String..., run: (Program, [String: String], [String]) async throws -> Void) async throws
    {
        let server = Scene.server(Self.objects)
        let port = try await server.start()
        do {
            try await Program.run { gatehouse in
                let config = try gatehouse.kubeconfig(server: "http://127.0.0.1:\(port)", token: Scene.token)
                let world = [
                    "KUBECONFIG": config,
                    "TERMINFO_DIRS": "\(gatehouse.folder):/etc/terminfo:/lib/terminfo:/usr/share/terminfo",
                ]
                let picture = try await gatehouse.run(["snapshot", "--size", "120x40"] + words, with: world)
                try #require(
                    picture.status == 0 && picture.out.contains("漢字") && picture.out.contains("policy-10"),
                    "\(picture.all)")
                try await run(gatehouse, world, picture.out.components(separatedBy: "\n").withoutFindings)
            }
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    /// Descriptions of terminals that not every system has.
    private func describe(in gatehouse: Program) async throws {
        let text =
            "alacritty|an emulator,use=xterm-256color,\nxterm-16color|an emulator,colors#16,pairs#256,use=xterm,\n"
        let path = try gatehouse.write(text, to: "terminals")
        let tic = Process()
        tic.executableURL = URL(filePath: "/usr/bin/tic")
        tic.arguments = ["-x", "-o", gatehouse.folder, path]
        try tic.run()
        tic.waitUntilExit()
        try #require(tic.terminationStatus == 0)
    }

    private func show(
        _ gatehouse: Program, _ world: [String: String], _ words: [String] = [], frame expected: [String]
    ) async throws {
        let view = try TerminalView([try Program.path()] + words, environment: gatehouse.environment(world))
        do { try await view.see { $0.withoutFindings == Array(expected.prefix(40)) } } catch {
            let shown = await view.lines
            for (line, wanted) in zip(shown.withoutFindings, expected) where line != wanted {
                Issue.record("\(world["TERM"] ?? "") shows \(line.inASCII) and not \(wanted.inASCII)")
            }
            _ = await view.terminal.end(seconds: 0)
            throw error
        }
        view.terminal.type("q")
        #expect(await view.terminal.end().status == 0)
    }

    @Test func terminalsWithFontsShowWhatAPictureShows() async throws {
        try await scene { gatehouse, world, picture in
            try await describe(in: gatehouse)
            for type in ["xterm", "xterm-16color", "screen", "tmux-256color", "alacritty"] {
                try await show(gatehouse, world.merging(["TERM": type]) { $1 }, frame: picture)
            }
        }
    }

    @Test func theLinuxConsoleShowsItInTheGlyphsOfItsFont() async throws {
        try await scene { gatehouse, world, picture in
            let frame = picture.map(\.onConsole)
            #expect(frame.joined().contains("???? ?? é \"two\" - √"))
            try await show(gatehouse, world.merging(["TERM": "linux"]) { $1 }, frame: frame)
        }
    }

    // Not ansi and cons25, which go to the next line one character earlier than the emulator of the tests.
    @Test func terminalsOfTheirTimeShowItInASCII() async throws {
        try await scene("--no-color") { gatehouse, world, picture in
            for type in ["vt100", "vt220"] {
                try await show(gatehouse, world.merging(["TERM": type]) { $1 }, frame: picture.map(\.inASCII))
            }
        }
    }

    @Test func alsoWhereTheLocaleOrThePersonSaysSo() async throws {
        try await scene { gatehouse, world, picture in
            let frame = picture.map(\.inASCII)
            try await show(gatehouse, world.merging(["LC_ALL": "C", "LANG": "C"]) { $1 }, frame: frame)
            try await show(gatehouse, world, ["--ascii"], frame: frame)
        }
        try await scene("--no-color") { gatehouse, world, picture in
            try await show(gatehouse, world.merging(["NO_COLOR": "1"]) { $1 }, frame: picture)
            try await show(
                gatehouse, world.merging(["NO_COLOR": "1", "TERM": "linux"]) { $1 }, frame: picture.map(\.onConsole))
        }
    }
}
