import KubeModel

/// A place that two people made different things of.
public struct MergeConflict: Equatable, Sendable {
    /// The field, with indices of the merged object: `spec.timeouts.request`. For elements of a list that both added in one
    /// place, the first of them; for a list that both ordered anew, the list.
    public var path: FieldSteps
    /// What stood there; nil: nothing.
    public var base: JSONValue?
    /// What the others made of it; nil: they removed it.
    public var theirs: JSONValue?
    public var mine: JSONValue?
    /// Where it stands in ``ThreeWayMerge/merged``; empty where it stands there not at all.
    public var placesOfMine: [FieldSteps]
    /// Where it stands in ``ThreeWayMerge/alternative``.
    public var placesOfTheirs: [FieldSteps]
}
