import KubeModel
import Testing

@Suite struct KeyTableTests {
    @Test func itSaysTheSameAsADictionaryWhateverComesAndGoes() {
        var table = KeyTable(), known: [ObjectKey: Int32] = [:], keys: [ObjectKey] = [], free: [Int32] = []
        var random = SystemRandomNumberGenerator()
        for step in 0..<20_000 {
            let key = ObjectKey(namespace: "n\(Int.random(in: 0..<20, using: &random))", name: "x\(Int.random(in: 0..<100, using: &random))")
            let slot = table.slot(of: key) { keys[Int($0)] }
            #expect(slot == known[key], "step \(step)")
            if let slot, step % 3 != 0 {
                table.remove(slot, of: key)
                known[key] = nil
                free.append(slot)
            } else if slot == nil {
                let new = free.popLast() ?? Int32(keys.count)
                if Int(new) == keys.count { keys.append(key) } else { keys[Int(new)] = key }
                table.insert(new, for: key)
                known[key] = new
            }
        }
        #expect(table.count == known.count)
        #expect(Set(table.all) == Set(known.values))
        for (key, slot) in known { #expect(table.slot(of: key) { keys[Int($0)] } == slot) }
    }

    @Test func anEmptyTableHasNothing() {
        var table = KeyTable()
        let key = ObjectKey(namespace: nil, name: "a")

        #expect(table.slot(of: key) { _ in key } == nil)
        table.remove(0, of: key)
        #expect(table.all.isEmpty && table.count == 0)
    }
}
