import GatewayGraph
import Foundation
import KubeModel
import Synchronization
import TestSupport
import Testing

@testable import KubeClient

/// A kubeconfig whose user logs in with a shell script, which counts its runs in a file.
private final class PluginBench: Sendable {
    let folder: TemporaryFolder
    private let clock = Mutex(Date(timeIntervalSince1970: 1_800_000_000))

    /// - Parameter script: What follows the count; `$runs` is the number of this run.
    init(
        _ script: String, version: String = "v1", mode: String = "IfAvailable", options: String = "",
        cluster: String = ""
    ) throws {
        folder = try TemporaryFolder()
        let count = "echo x >> \"$0.runs\"; runs=$(wc -l < \"$0.runs\" | tr -d ' ')"
        try folder.write("bin/login", "#!/bin/sh\n\(count)\n\(script)\n", mode: 0o700)
        let exec =
            "exec: {apiVersion: client.authentication.k8s.io/\(version), command: ./bin/login, interactiveMode: \(mode), \(options)}"
        try folder.write("config", kubeconfig(server: "https://127.0.0.1:1", cluster: cluster, user: exec))
    }

    var runs: Int { folder.text("bin/login.runs").count(where: { $0 == "\n" }) }

    func credential() throws -> Credential {
        try #require(try Kubeconfig.load(path: "\(folder.path)/config", environment: [:], context: nil)).credential
    }

    func keeper() -> LoginKeeper {
        LoginKeeper(environment: ["PATH": "/usr/bin:/bin", "OURS": "kept"]) { [self] in clock.withLock { $0 } }
    }

    func advance(_ seconds: Double) { clock.withLock { $0 += seconds } }

    static func answer(_ status: String, version: String = "v1") -> String {
        "cat <<END\n{\"apiVersion\":\"client.authentication.k8s.io/\(version)\",\"kind\":\"ExecCredential\",\"status\":{\(status)}}\nEND"
    }
}

