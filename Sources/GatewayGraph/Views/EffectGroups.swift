/// Alike lines as one: what is said, where, and of whom.
struct EffectGroups<Key: Hashable> {
    /// What is said once of many.
    struct Group {
        var key: Key
        /// In the order in which they were met, each once.
        var members: [String] = []
        /// Whom they belong to, likewise.
        var subjects: [String] = []

        /// `a, b and 10 more`.
        var words: String { Group.few(members) }
        var subjectWords: String { Group.few(subjects) }
        var isOne: Bool { members.count == 1 }

        static func few(_ names: [String], most: Int = 3) -> String {
            guard names.count > 1 else { return names.first ?? "" }
            guard names.count > most + 1 else { return "\(names.dropLast().joined(separator: ", ")) and \(names[names.count - 1])" }
            return "\(names.prefix(most).joined(separator: ", ")) and \(names.count - most) more"
        }
    }

    /// In the order in which they were first met.
    private(set) var all: [Group] = []
    private var places: [Key: Int] = [:]
    private var seen: [Set<String>] = []
    private var known: [Set<String>] = []

    init() {}

    mutating func add(_ member: String, of subject: String = "", to key: Key) {
        let place = places[key] ?? all.count
        if place == all.count {
            places[key] = place
            all.append(Group(key: key))
            seen.append([])
            known.append([])
        }
        if seen[place].insert(member).inserted { all[place].members.append(member) }
        if known[place].insert(subject).inserted { all[place].subjects.append(subject) }
    }
}
