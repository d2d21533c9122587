import GatewayGraph
import KubeModel
import TestSupport
import Testing

@testable import Dashboard

/// What undo, redo and delete ask of the server, as values.
@Suite struct ChangeRecordRequestTests {
    private let key = Sample.key("shop/cart")
    private let before: JSONValue = [
        "metadata": ["name": "cart", "namespace": "shop", "uid": "u1", "resourceVersion": "7", "generation": 2],
        "spec": ["a": 1], "status": ["x": 1],
    ]
    private let now: JSONValue = [
        "metadata": ["name": "cart", "namespace": "shop", "uid": "u2", "resourceVersion": "9"], "spec": ["a": 2],
    ]

    private func record(_ after: JSONValue?) -> ChangeRecord {
        ChangeRecord(type: .trafficPolicy, key: key, before: nil, after: after)
    }

    @Test func whatIsThereIsReplacedInTheVersionThatWasSeen() {
        let change = record(before).request(current: now)

        #expect(change.method == .replace)
        #expect(
            change.body == [
                "metadata": ["name": "cart", "namespace": "shop", "resourceVersion": "9"], "spec": ["a": 1],
            ])
    }

    @Test func whatIsGoneIsCreatedWithoutWhatTheServerWrote() {
        let change = record(before).request(current: nil)

        #expect(change.method == .create)
        #expect(change.body == ["metadata": ["name": "cart", "namespace": "shop"], "spec": ["a": 1]])
    }

    @Test func onlyTheVeryObjectIsDeleted() {
        #expect(record(nil).request(current: now).method == .delete(uid: "u2"))
        let target = DeleteTarget(type: .backend, key: key, uid: "u1", body: []).record
        #expect(target.request(current: target.before) == ChangeRequest(method: .delete(uid: "u1"), type: .backend, key: key))
        let nameless = DeleteTarget(type: .backend, key: key, uid: "", body: []).record
        #expect(nameless.request(current: nameless.before).method == .delete(uid: nil))
    }
}