@Suite(.timeLimit(.minutes(10))) struct CredentialPlugins {
    @Test func itIsRunOnceForAllWhoWantItsToken() async throws {
        let bench = try PluginBench(PluginBench.answer(#""token":"t$runs""#))
        let keeper = bench.keeper(), credential = try bench.credential()

        let logins = try await withThrowingTaskGroup(of: Login.self) { group in
            for _ in 0..<20 { group.addTask { try await keeper.login(credential) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }

        #expect(Set(logins.compactMap(\.token)) == ["t1"])
        #expect(bench.runs == 1)
        #expect(try keeper.ready(credential)?.token == "t1")
    }

    @Test func aPluginThatIsStoppedTakesAllItStartedWithIt() async throws {
        let bench = try PluginBench(
            "trap '' TERM HUP INT\n(trap '' TERM; echo $$ >\"$0.parent\"; exec sleep 1000) &\necho $! >\"$0.child\"\nwait"
        )
        let keeper = bench.keeper(), credential = try bench.credential()
        let login = Task { try await keeper.login(credential) }
        while !bench.folder.text("bin/login.child").hasSuffix("\n") { await Task.yield() }
        let child = try #require(pid_t(bench.folder.text("bin/login.child").dropLast()))

        keeper.stop()

        await #expect(throws: ClusterError.cancelled) { try await login.value }
        #expect(kill(child, 0) == -1)
    }

    @Test(arguments: ["exit 1", "kill -INT $$"])
    func onePluginThatFailsLeavesNothingRunning(end: String) async throws {
        let bench = try PluginBench(
            "setsid sh -c 'trap \"\" TERM HUP INT; echo $$ > \"$0.child\"; sleep 1000; sleep 1000' \"$0\" &\n"
                + "while [ ! -s \"$0.child\" ]; do sleep 0.01; done\n\(end)")
        let credential = try bench.credential()

        await #expect(throws: ClusterError.self) { try await bench.keeper().login(credential) }

        let child = try #require(pid_t(bench.folder.text("bin/login.child").dropLast()))
        #expect(kill(child, 0) == -1)
    }

    @Test func whatAPluginLeavesRunningAfterSuccessStaysAndIsNotWaitedFor() async throws {
        let bench = try PluginBench(
            "setsid sleep 1000 &\necho $! > \"$0.child\"\n" + PluginBench.answer(#""token":"t$runs""#))
        let credential = try bench.credential()

        let login = try await bench.keeper().login(credential)

        let child = try #require(pid_t(bench.folder.text("bin/login.child").dropLast()))
        #expect(login.token == "t1")
        #expect(kill(child, SIGKILL) == 0)
    }

    @Test func itsRunningIsToldWhileItRuns() async throws {
        let bench = try PluginBench(PluginBench.answer(#""token":"t$runs""#))
        let keeper = bench.keeper(), credential = try bench.credential()
        let listener = Task { await keeper.activity.reduce(into: []) { $0.append($1) } }

        _ = try await keeper.login(credential)
        keeper.stop()

        #expect(await listener.value.last == false)
    }

    @Test func whoLogsInAnewIsAskedWhateverHoldsStill() async throws {
        let bench = try PluginBench(
            "case $KUBERNETES_EXEC_INFO in *'\"interactive\":true'*) ;; *) exit 1;; esac\n"
                + PluginBench.answer(#""token":"t$runs""#))
        let keeper = bench.keeper(), credential = try bench.credential()
        await #expect(throws: ClusterError.self) { try await keeper.login(credential) }

        try await keeper.renew(credential)
        #expect(try keeper.ready(credential)?.token == "t2")
        try await keeper.renew(credential)

        #expect(try keeper.ready(credential)?.token == "t3")
    }

    @Test func anExpiredTokenIsAskedForAnew() async throws {
        let bench = try PluginBench(
            PluginBench.answer(#""token":"t$runs","expirationTimestamp":"2027-01-15T08:00:05Z""#))
        let keeper = bench.keeper(), credential = try bench.credential()
        _ = try await keeper.login(credential)

        bench.advance(4)
        #expect(try keeper.ready(credential)?.token == "t1")
        bench.advance(2)
        #expect(try keeper.ready(credential) == nil)
        keeper.accepted()
        #expect(try await keeper.login(credential).token == "t2")
    }

    @Test func aRefusedTokenIsAskedForAnewOnceAndThenAfterAWait() async throws {
        let bench = try PluginBench(PluginBench.answer(#""token":"t$runs""#))
        let keeper = bench.keeper(), credential = try bench.credential()
        let first = try await keeper.login(credential)

        let second = try await keeper.login(credential, rejected: first)
        #expect(second.token == "t2")
        await #expect(throws: ClusterError.unauthorized) { try await keeper.login(credential, rejected: second) }
        #expect(bench.runs == 2)
        bench.advance(31)
        #expect(try await keeper.login(credential, rejected: second).token == "t3")
    }

    @Test func itGivesCertificatesToo() async throws {
        let bench = try PluginBench(
            PluginBench.answer(#""clientCertificateData":"C","clientKeyData":"K""#, version: "v1beta1"),
            version: "v1beta1")

        let login = try await bench.keeper().login(try bench.credential())

        #expect(login == Login(token: nil, certificate: "C", key: "K"))
    }

    @Test func itGetsItsWordsItsVariablesAndTheClusterWithoutAShell() async throws {
        let bench = try PluginBench(
            """
            { printf '%s|' "$@"; echo "$FOO,$OURS"; echo "$KUBERNETES_EXEC_INFO"; } > "$0.seen"
            """ + "\n" + PluginBench.answer(#""token":"t""#),
            options: "args: ['a b', '$HOME', ';'], env: [{name: FOO, value: bar}], provideClusterInfo: true",
            cluster:
                "tls-server-name: api, insecure-skip-tls-verify: true, extensions: [{name: client.authentication.k8s.io/exec, extension: {audience: x}}]"
        )

        _ = try await bench.keeper().login(try bench.credential())

        let lines = bench.folder.text("bin/login.seen").split(separator: "\n").map(String.init)
        #expect(lines.first == "a b|$HOME|;|bar,kept")
        let info = try JSONParser.parse(Array((lines.last ?? "").utf8))
        #expect(info["kind"]?.string == "ExecCredential")
        #expect(info[path: ["spec", "interactive"]]?.bool == false)
        #expect(info[path: ["spec", "cluster", "server"]]?.string == "https://127.0.0.1:1")
        #expect(info[path: ["spec", "cluster", "tls-server-name"]]?.string == "api")
        #expect(info[path: ["spec", "cluster", "insecure-skip-tls-verify"]]?.bool == true)
        #expect(info[path: ["spec", "cluster", "config", "audience"]]?.string == "x")
    }

    @Test func whatItComplainedOfIsShownAndItIsNotRunAgainAtOnce() async throws {
        let bench = try PluginBench("printf 'first\\nlog in with \\033[1mSSO\\n' >&2; exit 3")
        let keeper = bench.keeper(), credential = try bench.credential()
        let expected = ClusterError.loginFailed(
            "The credential plugin ./bin/login failed with status 3: first log in with SSO")

        await #expect(throws: expected) { try await keeper.login(credential) }
        await #expect(throws: expected) { try await keeper.login(credential) }
        await #expect(throws: expected) { try await keeper.login(credential) }
        #expect(bench.runs == 2)
        keeper.retryNow()
        await #expect(throws: expected) { try await keeper.login(credential) }
        #expect(bench.runs == 3)
    }

    @Test func oneThatIsNotThereComesWithItsHint() async throws {
        let folder = try TemporaryFolder()
        let exec =
            "exec: {apiVersion: client.authentication.k8s.io/v1, command: no-such-login, interactiveMode: Never, installHint: Get it at example.com.}"
        let file = try folder.write("config", kubeconfig(user: exec))
        let endpoint = try #require(try Kubeconfig.load(path: file, environment: [:], context: nil))

        await #expect(
            throws: ClusterError.loginFailed(
                "The credential plugin no-such-login is not installed: there is no such program. Get it at example.com."
            )
        ) { try await LoginKeeper().login(endpoint.credential) }
    }

    @Test(arguments: [
        ("echo hello", "printed no ExecCredential"),
        (
            "echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1beta1\",\"status\":{}}'",
            "answers in another version"
        ),
        (
            "echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\",\"status\":{}}'",
            "gave neither token nor certificate"
        ),
        (
            "echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\",\"status\":{\"clientKeyData\":\"s3cret\"}}'",
            "a key without its certificate"
        ),
        ("kill -9 $$", "was ended by signal 9"),
    ])
    func answersThatAreNoneAreSaidToBeNone(script: String, words: String) async throws {
        let bench = try PluginBench(script)
        let credential = try bench.credential()

        let error = try await #require(throws: ClusterError.self) { try await bench.keeper().login(credential) }

        #expect(error.description.contains(words))
        #expect(!error.description.contains("s3cret"))
    }

    @Test func oneThatMustAskIsNotRunWithoutATerminal() async throws {
        let bench = try PluginBench(PluginBench.answer(#""token":"t""#), mode: "Always")
        let credential = try bench.credential()

        let error = try await #require(throws: ClusterError.self) { try await bench.keeper().login(credential) }

        #expect(error.description.contains("wants to ask you"))
        #expect(bench.runs == 0)
    }

    @Test func oneThatMayAskIsToldWhetherItCan() async throws {
        let script = "echo \"$KUBERNETES_EXEC_INFO\" >> \"$0.seen\"\n" + PluginBench.answer(#""token":"t$runs""#)
        let bench = try PluginBench(script), never = try PluginBench(script, mode: "Never")

        _ = try await bench.keeper().login(try bench.credential(), isInteractive: true)
        _ = try await never.keeper().login(try never.credential(), isInteractive: true)

        #expect(bench.folder.text("bin/login.seen").contains("\"interactive\":true"))
        #expect(never.folder.text("bin/login.seen").contains("\"interactive\":false"))
    }

    @Test func aKeyWithAPassphraseIsRefusedInASentence() throws {
        let credential = Credential(
            certificate: .init(
                chain: .text("-----BEGIN CERTIFICATE-----", field: "c"),
                key: .text("-----BEGIN ENCRYPTED PRIVATE KEY-----", field: "client-key-data")))

        let error = #expect(throws: ClusterError.self) { try credential.read() }

        #expect(error?.description.contains("client-key-data is protected by a passphrase") == true)
    }

    @Test func aTokenStandsInForATokenFileThatCannotBeRead() throws {
        #expect(try Credential(token: .file(path: "/nowhere/x", otherwise: "t")).read().token == "t")
        #expect(throws: ClusterError.self) { try Credential.tokenFile("/nowhere/x").read() }
    }

    @Test func aTokenOfTheKubeconfigWins() async throws {
        let bench = try PluginBench(PluginBench.answer(#""token":"t""#))
        var credential = try bench.credential()
        credential.token = .text("mine")

        #expect(try bench.keeper().ready(credential)?.token == "mine")
        #expect(bench.runs == 0)
    }

    @Test func nothingPrintsASecret() async throws {
        let login = Login(token: "s3cret", certificate: "s3cret", key: "s3cret")
        let credential = Credential(
            token: .text("s3cret"),
            certificate: .init(chain: .text("s3cret", field: "f"), key: .text("s3cret", field: "g")))
        var endpoint = ClusterEndpoint(
            server: try #require(URL(string: "https://h")), credential: credential, context: "c", namespace: nil)
        endpoint.trust = .authorities(.text("s3cret", field: "h"))

        for text in [
            "\(login)", String(reflecting: login), "\(credential)", String(reflecting: credential), "\(endpoint)",
            String(reflecting: endpoint), endpoint.loginMethod, endpoint.verification,
        ] {
            #expect(!text.contains("s3cret"))
        }
        var dumped = ""
        dump(endpoint, to: &dumped)
        dump(login, to: &dumped)
        #expect(!dumped.contains("s3cret"))
    }
}

@Suite(.timeLimit(.minutes(10))) struct RenewingALogin {
    private let key = ObjectKey(namespace: "default", name: "x")

    @Test func aRefusedTokenFileIsReadAgainAndTheRequestGoesOutOnceMore() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("token", "old")
        let server = try RawServer { request in
            if request.headers["authorization"] == "Bearer new" { return [.send(answer("200 OK", "{\"a\":1}"))] }
            _ = try? folder.write("token", "new")
            return [.send(answer("401 Unauthorized", statusBody(401, "Unauthorized"), ["WWW-Authenticate: Bearer"]))]
        }
        defer { server.stop() }
        let endpoint = ClusterEndpoint(
            server: server.url, credential: .tokenFile(file), context: "x", namespace: nil)

        let body = try await KubeClient.patient(endpoint).get(.backend, key)

        #expect(String(decoding: body, as: UTF8.self) == "{\"a\":1}")
        #expect(server.requests.map { $0.headers["authorization"] } == ["Bearer old", "Bearer new"])
    }

    @Test func userAndPasswordGoOutAsUTF8ToThisMachineOnly() async throws {
        let folder = try TemporaryFolder()
        let server = try RawServer { _ in [.send(answer("200 OK", "{}"))] }
        defer { server.stop() }
        let user = "username: ann, password: 'a:bü'"
        let file = try folder.write("config", kubeconfig(server: server.url.absoluteString, user: user))
        let endpoint = try #require(try Kubeconfig.load(path: file, environment: [:], context: nil))

        _ = try await KubeClient.patient(endpoint).get(.backend, key)

        #expect(server.requests.map { $0.headers["authorization"] } == ["Basic YW5uOmE6YsO8"])
        try folder.write("config", kubeconfig(server: "http://far.example", user: user))
        #expect(throws: KubeconfigError.tokenInTheClear(host: "far.example")) {
            try Kubeconfig.load(path: file, environment: [:], context: nil)
        }
    }

    @Test func aLoginThatCannotBeRenewedIsRefusedOnce() async throws {
        let server = try RawServer { _ in [.send(answer("401 Unauthorized", statusBody(401, "Unauthorized")))] }
        defer { server.stop() }
        let endpoint = ClusterEndpoint(server: server.url, token: "t", context: "x", namespace: nil)

        await #expect(throws: ClusterError.unauthorized) { try await KubeClient.patient(endpoint).get(.backend, key) }
        #expect(server.requests.count == 1)
    }

    @Test func aPluginThatFailsIsAFailedLoginAndNothingIsSent() async throws {
        let folder = try TemporaryFolder()
        let server = try RawServer { _ in [.send(answer("200 OK", "{}"))] }
        defer { server.stop() }
        let exec =
            "exec: {apiVersion: client.authentication.k8s.io/v1, command: /bin/false, interactiveMode: Never}"
        let file = try folder.write("config", kubeconfig(server: server.url.absoluteString, user: exec))
        let endpoint = try #require(try Kubeconfig.load(path: file, environment: [:], context: nil))

        await #expect(throws: ClusterError.loginFailed("The credential plugin /bin/false failed with status 1.")) {
            try await KubeClient.patient(endpoint).get(.backend, key)
        }
        #expect(server.requests.isEmpty)
    }
}
