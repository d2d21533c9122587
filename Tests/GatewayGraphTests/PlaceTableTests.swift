import Testing

@testable import GatewayGraph

@Suite struct PlaceTableTests {
    private let table = PlaceTable(["shop/cart", "shop/card", "shop/orders", "team/cart", "team/checkout", "team/search"])

    @Test func theNearestNameIsOfTheSameNamespaceAndOfSeveralTheFirst() {
        #expect(table.nearest(to: "shop/carx") == "shop/card")
        #expect(table.nearest(to: "team/card") == "team/cart")
        #expect(table.nearest(to: "shop/checkout") == nil)
        #expect(table.nearest(to: "shop/orderss") == "shop/orders")
        #expect(table.nearest(to: "nowhere/cart") == nil)
        #expect(table.hint("team/chekcout") == "; did you mean checkout?")
        #expect(table.hint("team/xyz").isEmpty)
    }

    @Test func oneThatDoesNotCountIsNotNamed() {
        #expect(table.nearest(to: "shop/carx", except: "shop/card") == "shop/cart")
        #expect(table.nearest(to: "shop/cart") == "shop/card")
    }

    @Test func aNameIsFoundInWhicheverNamespaceItIs() {
        #expect(table.first(named: "cart") == "shop/cart")
        #expect(table.first(named: "cart", except: "shop/cart") == "team/cart")
        #expect(table.first(named: "orders", except: "shop/orders") == nil)
        #expect(table.first(in: "team") == "team/cart")
        #expect(table.first(in: "tea") == nil)
    }

    @Test func amongManyTheNearestIsTheOneThatIsFoundOneByOne() {
        var state: UInt64 = 7
        func next(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        func place() -> String { "\(["a", "b"][next(2)])/" + String((0..<(1 + next(9))).map { _ in Array("abc-1")[next(5)] }) }
        let places = (0..<300).map { _ in place() }, table = PlaceTable(places)
        for _ in 0..<300 {
            let asked = place()
            #expect(table.nearest(to: asked) == NearestName.best(asked, among: places), "\(asked)")
        }
    }

    @Test func aWorldThatHasChangedHasOtherPlaces() {
        var world = PolicyWorld(PolicySample.objects([PolicySample.base]), PolicySettings())
        let former = world
        #expect(world.places(of: "HTTPRoute").nearest(to: "a/crat") == "a/cart")
        world.remove("HTTPRoute", "a", "cart")
        #expect(world.places(of: "HTTPRoute").nearest(to: "a/crat") == nil)
        #expect(former.places(of: "HTTPRoute").nearest(to: "a/crat") == "a/cart")
    }
}
