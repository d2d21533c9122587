import APIServer
import Foundation
import Sandbox
import TestSupport
import Testing

/// What the shells offer on Tab.
@Suite(.serialized) struct CompletionTests {
    private static let names = [
        "arn:aws:eks:eu:1:cluster/a", "arn:aws:eks:eu:1:cluster/b", "two words", "$(touch spoilt)", "plain",
    ]

    /// A server with two policies, and the program with a kubeconfig of several contexts that lead there.
    private func scene(_ body: (Program, [String: String]) async throws -> Void) async throws {
        let server = Scene.server([Sample.object("shop/cart"), Sample.object("shop/checkout")])
        let port = try await server.start()
        do {
            try await Program.run { gatehouse in
                let contexts = Self.names.map { "{name: '\($0)', context: {cluster: c, user: u, namespace: shop}}" }
                let config = try gatehouse.write(
                    """
                    current-context: plain
                    clusters: [{name: c, cluster: {server: "http://127.0.0.1:\(port)"}}]
                    contexts: [\(contexts.joined(separator: ", "))]
                    users: [{name: u, user: {token: "\(Scene.token)"}}]
                    """, to: "config")
                try await body(gatehouse, ["KUBECONFIG": config])
            }
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    /// What is offered for a line. On a busy machine an answer may come too late for one Tab; the next one shows it.
    private func offered(_ gatehouse: Program, _ world: [String: String], _ line: String) async throws -> [String] {
        for _ in 0..<100 {
            let out = try await gatehouse("---completion-words", "line", line, with: world).out
            if !out.isEmpty {
                return out.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
            }
        }
        return []
    }

    @Test func theWordAtTheCursorDecides() async throws {
        try await scene { gatehouse, world in
            let expected: [(String, [String])] = [
                ("gatehouse get --context ", Self.names),
                (
                    "gatehouse get --context=arn:aws:eks:eu:1:cluster/",
                    ["--context=" + Self.names[0], "--context=" + Self.names[1]]
                ),
                ("gatehouse get --context 'two ", ["two words"]), (#"gatehouse get --context two\ "#, ["two words"]),
                ("gatehouse get trafficp", ["trafficpolicies"]), ("gatehouse trafficp", ["trafficpolicies"]),
                ("gatehouse get trafficpolicies ", ["cart", "checkout"]), ("gatehouse get tp cart ", ["checkout"]),
                ("gatehouse get trafficpolicies/ca", ["trafficpolicies/cart"]),
                ("gatehouse get tp/cart trafficp", ["trafficpolicies/"]),
                ("gatehouse get trafficpolicies,aib", ["trafficpolicies,aibackends"]),
                ("gatehouse get tp --context \(Self.names[0]) ch", ["checkout"]),
                ("gatehouse get tp --context='two words' ch", ["checkout"]),
                ("gatehouse edit tp ca", ["cart"]), ("gatehouse delete -n shop tp cart ", ["checkout"]),
                ("gatehouse create trafficp", ["trafficpolicies"]), ("gatehouse explain trafficp", ["trafficpolicies"]),
                ("gatehouse create -f ", ["//files"]), ("gatehouse explain --crds ", ["//files"]),
                ("gatehouse snapshot trafficp", ["trafficpolicies"]),
                ("gatehouse get -o ", ["table", "wide", "json", "yaml", "name"]),
                ("gatehouse get --output=w", ["--output=wide"]),
                ("gatehouse completions ", ["bash", "zsh", "fish"]), ("gatehouse get --sel", ["--selector"]),
                ("gatehouse --kubeconfig ", ["//files"]), ("gatehouse sandbox --manifests ", ["//folders"]),
                ("gatehouse --context plain get trafficp", ["trafficpolicies"]),
            ]
            for (line, words) in expected {
                let found = try await offered(gatehouse, world, line)
                #expect(found == words, "\(line)")
            }
        }
    }

    /// A script of a shell, run to its end with the program on its path.
    private func shell(
        _ name: String, _ arguments: [String], _ gatehouse: Program, _ world: [String: String]
    ) async throws -> String {
        let process = Process(), out = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [name] + arguments
        process.environment = gatehouse.environment(world.merging(["PROGRAM": try Program.path()]) { $1 })
        process.currentDirectoryURL = URL(filePath: gatehouse.folder)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = out
        process.standardError = FileHandle.nullDevice
        let (ends, end) = AsyncStream<Void>.makeStream()
        process.terminationHandler = { _ in end.finish() }
        try process.run()
        let data = out.fileHandleForReading.readDataToEndOfFile()
        for await _ in ends {}
        return String(decoding: data, as: UTF8.self)
    }

    /// The words as bash parts them: at colons and equals signs, too.
    private static let bash = #"""
        source <("$PROGRAM" completions bash)
        f=$(complete -p gatehouse | sed 's/.*-F \([^ ]*\).*/\1/')
        ask() {
            COMP_LINE="$1"; shift
            COMP_POINT=${#COMP_LINE} COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
            for i in {1..100}; do
                "$f" gatehouse "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
                [ ${#COMPREPLY[@]} -gt 0 ] && break
            done
            printf '<%s>' "${COMPREPLY[@]}"
            echo
        }
        ask 'gatehouse get --context arn:aws:eks:eu:1:cl' gatehouse get --context arn : aws : eks : eu : 1 : cl
        ask 'gatehouse get --context=arn:aws:eks:eu:1:cluster/b' gatehouse get --context = arn : aws : eks : eu : 1 : cluster/b
        ask 'gatehouse get --context=pl' gatehouse get --context = pl
        ask 'gatehouse get --context two' gatehouse get --context two
        ask "gatehouse get --context 'two" gatehouse get --context "'two"
        ask 'gatehouse get --context \$' gatehouse get --context '\$'
        ask 'gatehouse get tp --context arn:aws:eks:eu:1:cluster/a ch' gatehouse get tp --context arn : aws : eks : eu : 1 : cluster/a ch
        COMP_WORDBREAKS=${COMP_WORDBREAKS//[:=]/}
        ask 'gatehouse get --context=arn:aws:eks:eu:1:cluster/b' gatehouse get --context=arn:aws:eks:eu:1:cluster/b
        alias gh='gatehouse get tp'
        ask 'gh ch' gh ch
        """#

    @Test func bashReplacesOnlyWhatStandsBehindItsLastBreak() async throws {
        try await scene { gatehouse, world in
            let out = try await shell("bash", ["--norc", "-c", Self.bash], gatehouse, world)

            #expect(
                out.split(separator: "\n") == [
                    "<cluster/a><cluster/b>", "<cluster/b>", "<plain>", #"<two\ words>"#, "<two words>",
                    #"<\$\(touch\ spoilt\)>"#, "<checkout>", "<--context=arn:aws:eks:eu:1:cluster/b>", "<checkout>",
                ])
            #expect(!FileManager.default.fileExists(atPath: "\(gatehouse.folder)/spoilt"))
        }
    }

    @Test func underANameOfItsOwnTheProgramIsAskedByThatName() async throws {
        try await scene { gatehouse, world in
            let script = #"""
                mkdir "a folder" && ln -s "$PROGRAM" "a folder/it's gh" && source <("./a folder/it's gh" completions bash)
                cd / && complete -p "it's gh" gatehouse | wc -l | tr -d ' '
                COMP_LINE="it\'s\ gh get --out" COMP_POINT=100 COMP_WORDS=("it's gh" get --out) COMP_CWORD=2
                for i in {1..100}; do _gatehouse "it's gh" --out get; [ ${#COMPREPLY[@]} -gt 0 ] && break; done
                echo "${COMPREPLY[@]}"
                """#
            let out = try await shell("bash", ["--norc", "-c", script], gatehouse, world)

            #expect(out == "2\n--output\n")
        }
    }

    private static func isInstalled(_ shell: String) -> Bool {
        ["/usr/bin/", "/bin/", "/usr/local/bin/"].contains { FileManager.default.isExecutableFile(atPath: $0 + shell) }
    }

    @Test(.enabled(if: isInstalled("fish"), "fish is not installed"))
    func fishOffersWholeWords() async throws {
        try await scene { gatehouse, world in
            let script = #"""
                $PROGRAM completions fish | source
                for line in 'gatehouse get --context arn:aws:eks:eu:1:cluster/b' 'gatehouse get --context=tw' 'gatehouse get tp ch'
                    for i in (seq 100)
                        set -l found (complete -C $line)
                        if set -q found[1]
                            string join -- , $found
                            break
                        end
                    end
                end
                """#
            let out = try await shell("fish", ["--private", "-c", script], gatehouse, world)

            #expect(
                out.split(separator: "\n") == ["arn:aws:eks:eu:1:cluster/b", "--context=two words", "checkout"])
        }
    }

    @Test(.enabled(if: isInstalled("zsh"), "zsh is not installed"))
    func zshOffersWholeWords() async throws {
        try await scene { gatehouse, world in
            // What completes is asked for inside of the completion only; so compadd is ours, and prints.
            let script = #"""
                compadd() { local name=${@[-1]}; print -rl -- "${(@P)name}" }
                compdef() { print -r -- "compdef $*" }
                source <($PROGRAM completions zsh)
                ask() {
                    local -a words=("$@"); local -i CURRENT=$#; local PREFIX=${@[-1]} out
                    for i in {1..100}; do out=$(_gatehouse); [[ -n $out ]] && break; done
                    print -r -- $out
                }
                ask gatehouse get --context arn:aws:eks:eu:1:cluster/b
                ask gatehouse get --context=tw
                ask gatehouse get tp --context "'two words'" ch
                """#
            let out = try await shell("zsh", ["-f", "-c", script], gatehouse, world)

            #expect(
                out.split(separator: "\n") == [
                    "compdef _gatehouse gatehouse", "arn:aws:eks:eu:1:cluster/b", "--context=two words", "checkout",
                ])
        }
    }
}
