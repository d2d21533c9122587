/// Values by name in one array, whose places stay as long as nothing is removed.
struct Slots<Value: Sendable>: Sendable {
    private(set) var values: [Value] = []
    private var names: [String] = []
    private var places: [String: Int] = [:]

    func place(of name: String) -> Int? { places[name] }
    subscript(name: String) -> Value? { places[name].map { values[$0] } }

    /// - Returns: false where there was one of that name, whose place it takes.
    @discardableResult
    mutating func put(_ value: Value, _ name: String) -> Bool {
        if let place = places[name] {
            values[place] = value
            return false
        }
        places[name] = values.count
        values.append(value)
        names.append(name)
        return true
    }

    /// The last one takes its place.
    mutating func remove(_ name: String) {
        guard let place = places.removeValue(forKey: name) else { return }
        values.swapAt(place, values.count - 1)
        names.swapAt(place, names.count - 1)
        values.removeLast()
        names.removeLast()
        if place < names.count { places[names[place]] = place }
    }

    mutating func keep(where isKept: (Value) -> Bool) {
        for (name, value) in zip(names, values) where !isKept(value) { remove(name) }
    }
}
