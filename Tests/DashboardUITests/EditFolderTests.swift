import Dashboard
import DashboardUI
import Foundation
import GatewayGraph
import KubeModel
import TestSupport
import Testing

/// What is found in the folder of an edit, and what of it is kept.
@Suite struct EditFolderTests {
    private let root = FileManager.default.temporaryDirectory.appending(path: "gatehouse-folders-\(UUID().uuidString)")
        .path
    private let key = ObjectKey(namespace: "team-a", name: "x")
    private let noon = Date(timeIntervalSince1970: 1_767_323_045)

    private func withStore(_ body: (DraftStore) throws -> Void) throws {
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: root) }
        try body(DraftStore(environment: ["XDG_STATE_HOME": root + "/it's a state", "TMPDIR": root]))
    }

    private func edit(in store: DraftStore) throws -> EditFile {
        try EditFile(for: EditSession(editing: Sample.policyToEdit, type: .trafficPolicy), in: store)
    }

    private func folder(of path: String) -> String { (path as NSString).deletingLastPathComponent }

    private func put(_ text: String, at path: String) throws {
        try text.write(toFile: path, atomically: false, encoding: .utf8)
    }

    private func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    @Test func theTextIsThereAsSoonAsTheFolderIs() throws {
        try withStore { store in
            let file = try edit(in: store)

            #expect(String(decoding: try #require(try file.contents()), as: UTF8.self).contains("apiVersion:"))
            #expect(file.isUntouched)
            try put("a: 2\n", at: file.path)
            #expect(!file.isUntouched)
        }
    }

    @Test func theLocksOfNanoAndEmacsHoldNoText() throws {
        try withStore { store in
            let killed: String
            do {
                let file = try edit(in: store)
                killed = folder(of: file.path)
                try put("a: 2\n", at: file.path)
                try put("b0nano 7.2\0\0", at: killed + "/.TrafficPolicy-team-a-x.yaml.swp")
                try FileManager.default.createSymbolicLink(
                    atPath: killed + "/.#TrafficPolicy-team-a-x.yaml", withDestinationPath: "me@host.1:2")
                let untouched = try edit(in: store)
                try put("b0nano 7.2\0\0", at: folder(of: untouched.path) + "/.TrafficPolicy-team-a-x.yaml.swp")
                #expect(untouched.remove() == nil)
                #expect(!FileManager.default.fileExists(atPath: folder(of: untouched.path)))
            }

            let path = try #require(store.recover(at: noon).first)

            #expect(try String(contentsOfFile: path, encoding: .utf8) == "a: 2\n")
            #expect(!FileManager.default.fileExists(atPath: killed))
        }
    }

    @Test(arguments: [
        ("b0VIM 9.0", ": text that was not saved may be in it, get it with: vim -r '"),
        ("b0XYZ", ": it may hold your text."),
        ("", ": it may hold your text."),
    ])
    func aSwapFileIsToldByItsContent(_ content: String, _ advice: String) throws {
        try withStore { store in
            let file = try edit(in: store)
            try put(content, at: folder(of: file.path) + "/.TrafficPolicy-team-a-x.yaml.swp")

            let words = try #require(file.remove())

            #expect(words.contains(advice), "\(words)")
            // The command can be pasted into a shell as it stands.
            if content.hasPrefix("b0VIM") { #expect(words.contains("/it'\\''s a state/gatehouse/drafts/.open-")) }
        }
    }

    @Test func aPipeOrALinkInPlaceOfTheTextIsNeverWaitedForNorFollowed() throws {
        try withStore { store in
            let file = try edit(in: store)
            try FileManager.default.removeItem(atPath: file.path)
            #expect(try file.contents() == nil)

            #expect(mkfifo(file.path, 0o600) == 0)
            #expect(throws: DraftError.cannotRead(path: file.path, reason: "it is not a file")) { try file.contents() }
            #expect(unlink(file.path) == 0)

            try put("secret", at: root + "/elsewhere")
            try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: root + "/elsewhere")
            #expect(
                throws: DraftError.cannotRead(path: file.path, reason: "it is a link, which is not followed")
            ) { try file.contents() }
            #expect(file.remove() == nil)
            #expect(try String(contentsOfFile: root + "/elsewhere", encoding: .utf8) == "secret")
        }
    }

    @Test func aTextThatNoServerWouldTakeIsKeptUnread() throws {
        try withStore { store in
            let path: String
            do {
                let file = try edit(in: store)
                path = file.path
                #expect(truncate(path, 16 * 1024 * 1024) == 0)
                #expect(try file.contents()?.count == 16 * 1024 * 1024)
                #expect(truncate(path, 16 * 1024 * 1024 + 1) == 0)
                #expect(
                    throws: DraftError.cannotRead(path: path, reason: "it has more than 16 MB, which no server takes")
                ) { try file.contents() }
                #expect(file.remove() == "What the editor saved stays in \(path).")
            }

            #expect(store.recover(at: noon) == [])
            #expect(FileManager.default.fileExists(atPath: path))
            #expect(store.recoveredAndLeft(at: noon).first?.contains(path) == true)
        }
    }

    @Test func whatCannotBeWrittenLeavesWhatStoodThere() throws {
        try withStore { store in
            let file = try edit(in: store)
            try put("a: typed\n", at: file.path)
            // In the way of the new text.
            try FileManager.default.createDirectory(
                atPath: folder(of: file.path) + "/.passing/x", withIntermediateDirectories: true)

            #expect(throws: DraftError.self) { try file.write("a: typed\n# refused\n", isTyped: true) }

            #expect(try file.contents() == Array("a: typed\n".utf8))
        }
    }

    @Test func foldersThatWereNeverFinishedGoOnceTheyAreOld() throws {
        try withStore { store in
            _ = try edit(in: store)
            func make(_ path: String, _ files: [String]) throws {
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
                for name in files { try put("", at: path + "/" + name) }
            }
            let gone = [
                (store.folder + "/.new-aaaaaa", [".lock"]), (store.folder + "/.new-bbbbbb", []),
                (root + "/gatehouse-new-cccccc", [".lock"]),
            ]
            let kept = [
                (store.folder + "/.new-dddddd", [".lock", "mine.txt"]), (store.folder + "/.new-eeeeee", ["x.yaml"]),
                (root + "/.new-ffffff", []),
            ]
            for (path, files) in gone + kept { try make(path, files) }

            store.recover(at: Date())
            for (path, _) in gone + kept { #expect(FileManager.default.fileExists(atPath: path), "\(path) is young") }

            store.recover(at: Date(timeIntervalSinceNow: 3600))
            for (path, _) in gone { #expect(!FileManager.default.fileExists(atPath: path), "\(path)") }
            for (path, files) in kept { #expect(try names(in: path) == files, "\(path)") }
        }
    }

    @Test func aDraftThatFoundARefugeIsListedAndNamedToo() throws {
        try withStore { _ in
            let store = DraftStore(folder: "/dev/null/gatehouse/drafts", temporaryFolder: root)
            let path = try store.save([0x61], type: .trafficPolicy, key: key, at: noon)
            store.markUntold(path)

            #expect(store.list().map(\.path) == [path])
            #expect(store.kept(of: .trafficPolicy, key, in: "") == [path])
            #expect(store.recoveredAndLeft(at: noon) == ["A text that was not sent is kept in \(path)."])
            store.markAllTold()
            store.discard(store.list()[0].path)
            #expect(try names(in: root) == [])
        }
    }

    @Test func objectsWhoseFilesAreOfOneNameHaveDraftsOfTheirOwn() throws {
        try withStore { store in
            let keys = [("a-b", "c"), ("a", "b-c")].map { ObjectKey(namespace: $0.0, name: $0.1) }
            let paths = try keys.map { key in
                try store.save(Array(key.name.utf8), of: DraftOrigin(type: .trafficPolicy, key: key, context: "here"), at: noon)
            }

            #expect(keys.map { store.kept(of: .trafficPolicy, $0, in: "here") } == paths.map { [$0] })
            #expect(store.kept(of: .trafficPolicy, keys[0], in: "elsewhere") == [])
            let ours = ResourceType.trafficPolicy
            func kept(_ group: String, _ version: String) -> [String] {
                let type = ResourceType(group: group, version: version, plural: ours.plural, kind: ours.kind, isNamespaced: true)
                return store.kept(of: type, keys[0], in: "here")
            }
            #expect(kept("example.com", ours.version) == [])
            #expect(kept(ours.group, "v2") == [paths[0]])
        }
    }

    @Test func whatWasSavedBesideTheSwapFileOfAnEditorIsADraftOnce() throws {
        try withStore { store in
            let left: String
            do {
                let file = try edit(in: store)
                try file.write("a: 1\n", isTyped: false)
                left = file.path
                try put("a: 2\n", at: left)
                try put("b0VIM", at: folder(of: left) + "/.TrafficPolicy-team-a-x.yaml.swp")
            }

            let path = try #require(store.recover(at: noon).first)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "a: 2\n")
            #expect(store.leftEdits(at: noon).map(\.path) == [left])
            store.discard(path)
            #expect(store.recover(at: noon) == [])
            #expect(try String(contentsOfFile: left, encoding: .utf8) == "a: 2\n")
        }
    }

    @Test func theNoticeCountsTheDraftsAndIsSilentOnceTheyWereTold() throws {
        try withStore { store in
            #expect(store.notice(at: noon) == nil)
            store.markUntold(try store.save([0x61], type: .trafficPolicy, key: key, at: noon))
            #expect(store.notice(at: noon) == "1 draft is kept: :drafts lists it, and e on the object goes on with its draft.")
            store.markAllTold()
            #expect(store.notice(at: noon) == nil)
            store.markUntold(try store.save([0x62], type: .trafficPolicy, key: key, at: noon + 1))
            #expect(store.notice(at: noon) == "2 drafts are kept, 1 of them new: :drafts lists them, and e on the object goes on with its draft.")
        }
    }

    @Test func ofDraftsOfOneSecondTheLastIsTheNewest() throws {
        try withStore { store in
            let texts = (1...12).map { "\($0)" }
            let kept = try texts.map { try store.save(Array($0.utf8), type: .trafficPolicy, key: key, at: noon) }

            #expect(store.kept(of: .trafficPolicy, key, in: "") == kept)
            #expect(store.list().map(\.path) == kept.reversed())
        }
    }

    @Test func theDraftsOfAnObjectAreItsOwnAndTheNewestIsLast() throws {
        try withStore { store in
            func save(_ name: String, _ seconds: Double = 0, _ text: String = "a") throws -> String {
                try store.save(
                    Array(text.utf8), type: .trafficPolicy, key: ObjectKey(namespace: "team-a", name: name),
                    at: noon + seconds)
            }
            let second = try save("x", 1)
            let first = try save("x", 0, "b")
            let again = try save("x", 1, "c")
            #expect(try save("x", 2) == second)
            _ = try save("x-20260102")
            _ = try save("x-y")
            _ = try save("")

            #expect(store.kept(of: .trafficPolicy, key, in: "") == [first, again, second])
            #expect(store.kept(of: .trafficPolicy, ObjectKey(namespace: "team-a", name: ""), in: "") == [])
        }
    }
}
