/// A document with the places of its keys and values in the text, instead of what the values say.
public indirect enum PlacedValue: Sendable {
    case scalar(TextPlace)
    case mapping(TextPlace, [Member])
    case sequence(TextPlace, [PlacedValue])

    public struct Member: Sendable {
        var key: String
        var place: TextPlace
        var value: PlacedValue
    }

    public var place: TextPlace {
        switch self {
        case .scalar(let place), .mapping(let place, _), .sequence(let place, _): place
        }
    }

    /// The part at the end of a way; nil where it leads nowhere.
    public func part(_ steps: [FieldSteps.Step]) -> PlacedValue? {
        steps.reduce(Optional(self)) { value, step in
            switch (value, step) {
            case (.mapping(_, let members), .key(let key)): members.last { $0.key == key }?.value
            case (.sequence(_, let elements), .index(let index)): elements.indices.contains(index) ? elements[index] : nil
            default: nil
            }
        }
    }

    /// Where a field stands: its value, or its key where the value is a mapping or a list. Of a field that is not there it is the place
    /// of the nearest one around it that is.
    ///
    /// - Parameter path: `spec.targetRefs[1].name`. Keys with dots in them are found in brackets, with quotes or without, and as they are.
    public func place(of path: String) -> TextPlace {
        var rest = path[...], here = self, found = place
        while !rest.isEmpty {
            switch here {
            case .scalar: return found
            case .sequence(_, let elements):
                guard rest.first == "[", let end = rest.firstIndex(of: "]"), let index = Int(rest[rest.index(after: rest.startIndex)..<end]),
                    elements.indices.contains(index)
                else { return found }
                here = elements[index]
                found = here.place
                rest = rest[rest.index(after: end)...]
            case .mapping(_, let members):
                guard let (member, length) = Self.next(rest, members) else { return found }
                here = member.value
                if case .scalar(let place) = here { found = place } else { found = member.place }
                rest = rest.dropFirst(length)
            }
            if rest.first == "." { rest.removeFirst() }
        }
        return found
    }

    /// The member whose key a path begins with, and how many letters of the path name it. Of several the longest; of equal ones the last,
    /// which is the one that counts.
    private static func next(_ path: Substring, _ members: [Member]) -> (Member, Int)? {
        var best: (member: Member, length: Int)?
        for member in members {
            for word in [member.key, "[\(member.key)]", "[\"\(member.key)\"]"] where path.hasPrefix(word) && !word.isEmpty {
                let length = word.count, after = path.dropFirst(length).first
                guard after == nil || after == "." || after == "[", length >= best?.length ?? 0 else { continue }
                best = (member, length)
            }
        }
        return best
    }
}
