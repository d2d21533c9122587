/// The stories that the sandbox can tell.
public enum StoryName: String, CaseIterable, Sendable {
    /// A shop and its platform, with what goes wrong there.
    case shop
    /// A few objects whose texts try to take over whatever shows them.
    case hostile
}
