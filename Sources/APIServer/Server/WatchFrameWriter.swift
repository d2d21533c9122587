import Foundation
import KubeModel

/// Writes the lines of one watch.
struct WatchFrameWriter {
    let plan: WatchStream.Plan
    private var hasSentColumns = false

    init(plan: WatchStream.Plan) { self.plan = plan }

    /// Adds the frame of a change as this watch sees it: what leaves the selection is deleted, what enters it is added.
    mutating func append(_ event: StoreEvent, to out: inout [UInt8]) {
        guard event.version > plan.after else { return }
        let was = event.previous.map(plan.selection.matches) ?? false
        let isNow = event.action != .deleted && plan.selection.matches(event.current)
        switch (was, isNow) {
        case (false, true): append(.added, event.current, to: &out)
        case (true, true): append(.modified, event.current, to: &out)
        case (true, false):
            let last = event.action == .deleted ? event.current : event.previous?.stamped(event.version)
            append(.deleted, last ?? event.current, to: &out)
        case (false, false): break
        }
    }

    mutating func append(_ action: StoreChange.Action, _ object: StoredObject, to out: inout [UInt8]) {
        out += Array("{\"type\":\"\(action.rawValue)\",\"object\":".utf8)
        if plan.renderer.representation.shape == .object {
            out += plan.renderer.view(object).bytes
        } else {
            out += rendered(object)
        }
        out += [UInt8(ascii: "}"), 0x0A]
    }

    /// Adds the frame that says how far the watcher is.
    ///
    /// - Parameter endsInitial: It also says that every object that was there has been sent.
    mutating func appendBookmark(_ version: Int, endsInitial: Bool, to out: inout [UInt8]) {
        guard version >= plan.after else { return }
        let type = plan.renderer.kind.type
        var metadata: JSONValue = ["resourceVersion": .string(String(version))]
        if endsInitial { metadata["annotations"] = ["k8s.io/initial-events-end": "true"] }
        let object = StoredObject(
            key: ObjectKey(namespace: nil, name: ""), version: version,
            object: ["kind": .string(type.kind), "apiVersion": .string(type.apiVersion), "metadata": metadata])
        out += Array("{\"type\":\"BOOKMARK\",\"object\":".utf8)
        out += plan.renderer.representation.shape == .object ? object.bytes : rendered(object)
        out += [UInt8(ascii: "}"), 0x0A]
    }

    func error(_ status: APIStatus) -> [UInt8] {
        Array("{\"type\":\"ERROR\",\"object\":".utf8) + JSONWriter.bytes(status.json) + [UInt8(ascii: "}"), 0x0A]
    }

    private mutating func rendered(_ object: StoredObject) -> [UInt8] {
        guard plan.renderer.representation.shape == .table else { return plan.renderer.object(object) }
        var renderer = plan.renderer
        renderer.now = Date()
        defer { hasSentColumns = true }
        return JSONWriter.bytes(
            renderer.table([object], version: object.metadata["resourceVersion"], columns: !hasSentColumns))
    }
}
