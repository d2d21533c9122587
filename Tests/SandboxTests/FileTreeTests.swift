import Foundation
import TestSupport
import Testing

@testable import Sandbox

@Suite struct FileTreeTests {
    @Test func manifestsAreFoundInEveryFolderAndAllElseIsPassedBy() throws {
        let folder = try TemporaryFolder()
        for name in ["b.yaml", "a/z.yml", "a/b/c/d.JSON", "a/pod.log", "README.md", ".git/x.yaml", ".hidden.yaml"] { try folder.write(name, "x: y\n") }
        try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/a/loop", withDestinationPath: folder.path)
        try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/link.yaml", withDestinationPath: "a/z.yml")

        let tree = FileTree([folder.path])

        #expect(tree.files.map { $0.path.dropFirst(folder.path.count + 1) } == ["a/b/c/d.JSON", "a/z.yml", "b.yaml", "link.yaml"])
        #expect(tree.closed.isEmpty)
    }

    @Test func aFileThatIsNamedIsTakenWhateverItsName() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("dump.txt", "x: y\n")

        #expect(FileTree([path, folder.path + "/none"]).files.map(\.path) == [path])
        #expect(FileTree.isFolder(folder.path) == true && FileTree.isFolder(path) == false && FileTree.isFolder(path + "x") == nil)
    }

    @Test func whatIsWrittenHasAnotherStamp() throws {
        let folder = try TemporaryFolder()
        try folder.write("a.yaml", "x: y\n")
        let first = FileTree([folder.path])

        try folder.write("a.yaml", "x: z\n")

        #expect(FileTree([folder.path]).files.map(\.stamp) != first.files.map(\.stamp))
        #expect(FileTree.stamp(of: folder.path + "/none") == nil)
    }
}
