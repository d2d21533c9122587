import ChildProcess
import Foundation
import TestSupport
import Testing

@Suite struct ProgramPathTests {
    @Test func programsAreLookedForWhereThePathSaysAndNowhereElse() throws {
        let folder = try TemporaryFolder()
        try folder.write("a/login", "", mode: 0o600)
        let program = try folder.write("b/login", "#!/bin/sh\n", mode: 0o700)

        #expect(ProgramPath.find("login", "\(folder.path)/a:\(folder.path)/b") == program)
        #expect(ProgramPath.find("login", "\(folder.path)/a::.") == nil)
        #expect(ProgramPath.find("login", nil) == nil)
        #expect(ProgramPath.find("/x/login", "") == "/x/login")
    }
}
