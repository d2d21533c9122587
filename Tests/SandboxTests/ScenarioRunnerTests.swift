import GatewayGraph
import APIServer
import Foundation
import KubeModel
import KubeRules
import Testing

@testable import Sandbox

@Suite struct ScenarioRunnerTests {
    private static func story() throws -> [StoryObject] {
        try Story.objects(seed: 1, start: Date(timeIntervalSince1970: 1_800_000_000))
    }

    private func store(_ story: [StoryObject]) -> ObjectStore {
        let store = ObjectStore(types: KindSchemas.all.map(\.type))
        for item in story { store.seed(item.object, item.id.type) }
        return store
    }

    @Test func aSeedGivesTheSameSequenceEveryTime() throws {
        let story = try Self.story()
        let beats = Array(ScenarioScript(seed: 5, story: story).prefix(200))

        #expect(Array(ScenarioScript(seed: 5, story: story).prefix(200)) == beats)
        #expect(Array(ScenarioScript(seed: 6, story: story).prefix(200)) != beats)
        #expect(beats.allSatisfy { (.seconds(2)...(.seconds(5))).contains($0.wait) })
    }

    @Test func aDozenObjectsTakePart() throws {
        let story = try Self.story()
        let names = Set(story.map(\.id))
        let script = ScenarioScript(seed: 1, story: story)

        #expect(script.cast.count == 12)
        #expect(script.cast.subtracting(names).map(\.key.name) == ["canary-headers"])
        #expect(Set(script.prefix(400).map(\.step.id)) == script.cast)
    }

    @Test func everyStepCanBeTakenAndSatisfiesTheSchema() throws {
        let story = try Self.story()
        let store = store(story)
        let kinds = Dictionary(uniqueKeysWithValues: KindSchemas.all.map { ($0.type, $0) })
        var runner = ScenarioRunner(store: store, kinds: KindSchemas.all, script: ScenarioScript(seed: 1, story: story))

        for beat in ScenarioScript(seed: 1, story: story).prefix(300) {
            let isTaken = runner.perform(beat.step)
            #expect(isTaken)
            let id = beat.step.id
            guard let object = store.object(id.type, id.key), let schema = kinds[id.type]?.schema else { continue }
            #expect(SchemaValidator.problems(of: object, schema) == [], "\(id)")
        }
    }

    @Test func anObjectThatAPersonEditsIsLeftToThem() throws {
        let story = try Self.story()
        let store = store(story)
        let id = ObjectID(.trafficPolicy, "checkout", "cart-retries")
        let kind = try #require(KindSchemas.all.first { $0.type == id.type })
        var runner = ScenarioRunner(store: store, kinds: KindSchemas.all, script: ScenarioScript(seed: 1, story: story))
        var object = try #require(store.object(id.type, id.key))
        object["spec"]?["retries"] = ["attempts": 1]
        try store.replace(object, kind: kind)

        let isTaken = runner.perform(.set(id, field: "retries", ["attempts": 9]))

        #expect(!isTaken)
        #expect(store.object(id.type, id.key)?["spec"]?["retries"] == ["attempts": 1])
    }

    @Test func anObjectThatAPersonDeletesDoesNotComeBack() throws {
        let story = try Self.story()
        let store = store(story)
        let id = ObjectID(.httpRoute, "search", "suggest")
        let kind = try #require(KindSchemas.all.first { $0.type == id.type })
        var runner = ScenarioRunner(store: store, kinds: KindSchemas.all, script: ScenarioScript(seed: 1, story: story))
        try store.delete(id.key, kind: kind)

        for beat in ScenarioScript(seed: 1, story: story).prefix(200) { runner.perform(beat.step) }

        #expect(store.object(id.type, id.key) == nil)
    }
}
