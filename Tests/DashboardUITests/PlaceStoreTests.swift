import Foundation
import TestSupport
import Testing

@testable import Dashboard
@testable import DashboardUI

@Suite struct PlaceStoreTests {
    private func last(_ kind: String) -> LastPlace {
        var last = LastPlace()
        last.kind = kind
        last.lists["*"] = LastPlace.List(order: "age", isReversed: true, filter: "cart")
        return last
    }

    @Test func eachContextHasItsOwnAndOthersMayNotReadThem() throws {
        let folder = try TemporaryFolder()
        let store = PlaceStore(folder: folder.path + "/state")

        store.keep(last("backends"), of: "one")
        store.keep(last("gateways"), of: "two")
        store.keep(last("httproutes"), of: "one")

        #expect(store.last(in: "one") == last("httproutes") && store.last(in: "two") == last("gateways"))
        #expect(store.last(in: "three") == nil)
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/state/places.json")
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func ofManyContextsThoseLeftLastAreKept() throws {
        let store = PlaceStore(folder: try TemporaryFolder().path)
        for number in 0...PlaceStore.limit { store.keep(last("backends"), of: "context-\(number)") }

        #expect(store.last(in: "context-0") == nil && store.last(in: "context-1") != nil)
    }

    @Test(arguments: ["", "{", "[]", "{\"version\": 9, \"entries\": []}", "{\"version\": 1, \"entries\": [{\"context\": 7}]}"])
    func whatCannotBeReadIsAsIfItWereNotThere(text: String) throws {
        let folder = try TemporaryFolder()
        _ = try folder.write("places.json", text)
        let store = PlaceStore(folder: folder.path)

        #expect(store.last(in: "one") == nil)
        store.keep(last("backends"), of: "one")
        #expect(store.last(in: "one") == last("backends"))
    }
}
