import GatewayGraph
import APIServer
import Foundation
import KubeModel
import KubeRules
import Testing

@testable import Sandbox

@Suite struct StoryTests {
    static let start = Date(timeIntervalSince1970: 1_800_000_000)

    @Test func theStoryIsLongEnoughAndHasEveryKind() throws {
        let story = try Story.objects(seed: 1, start: Self.start)

        #expect(story.count >= 110)
        #expect(Set(story.map(\.id.type)).isSuperset(of: StatusController.types))
        #expect(Set(story.compactMap(\.id.key.namespace)).count >= 6)
        #expect(Set(story.map(\.id)).count == story.count)
    }

    @Test func everyObjectSatisfiesItsSchema() throws {
        let kinds = Dictionary(uniqueKeysWithValues: KindSchemas.cluster.map { ($0.type, $0) })

        for item in try Story.objects(seed: 1, start: Self.start) where StatusController.types.contains(item.id.type) {
            let schema = try #require(kinds[item.id.type]?.schema)
            #expect(SchemaValidator.problems(of: item.object, schema) == [], "\(item.id)")
            #expect(StoryUnknownFields.find(in: item.object, schema) == [], "\(item.id)")
            #expect(MetadataRules.problems(of: item.object["metadata"] ?? .null, namespace: item.id.key.namespace) == [])
        }
    }

    @Test func theSameSeedAndStartTellTheSameStory() throws {
        let first = try Story.objects(seed: 7, start: Self.start)

        #expect(try Story.objects(seed: 7, start: Self.start) == first)
        #expect(try Story.objects(seed: 8, start: Self.start) != first)
    }

    @Test func agesReachOverTheLastHundredAndTwentyDays() throws {
        let ages = try Story.objects(seed: 1, start: Self.start).map { $0.created.distance(to: Self.start) / 86_400 }

        #expect(try #require(ages.max()) <= 120)
        #expect(try #require(ages.min()) > 0)
        #expect(ages.count { $0 > 60 } > 20)
        #expect(ages.count { $0 < 1 } >= 5)
    }

    @Test func everyStateOfHealthIsThere() throws {
        let story = try Story.objects(seed: 1, start: Self.start)
        let conditions = story.flatMap { $0.object[path: ["status", "conditions"]]?.array ?? [] }
        let reasons = Set(conditions.compactMap { $0["reason"]?.string })

        #expect(
            reasons.isSuperset(of: [
                "Valid", "Attached", "Merged", "Overridden", "Invalid", "TargetNotFound", "Pending",
            ]))
        #expect(story.count { $0.object["status"] == nil } >= 3)
        #expect(story.contains { $0.object[path: ["metadata", "deletionTimestamp"]] != nil })
        #expect(story.contains { ($0.object[path: ["status", "ancestors"]]?.array?.count ?? 0) >= 3 })
        #expect(
            story.contains { item in
                let generation = item.object[path: ["metadata", "generation"]]?.integer ?? 0
                let seen = item.object[path: ["status", "conditions"]]?[0]?["observedGeneration"]?.integer
                return seen.map { $0 < generation } ?? false
            })
    }

    @Test func oddNamesAndTextsAreThere() throws {
        let story = try Story.objects(seed: 1, start: Self.start)
        let texts = story.map { JSONWriter.text($0.object) }

        #expect(story.contains { $0.id.key.name.utf8.count == 63 })
        #expect(texts.contains { $0.contains("休業日") && $0.contains("🎌") })
        #expect(!texts.contains { $0.contains("\\u001b") })
    }

    @Test func theHostileStoryIsHostile() throws {
        let story = try Story.objects(.hostile, seed: 1, start: Self.start)
        let texts = story.map { JSONWriter.text($0.object) }

        #expect(story.map(\.id.key.name) == ["images", "hostile-body", "hostile-length", "hostile-annotations"])
        #expect(texts.contains { $0.contains("\\u001b[31m") && $0.contains("\\u202e") })
    }

    /// The reasons of the conditions of one object.
    private func reasons(_ id: ObjectID, in story: [StoryObject]) -> [String] {
        let status = story.first { $0.id == id }?.object["status"]
        let parents = status?["parents"]?.array ?? []
        let lists = parents.isEmpty ? [status] : parents.map(Optional.some)
        return lists.flatMap { $0?["conditions"]?.array ?? [] }.compactMap { $0["reason"]?.string }
    }

    @Test func policiesMeetInTheStoryInEveryWay() throws {
        let story = try Story.objects(seed: 1, start: Self.start)
        func policy(_ namespace: String, _ name: String) -> [String] {
            reasons(ObjectID(.trafficPolicy, namespace, name), in: story)
        }
        func route(_ namespace: String, _ name: String) -> [String] {
            reasons(ObjectID(.httpRoute, namespace, name), in: story)
        }

        // Delegated, and inherited.
        #expect(route("checkout", "sellers") == ["Accepted", "ResolvedRefs"])
        #expect(policy("infra", "marketplace-defaults") == ["Valid", "Merged"])
        #expect(policy("checkout", "sellers-timeouts") == ["Valid", "Merged"])
        // Heavier, older.
        #expect(policy("catalog", "images-cors") == ["Valid", "Overridden"])
        #expect(policy("catalog", "images-cors-campaign") == ["Valid", "Merged"])
        #expect(policy("search", "search-experiment-b") == ["Valid", "Overridden"])
        // Shadowed, of which no status tells.
        #expect(policy("infra", "partners-cors").first == "Valid")
        // Open for a misspelt name.
        #expect(policy("checkout", "checkout-step-up") == ["TargetNotFound", "Pending"])
        // Silenced by an invalid neighbour.
        #expect(policy("payments", "refunds-fraud-check") == ["Invalid", "Pending"])
        #expect(policy("payments", "refunds-timeouts") == ["Valid", "Attached"])
        #expect(route("payments", "refunds").first == "RouteRuleReplaced")
    }

    @Test func mostOfTheStoryIsWell() throws {
        let story = try Story.objects(seed: 1, start: Self.start).filter {
            ResourceType.kgatewayKinds.contains($0.id.type)
        }
        let failing = story.filter { item in
            (item.object[path: ["status", "conditions"]]?.array ?? []).contains { $0["status"] == "False" }
        }

        #expect((10...30).contains(failing.count), "\(failing.map(\.id))")
    }
}

/// Fields of an object that its schema does not list.
enum StoryUnknownFields {
    static func find(in value: JSONValue, _ schema: Schema?, at path: String = "") -> [String] {
        switch (schema?.shape, value) {
        case (.object(let rule), .object(let members)):
            return members.flatMap { name, value -> [String] in
                guard let schema = rule[name] else { return rule.keepsUnknown ? [] : ["\(path).\(name)"] }
                return find(in: value, schema, at: "\(path).\(name)")
            }
        case (.array(let element, _, _), .array(let elements)):
            return elements.flatMap { find(in: $0, element, at: "\(path)[]") }
        default: return []
        }
    }
}
