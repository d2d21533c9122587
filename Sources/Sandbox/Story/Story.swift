import Foundation
import GatewayGraph
import KubeModel

/// The cluster that the sandbox tells of: a shop and its platform, with what goes wrong in such a cluster.
///
/// The texts are YAML with shorthands (``StoryReader``); ages are relative to the start, so that the story never grows old.
public enum Story {
    /// Namespace and text, in the order in which they are read.
    static func chapters(_ name: StoryName) -> [(namespace: String, text: String)] {
        switch name {
        case .shop:
            [
                ("infra", infra), ("checkout", checkout), ("search", search), ("payments", payments),
                ("identity", identity), ("ml-platform", machineLearning), ("catalog", catalog),
                ("kgateway-system", platform),
            ]
        case .hostile: [("hostile", hostile)]
        }
    }

    /// Every object of the story with its status, as it is when the sandbox starts; with the Services and Secrets that
    /// they name.
    ///
    /// - Parameters:
    ///   - name: Which story.
    ///   - seed: Decides uids, generations and times.
    ///   - start: What ages are counted from.
    /// - Throws: ``YAMLError`` for a chapter that cannot be read; a test proves that there is none.
    public static func objects(_ name: StoryName = .shop, seed: UInt64, start: Date) throws(YAMLError) -> [StoryObject] {
        var objects: [StoryObject] = []
        for chapter in chapters(name) {
            let reader = StoryReader(namespace: chapter.namespace, seed: seed, start: start)
            for document in try YAMLReader.documents(chapter.text) { objects.append(reader.object(document.value)) }
        }
        if name == .shop { objects += StorySurroundings(of: objects, missing: missing, seed: seed).objects }
        return withStatus(objects, seed: seed, start: start)
    }

    /// Named by an object of the shop, and not there.
    private static let missing: Set<ObjectID> = [ObjectID(.secret, "ml-platform", "support-bot-key")]

    /// The objects with the status that the controller would have written some time before the start.
    static func withStatus(_ objects: [StoryObject], seed: UInt64, start: Date) -> [StoryObject] {
        let cluster = FixedCluster(objects.map { ($0.id.type, $0.object) })
        let controller = StatusController(), verdicts = PolicyVerdicts(in: cluster)
        return objects.map { item in
            guard !item.isPinned else { return item }
            var item = item
            var generator = SeededGenerator(seed: seed, for: "status \(item.id)")
            let age = item.created.distance(to: start)
            // Most were accepted when they were created, some have changed since.
            let since = generator.number(in: 0...3) == 0 ? age * Double(generator.number(in: 5...95)) / 100 : age - 2
            let now = KubeTime.text(start.addingTimeInterval(-max(1, since)))
            item.object["status"] = controller.status(
                for: item.object, item.id.type, in: cluster, by: verdicts, now: now)
            return item
        }
    }
}

/// One object of the story.
public struct StoryObject: Sendable, Equatable {
    public var id: ObjectID
    public var object: JSONValue
    public var created: Date
    /// Whether the story sets its status, or that it has none: the controller leaves it alone until its spec changes.
    public var isPinned: Bool
}
