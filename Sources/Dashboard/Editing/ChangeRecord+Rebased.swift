import KubeModel
import KubeRules

extension ChangeRecord {
    /// Why a change cannot be made on top of what others have done, in a clause.
    public struct Conflict: Error, Equatable, Sendable, CustomStringConvertible {
        public var description: String
    }

    /// Whether the person's part of the object would be another.
    public var changesSomething: Bool { before.map(EditablePart.of) != after.map(EditablePart.of) }

    /// The same change of an object that is another by now: what others did to it stays.
    ///
    /// - Parameter now: As it stands on the server; nil where it is not there.
    /// - Returns: From what it is now to what it would be then.
    public func rebased(on now: JSONValue?) -> Result<ChangeRecord, Conflict> {
        var again = self
        again.before = now
        // A mask is no value: what stands there now stays, and what is gone cannot come back.
        if !maskedPaths.isEmpty, now == nil, after != nil {
            return .failure(Conflict(description: "it held secrets, which are not kept: \(Self.named(maskedPaths))."))
        }
        switch (before, after, now) {
        case (nil, nil, _): return .success(again)
        case (nil, _?, nil): return .success(again)
        case (nil, let wanted?, let now?):
            guard EditablePart.of(wanted) != EditablePart.of(now) else { return .success(again) }
            return .failure(Conflict(description: "there is another of that name by now."))
        case (_?, nil, nil): return .failure(Conflict(description: "it is not there any more."))
        case (_?, _?, nil): return .failure(Conflict(description: "it was deleted since."))
        case (let left?, nil, let now?):
            let others = ObjectDiff(from: EditablePart.of(left), to: EditablePart.of(now))
            guard !others.isEmpty else { return .success(again) }
            return .failure(Conflict(description: "it changed since: \(Self.named(others.changes.map(\.path)))."))
        case (let left?, let wanted?, let now?):
            let merge = ThreeWayMerge(base: EditablePart.of(left), theirs: EditablePart.of(now), mine: EditablePart.of(wanted))
            guard merge.conflicts.isEmpty else {
                return .failure(Conflict(description: "the same changed since: \(Self.named(merge.conflicts.map(\.path.description)))."))
            }
            again.after = merge.merged
            return .success(again)
        }
    }

    private static func named(_ paths: [String]) -> String {
        let shown = paths.prefix(5).map { SafeText.short($0, 100) }.joined(separator: ", ")
        return paths.count > 5 ? "\(shown) and \(paths.count - 5) more" : shown
    }
}
