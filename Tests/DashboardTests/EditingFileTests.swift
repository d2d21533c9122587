import Dashboard
import Foundation
import KubeModel
import Testing

@Suite struct EditingFileTests {
    private let root = FileManager.default.temporaryDirectory.appending(path: "gatehouse-drafts-\(UUID().uuidString)")
        .path
    private let key = ObjectKey(namespace: "team-a", name: "cart-cors")
    private let noon = Date(timeIntervalSince1970: 1_767_323_045)

    private func mode(_ path: String) throws -> Int {
        try (FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int) ?? 0
    }

    private func withStore(_ body: (DraftStore) throws -> Void) throws {
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: root) }
        try body(DraftStore(environment: ["XDG_STATE_HOME": root + "/state", "TMPDIR": root]))
    }

    @Test func draftsLieInTheStateFolder() {
        #expect(DraftStore(environment: ["XDG_STATE_HOME": "/s", "HOME": "/h"]).folder == "/s/gatehouse/drafts")
        #expect(
            DraftStore(environment: ["XDG_STATE_HOME": "s", "HOME": "/h"]).folder == "/h/.local/state/gatehouse/drafts")
        #expect(
            DraftStore(environment: ["XDG_STATE_HOME": "", "HOME": "/h"]).folder == "/h/.local/state/gatehouse/drafts")
    }

    @Test func aDraftIsKeptAsItWasTypedAndForItsOwnerOnly() throws {
        try withStore { store in
            let path = try store.save([0x61, 0xFF, 0x0D], type: .trafficPolicy, key: key, at: noon)

            #expect(path == root + "/state/gatehouse/drafts/TrafficPolicy-team-a-cart-cors-20260102T030405Z.yaml")
            #expect(try mode(path) == 0o600)
            #expect(try mode(store.folder) == 0o700)
            #expect(try mode(root + "/state/gatehouse") == 0o700)
            #expect(try store.contents(of: store.list()[0]) == [0x61, 0xFF, 0x0D])
        }
    }

    @Test func twoDraftsOfOneSecondAreTwoFilesAndTheNewestIsFirst() throws {
        try withStore { store in
            let first = try store.save(Array("1".utf8), type: .trafficPolicy, key: key, at: noon)
            try FileManager.default.setAttributes([.modificationDate: noon], ofItemAtPath: first)
            let second = try store.save(Array("2".utf8), type: .trafficPolicy, key: key, at: noon)

            #expect(store.list().map(\.path) == [second, first])
            store.remove(store.list()[0])
            #expect(store.list().map(\.path) == [first])
        }
    }

    @Test func namesCannotLeaveTheFolder() throws {
        try withStore { store in
            let hostile = ObjectKey(namespace: "../..", name: "/etc/passwd\n" + String(repeating: "x", count: 300))

            let path = try store.save([], type: .trafficPolicy, key: hostile, at: noon)

            #expect(
                path.hasPrefix(store.folder + "/TrafficPolicy-..-..-_etc_passwd_xxx")
                    || path.hasPrefix(store.folder + "/TrafficPolicy-.._..-_etc_passwd_xxx"))
            #expect(store.list().count == 1)
        }
    }

    @Test func aDraftFindsAPlaceWhereTheStateFolderCannotBe() throws {
        try withStore { store in
            let blocked = DraftStore(folder: "/dev/null/gatehouse/drafts", temporaryFolder: root)

            let path = try blocked.save([0x61], type: .trafficPolicy, key: key, at: noon)

            #expect(path.hasPrefix(root + "/gatehouse-"))
            #expect(try mode(path) == 0o600)
        }
    }

    @Test func theEditorsFileIsPrivateAndGoesWithEverythingBesideIt() throws {
        try withStore { store in
            let file = try EditFile(
                for: EditSession(editing: EditingSessionTests.policy, type: .trafficPolicy), in: store)
            try file.write("a: 1\n", isTyped: false)
            let folder = (file.path as NSString).deletingLastPathComponent
            try Data().write(to: URL(filePath: file.path + "~"))

            #expect(file.path.hasSuffix("/TrafficPolicy-team-a-x.yaml"))
            #expect(try mode(file.path) == 0o600)
            #expect(try mode(folder) == 0o700)
            #expect(store.list().isEmpty)
            file.remove()
            #expect(!FileManager.default.fileExists(atPath: folder))
        }
    }

    @Test func anEditorMayReplaceTheFile() throws {
        try withStore { store in
            let file = try EditFile(
                for: EditSession(editing: EditingSessionTests.policy, type: .trafficPolicy), in: store)
            try file.write("a: 1\n", isTyped: false)
            try "b: 2\n".write(toFile: file.path, atomically: true, encoding: .utf8)

            #expect(file.contents() == Array("b: 2\n".utf8))
            try file.write("c: 3\n", isTyped: true)
            #expect(file.contents() == Array("c: 3\n".utf8))
        }
    }

    @Test func aTextWhoseProcessWasKilledBecomesADraft() throws {
        try withStore { store in
            let session = EditSession(editing: EditingSessionTests.policy, type: .trafficPolicy)
            // No process has this number: it is above the largest that Linux gives out.
            let typed = try EditFile(for: session, in: store, processID: 99_999_999)
            try typed.write("a: 1\n", isTyped: false)
            try "a: 2\n".write(toFile: typed.path, atomically: true, encoding: .utf8)
            let untouched = try EditFile(for: session, in: store, processID: 99_999_999)
            try untouched.write("a: 1\n", isTyped: false)
            let refused = try EditFile(for: session, in: store, processID: 99_999_999)
            try refused.write("a: 3\n", isTyped: true)
            let running = try EditFile(for: session, in: store)
            try running.write("a: 4\n", isTyped: true)

            let paths = store.recover(at: noon)

            #expect(
                Set(try store.list().map { String(decoding: try store.contents(of: $0), as: UTF8.self) }) == [
                    "a: 2\n", "a: 3\n",
                ])
            #expect(paths.count == 2)
            #expect(running.contents() == Array("a: 4\n".utf8))
            #expect(untouched.contents() == nil)
        }
    }

    @Test func theEditorIsTheFirstThatIsNamed() {
        #expect(
            EditorChoice.command(environment: ["EDITOR": "nano", "VISUAL": "code -w", "KUBE_EDITOR": ""]) == "code -w")
        #expect(EditorChoice.command(environment: ["EDITOR": "nano", "KUBE_EDITOR": "hx"]) == "hx")
        #expect(EditorChoice.command(environment: ["EDITOR": " "]) == "vi")
    }
}
