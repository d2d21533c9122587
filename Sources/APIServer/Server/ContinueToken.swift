import Foundation
import KubeModel

/// Where the next page of a list begins, as a client hands it back: opaque to it, JSON in base64 to the server.
struct ContinueToken: Equatable {
    /// The version that every page of the list shows.
    var version: Int
    /// The last key of the page before.
    var after: ObjectKey

    var text: String {
        let json: JSONValue = [
            "v": "meta.k8s.io/v1", "rv": .integer(version),
            "start": .string("\(after.namespace ?? "")/\(after.name)\u{0}"),
        ]
        return Data(JSONWriter.bytes(json)).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    init(version: Int, after: ObjectKey) {
        self.version = version
        self.after = after
    }

    /// - Throws: 400 for anything that this server has not written.
    init(parsing text: String) throws(APIStatus) {
        let refusal = { (why: String) in
            APIStatus.badRequest("invalid continue token: continue key is not valid: \(why)")
        }
        let padded =
            text.replacing("-", with: "+").replacing("_", with: "/")
            + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: padded) else { throw refusal("illegal base64 data") }
        let value: JSONValue
        do throws(JSONError) { value = try JSONParser.parse(data) } catch { throw refusal(error.description) }
        guard value["v"]?.string == "meta.k8s.io/v1" else {
            throw refusal("server does not recognize this encoded version")
        }
        guard let version = value["rv"]?.integer, version > 0 else {
            throw refusal("incorrect encoded start resourceVersion")
        }
        guard let start = value["start"]?.string, start.hasSuffix("\u{0}"), let slash = start.firstIndex(of: "/") else {
            throw refusal("encoded start key empty or invalid")
        }
        let namespace = String(start[..<slash])
        self.version = version
        after = ObjectKey(
            namespace: namespace.isEmpty ? nil : namespace, name: String(start[start.index(after: slash)...].dropLast())
        )
    }
}
