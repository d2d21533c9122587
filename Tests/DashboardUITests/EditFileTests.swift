import Dashboard
import DashboardUI
import Foundation
import GatewayGraph
import KubeModel
import TestSupport
import Testing

@Suite struct EditFileTests {
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
            #expect(try store.contents(of: store.list()[0].path) == [0x61, 0xFF, 0x0D])
        }
    }

    @Test func twoDraftsOfOneSecondAreTwoFilesAndTheNewestIsFirst() throws {
        try withStore { store in
            let first = try store.save(Array("1".utf8), type: .trafficPolicy, key: key, at: noon)
            try FileManager.default.setAttributes([.modificationDate: noon], ofItemAtPath: first)
            let second = try store.save(Array("2".utf8), type: .trafficPolicy, key: key, at: noon)

            #expect(store.list().map(\.path) == [second, first])
            store.discard(store.list()[0].path)
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

    private func edit(in store: DraftStore) throws -> EditFile {
        try EditFile(for: EditSession(editing: Sample.policyToEdit, type: .trafficPolicy), in: store)
    }

    private func folder(of path: String) -> String { (path as NSString).deletingLastPathComponent }

    @Test func theEditorsFileIsPrivateAndGoesAtTheEnd() throws {
        try withStore { store in
            let file = try edit(in: store)
            try file.write("a: 1\n", isTyped: false)

            #expect(file.path.hasSuffix("/TrafficPolicy-team-a-x.yaml"))
            #expect(try mode(file.path) == 0o600)
            #expect(try mode(folder(of: file.path)) == 0o700)
            #expect(try mode(folder(of: file.path) + "/.lock") == 0o600)
            #expect(store.list().isEmpty)
            #expect(file.remove() == nil)
            #expect(try FileManager.default.contentsOfDirectory(atPath: store.folder) == [])
        }
    }

    @Test(arguments: [
        (".TrafficPolicy-team-a-x.yaml.swp", "vim -r"), (".TrafficPolicy-team-a-x.yaml.swo", "vim -r"),
        ("TrafficPolicy-team-a-x.yaml.save", "nano"), ("#TrafficPolicy-team-a-x.yaml#", "recover-file"),
        ("TrafficPolicy-team-a-x.yaml~", "may hold your text"), ("4913", "may hold your text"),
    ])
    func whatAnEditorLeftKeepsTheFolderAndIsNamed(_ name: String, _ advice: String) throws {
        try withStore { store in
            let path: String
            do {
                let file = try edit(in: store)
                try file.write("a: 1\n", isTyped: false)
                path = file.path
                try Data("b0VIM".utf8).write(to: URL(filePath: folder(of: path) + "/" + name))

                let words = try #require(file.remove())
                #expect(words.contains(name) && words.contains(path) && words.contains(advice))
            }

            #expect(store.recover(at: noon) == [])
            #expect(FileManager.default.fileExists(atPath: folder(of: path) + "/" + name))
            let left = try #require(store.leftEdits(at: noon).first)
            #expect(left.path == path && left.leftovers == [name] && !left.isOpen)
            #expect(store.recoveredAndLeft(at: noon) == [left.sentence])
        }
    }

    @Test func noLinkIsFollowedWhenAFolderGoes() throws {
        try withStore { store in
            let precious = root + "/precious.yaml"
            try "a: 1\n".write(toFile: precious, atomically: true, encoding: .utf8)
            let file = try edit(in: store)
            try file.write("a: 1\n", isTyped: false)
            try FileManager.default.removeItem(atPath: file.path)
            try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: precious)

            file.remove()

            #expect(try String(contentsOfFile: precious, encoding: .utf8) == "a: 1\n")
            #expect(!FileManager.default.fileExists(atPath: folder(of: file.path)))
        }
    }

    @Test func anEditThatSomebodyHasOpenIsNotTouched() throws {
        try withStore { store in
            let path: String
            let editor: EditLock
            do {
                let file = try edit(in: store)
                try file.write("a: 1\n", isTyped: false)
                path = file.path
                try "a: 2\n".write(toFile: path, atomically: true, encoding: .utf8)
                editor = try #require(file.lockForEditor())
                #expect(store.recover(at: noon) == [])
                #expect(file.isStillOpen)
            }
            // Now Gatehouse is gone, and the editor lives on.
            #expect(store.recover(at: noon) == [])
            #expect(store.leftEdits(at: noon).map(\.isOpen) == [true])
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "a: 2\n")
            withExtendedLifetime(editor) {}
        }
    }

    @Test func aFolderWithoutALockIsKeptAndNamed() throws {
        try withStore { store in
            let folder = store.folder + "/.open-4194999-abcdef"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try "a: 2\n".write(toFile: folder + "/x.yaml", atomically: true, encoding: .utf8)

            #expect(store.recover(at: noon) == [])
            #expect(FileManager.default.fileExists(atPath: folder + "/x.yaml"))
            #expect(store.recoveredAndLeft(at: noon).first?.contains(folder + "/x.yaml") == true)
        }
    }

    @Test func aDraftNobodyWasToldOfIsNamedUntilItIs() throws {
        try withStore { store in
            let path = try store.save([0x61], type: .trafficPolicy, key: key, at: noon)
            store.markUntold(path)

            #expect(store.recoveredAndLeft(at: noon) == ["A text that was not sent is kept in \(path)."])
            #expect(store.list().map(\.path) == [path])
            store.markAllTold()
            #expect(store.recoveredAndLeft(at: noon) == [])
            #expect(try FileManager.default.contentsOfDirectory(atPath: store.folder).count == 1)
        }
    }

    @Test func anEditBesideAHomeThatCannotBeWrittenIsRecovered() throws {
        try withStore { store in
            let blocked = DraftStore(folder: "/dev/null/gatehouse/drafts", temporaryFolder: root)
            do {
                let file = try edit(in: blocked)
                try file.write("a: 1\n", isTyped: false)
                try "a: 2\n".write(toFile: file.path, atomically: true, encoding: .utf8)
            }

            let path = try #require(blocked.recover(at: noon).first)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "a: 2\n")
            #expect(blocked.leftEdits(at: noon) == [])
        }
    }

    @Test func anEditorMayReplaceTheFile() throws {
        try withStore { store in
            let file = try EditFile(
                for: EditSession(editing: Sample.policyToEdit, type: .trafficPolicy), in: store)
            try file.write("a: 1\n", isTyped: false)
            try "b: 2\n".write(toFile: file.path, atomically: true, encoding: .utf8)

            #expect(try file.contents() == Array("b: 2\n".utf8))
            try file.write("c: 3\n", isTyped: true)
            #expect(try file.contents() == Array("c: 3\n".utf8))
        }
    }

    @Test func aTextWhoseProcessWasKilledBecomesADraft() throws {
        try withStore { store in
            let untouched: String
            do {
                let typed = try edit(in: store)
                try typed.write("a: 1\n", isTyped: false)
                try "a: 2\n".write(toFile: typed.path, atomically: true, encoding: .utf8)
                let unchanged = try edit(in: store)
                try unchanged.write("a: 1\n", isTyped: false)
                untouched = unchanged.path
                let refused = try edit(in: store)
                try refused.write("a: 3\n", isTyped: true)
            }
            let running = try edit(in: store)
            try running.write("a: 4\n", isTyped: true)

            let paths = store.recover(at: noon)

            #expect(
                Set(try store.list().map { String(decoding: try store.contents(of: $0.path), as: UTF8.self) }) == [
                    "a: 2\n", "a: 3\n",
                ])
            #expect(paths.count == 2)
            #expect(try running.contents() == Array("a: 4\n".utf8))
            #expect(!FileManager.default.fileExists(atPath: folder(of: untouched)))
        }
    }
}
