import Foundation
import GatewayGraph
import KubeModel
import Sandbox
import Testing

@Suite struct StoryReferencesTests {
    @Test(arguments: [StoryName.shop, .hostile]) func theScanFindsWhatTheWalkOverTheTreeFinds(_ name: StoryName) throws {
        for story in try Story.objects(name, seed: 7, start: Date(timeIntervalSince1970: 1_800_000_000)) {
            let type = story.id.type
            let projection = RowProjection(isPolicy: false, references: ReferenceRule.paths(of: type)) { _, _ in [] }
            let row = try ResourceScanner(projection: projection).row(JSONWriter.bytes(story.object))
            #expect(ObjectReference.all(in: row, type) == ObjectReference.all(in: story.object, type), "\(story.id)")
        }
    }
}
