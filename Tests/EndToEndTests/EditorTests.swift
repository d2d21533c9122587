import APIServer
import Foundation
import KubeModel
import Sandbox
import TestSupport
import Testing

/// Editors that do not end well, or not when they should, run by `gatehouse edit`.
@Suite(.serialized) struct EditorTests {
    private func scene(_ body: (Program, [String: String], KubeServer) async throws -> Void) async throws {
        let server = Scene.server([Sample.object("shop/cart", spec: ["timeout": ["request": "30s"]])])
        let port = try await server.start()
        do {
            try await Program.run { gatehouse in
                let config = try gatehouse.kubeconfig(server: "http://127.0.0.1:\(port)", token: Scene.token)
                try await body(gatehouse, ["KUBECONFIG": config], server)
            }
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    private func edit(
        _ gatehouse: Program, _ world: [String: String], _ editor: String
    ) async throws -> Program.Outcome {
        try await gatehouse("edit", "tp", "cart", with: world.merging(["EDITOR": editor]) { $1 })
    }

    @Test func aSwapFileIsKeptAndNamedAtTheEndAndAtTheNextStart() async throws {
        try await scene { gatehouse, world, server in
            let editor = try gatehouse.write(
                "#!/bin/sh\necho b0VIM typed > \"$(dirname \"$1\")/.$(basename \"$1\").swp\"\nkill -9 $$\n",
                to: "ed.sh",
                mode: 0o700)
            let version = server.store.version

            let first = try await edit(gatehouse, world, editor)
            let second = try await edit(gatehouse, world, "true")

            #expect(first.status == 1 && first.err.contains("TrafficPolicy-shop-cart.yaml.swp"), "\(first.err)")
            #expect(first.err.contains("vim -r \(gatehouse.folder)/state/gatehouse/drafts/.open-"))
            #expect(second.status == 0 && second.err.contains("TrafficPolicy-shop-cart.yaml.swp"), "\(second.err)")
            #expect(server.store.version == version)
        }
    }

    @Test func theEditorIsRunAsAShellWouldRunIt() async throws {
        try await scene { gatehouse, world, server in
            let editor = try gatehouse.write(
                "#!/bin/sh\nprintf '%s|' \"$X\" \"$@\" > \"$HOME/words\"\n", to: "my ed.sh", mode: 0o700)

            let outcome = try await edit(gatehouse, world, "X=1 \"$HOME/my ed.sh\" ~  -a \"\" 'a  b'")

            #expect(outcome.status == 0, "\(outcome.err)")
            let words = try String(contentsOfFile: gatehouse.folder + "/words", encoding: .utf8)
            #expect(words.hasPrefix("1|\(gatehouse.folder)|-a||a  b|\(gatehouse.folder)/state/"))
            #expect(editor.hasSuffix("my ed.sh"))
        }
    }

    @Test func anEditorThatIsNotThereIsASentence() async throws {
        try await scene { gatehouse, world, _ in
            let outcome = try await edit(gatehouse, world, "no-such-editor --wait")

            #expect(outcome.status == 1 && outcome.err.contains("no-such-editor was not found"), "\(outcome.err)")
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: gatehouse.folder + "/state/gatehouse/drafts") == [])
        }
    }

    @Test func anEditorThatComesBackAtOnceIsToldHowToWaitAndKeepsItsFile() async throws {
        try await scene { gatehouse, world, _ in
            let editor = try gatehouse.write("#!/bin/sh\nexit 0\n", to: "code", mode: 0o700)

            let outcome = try await edit(gatehouse, world, editor)

            #expect(outcome.out.contains("code --wait"), "\(outcome.all)")
            let words = outcome.out.split(whereSeparator: \.isWhitespace).map(String.init)
            let path = try #require(words.first { $0.contains("/.open-") }?.dropLast())
            #expect(FileManager.default.fileExists(atPath: String(path)))
            let waiting = try await edit(gatehouse, world, editor + " --wait")
            #expect(!waiting.out.contains("/.open-"))
        }
    }

    @Test func aRequestToEndReachesTheEditorAndItsTextIsKept() async throws {
        try await scene { gatehouse, world, server in
            let editor = try gatehouse.write(
                "#!/bin/sh\ntrap 'exit 0' TERM\necho '# typed' >> \"$1\"\nkill -TERM $PPID\nwhile :; do sleep 0.1; done\n",
                to: "ed.sh", mode: 0o700)
            let version = server.store.version

            let outcome = try await edit(gatehouse, world, editor)

            #expect(outcome.err.contains("ended by signal 15. Your text is kept in "), "\(outcome.all)")
            let folder = gatehouse.folder + "/state/gatehouse/drafts"
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            let name = try #require(names.first { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") })
            #expect(try String(contentsOfFile: folder + "/" + name, encoding: .utf8).hasSuffix("# typed\n"))
            #expect(server.store.version == version)
            // Who was told on a terminal that went away is told again, and the next edit names it, too.
            let next = try await edit(gatehouse, world, "true")
            #expect(next.err.contains(name) && next.out.contains("A draft of it is kept in \(folder)/\(name)."))
        }
    }

    @Test func aPipeAndAHugeTextEndInASentence() async throws {
        try await scene { gatehouse, world, _ in
            let pipe = try gatehouse.write("#!/bin/sh\nrm \"$1\"; mkfifo \"$1\"\n", to: "pipe.sh", mode: 0o700)
            let big = try gatehouse.write("#!/bin/sh\ntruncate -s 17M \"$1\"\n", to: "big.sh", mode: 0o700)

            let first = try await edit(gatehouse, world, pipe)
            let second = try await edit(gatehouse, world, big)

            #expect(first.status == 1 && first.err.contains("it is not a file."), "\(first.all)")
            #expect(second.status == 1 && second.err.contains("What the editor saved stays in "), "\(second.all)")
        }
    }
}
