import GatewayGraph
import KubeModel

/// What keeps happening in the story: an endless sequence of waits and steps, the same for the same seed.
///
/// Twelve objects take part and no others; each goes through its own steps in a circle, and the seed decides whose turn it
/// is and how long it takes.
public struct ScenarioScript: Sequence, IteratorProtocol, Sendable {
    /// One object, and what happens to it, over and over.
    struct Act: Sendable {
        var steps: [StoryStep]
        var position = 0
    }

    public struct Beat: Equatable, Sendable {
        /// 2 to 5 seconds, before the step.
        public var wait: Duration
        public var step: StoryStep
    }

    private var acts: [Act]
    private var generator: SeededGenerator
    private var last = -1

    /// - Parameter story: Where the objects that come back are taken from.
    public init(seed: UInt64, story: [StoryObject]) {
        acts = Self.acts(story)
        generator = SeededGenerator(seed: seed, for: "scenario")
    }

    /// The only objects that are ever touched.
    public var cast: Set<ObjectID> { Set(acts.flatMap { $0.steps.map(\.id) }) }

    /// - Returns: Never nil, unless the story has none of the objects.
    public mutating func next() -> Beat? {
        guard !acts.isEmpty else { return nil }
        var turn = generator.number(in: 0...(acts.count - 1))
        // Nobody twice in a row: a condition has up to two seconds of its own to move.
        if turn == last { turn = (turn + 1) % acts.count }
        last = turn
        let step = acts[turn].steps[acts[turn].position]
        acts[turn].position = (acts[turn].position + 1) % acts[turn].steps.count
        return Beat(wait: generator.wait(2000...5000), step: step)
    }
}
