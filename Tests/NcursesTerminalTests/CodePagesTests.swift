import Foundation
import Synchronization
import Testing

@testable import NcursesTerminal

#if os(Linux)
    @Suite struct CodePagesTests {
        /// Whether the page of an address is mapped in this process now, as the kernel's table of pages says.
        private func isMapped(_ address: UInt) throws -> Bool {
            let table = try FileHandle(forReadingFrom: URL(fileURLWithPath: "/proc/self/pagemap"))
            try table.seek(toOffset: UInt64(address / UInt(sysconf(Int32(_SC_PAGESIZE)))) * 8)
            let entry = try #require(try table.read(upToCount: 8))
            return try #require(entry.last) & 0x80 != 0
        }

        @Test func codeThatIsNotInUseIsMappedNoMoreAndWorksWhenItIsNeededAgain() throws {
            // Nobody else reads numbers of this form.
            let symbol = try #require(dlsym(nil, "a64l"))
            typealias Read = @convention(c) (UnsafePointer<CChar>) -> Int
            let read = unsafeBitCast(symbol, to: Read.self), address = UInt(bitPattern: symbol)
            var seen = false
            // Other tests run beside this one, and what lies near is mapped together.
            for _ in 0..<1_000 where !seen {
                #expect(read("1") == 3)
                #expect(try isMapped(address))
                CodePages.giveBack()
                seen = try !isMapped(address)
            }
            #expect(seen)
            #expect(read("2") == 4)
        }

        private static let written = Mutex(7)

        @Test func whatWasWrittenToStays() {
            Self.written.withLock { $0 += 1 }
            CodePages.giveBack()
            #expect(Self.written.withLock { $0 } == 8)
        }
    }
#endif
