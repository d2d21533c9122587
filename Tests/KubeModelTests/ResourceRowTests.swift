import Foundation
import Testing

@testable import KubeModel

@Suite struct ResourceRowTests {
    /// There is one for each object of a cluster.
    @Test func aRowIsSmall() {
        #expect(MemoryLayout<ResourceRow.Content>.size <= 152)
        #expect(MemoryLayout<ResourceRow>.size == 8)
    }

    @Test func whatIsMissingIsToldFromWhatIsZero() {
        var content = ResourceRow.Content()
        #expect(content.generation == nil && content.created == nil && content.deleted == nil)

        content.generation = 0
        content.created = Date(timeIntervalSince1970: 0)
        content.deleted = Date(timeIntervalSince1970: 1_767_323_045.25)

        #expect(content.generation == 0)
        #expect(content.created == Date(timeIntervalSince1970: 0))
        #expect(content.deleted == Date(timeIntervalSince1970: 1_767_323_045.25))

        content.created = nil
        #expect(content.created == nil)
    }
}
