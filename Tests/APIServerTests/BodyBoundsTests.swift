import KubeModel
import Testing

@testable import APIServer

/// What one client may make the server hold, and whose fault a version is that is none.
@Suite struct BodyBoundsTests {
    private let server = ServerFixture()
    private let path = ServerFixture.collection

    @Test(arguments: [
        "abc", "-1", "1.5", "+1", "1e3", "0x1", " 1", "1_000", "18446744073709551616", String(repeating: "9", count: 100),
    ])
    func aVersionThatIsNoneIsTheClientsFault(version: String) {
        server.create("a")
        let query = version.replacing("+", with: "%2B").replacing(" ", with: "%20")
        for target in ["\(path)?", "\(path)?watch=1&", "\(path)/a?", "\(ServerFixture.all)?watch=1&timeoutSeconds=1&"] {
            #expect(server.call("GET", "\(target)resourceVersion=\(query)").status == 400)
        }
        #expect(server.call("DELETE", "\(path)?resourceVersion=\(query)").status == 400)
        var object = ServerFixture.object("a", code: 201)
        object["metadata"]?["resourceVersion"] = .string(version)
        #expect(server.call("PUT", "\(path)/a", object).status == 400)
        #expect(server.merge("a", ["metadata": ["resourceVersion": .string(version)]]).status == 400)
        object["metadata"]?["name"] = "new"
        #expect(server.call("POST", path, object).status == 400)
        let applied = server.call(
            "PATCH", "\(path)/new?fieldManager=m", object, type: "application/apply-patch+yaml")
        #expect(applied.status == 400)
        #expect(server.call("GET", path).names == ["a"])
    }

    @Test(arguments: ["9223372036854775807", "9223372036854775808", "18446744073709551615"])
    func aVersionOf64BitsIsOfTheFuture(version: String) {
        server.create("a")
        #expect(server.call("GET", "\(path)?resourceVersion=\(version)").status == 504)
        #expect(server.call("GET", "\(path)/a?resourceVersion=\(version)").status == 504)
        #expect(server.call("GET", "\(path)?watch=1&resourceVersion=\(version)").status == 200)
        #expect(server.call("DELETE", "\(path)?resourceVersion=\(version)").status == 504)
    }

    @Test func aNumberThatDoesNotFitIsOutOfRange() {
        let reply = server.call("GET", "\(path)?limit=99999999999999999999")

        #expect(reply.status == 400)
        #expect(reply.message == #"strconv.ParseInt: parsing "99999999999999999999": value out of range"#)
        #expect(server.call("GET", "\(path)?limit=--1").message.hasSuffix("invalid syntax"))
    }

    @Test(arguments: ["0,", "{},", "[],", "\"\",", "[[{\"a\":1}]],"])
    func aBodyOfVeryManyValuesIsTooLarge(value: String) {
        let text = "[" + String(repeating: value, count: 110_000) + "0]"

        #expect(server.call("POST", path, text: text).status == 413)
        #expect(server.call("POST", path, text: text, type: "application/yaml").status == 413)
        #expect(
            server.call("PATCH", "\(path)/a", text: text, type: "application/json-patch+json").status == 413)
        #expect(server.call("DELETE", "\(path)/a", text: text).status == 413)
    }

    @Test func aLongTextIsOneValue() {
        var object = ServerFixture.object("a")
        object["metadata"]?["annotations"] = ["text": .string(String(repeating: ",[{\"", count: 60_000))]

        #expect(server.call("POST", path, object).status == 201)
    }

    @Test func anObjectIsStoredUpToTheSizeThatARealServerStores() {
        var object = ServerFixture.object("a")
        object["spec"]?["extra"] = ["text": .string(String(repeating: "x", count: 1_600_000))]
        let reply = server.call("POST", path, object)

        #expect(reply.status == 500)
        #expect(reply.message == "etcdserver: request is too large")
        object["spec"]?["extra"] = ["text": .string(String(repeating: "x", count: 1_500_000))]
        #expect(server.call("POST", path, object).status == 201)
    }

    @Test func aLongListIsTheSameInEveryForm() throws {
        for number in 100..<200 { server.create("n\(number)", labels: ["text": "a"]) }
        server.merge("n150", ["metadata": ["annotations": ["lines": "one\ntwo\n\n", "more": "- x\n"]]])
        let json = server.call("GET", path)
        let yaml = server.call("GET", path, accept: "application/yaml")
        let table = server.call("GET", path, accept: "application/json;as=Table;v=v1;g=meta.k8s.io")
        let metadata = server.call(
            "GET", path, accept: "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io")

        #expect(json.names.count == 100)
        #expect(json.names.first == "n100")
        #expect(json.names.last == "n199")
        #expect(try YAMLReader.parse(yaml.text) == json.json)
        #expect(table.json["rows"]?.array?.count == 100)
        #expect(table.json["kind"] == "Table")
        #expect(metadata.names == json.names)
        #expect(metadata.json["kind"] == "PartialObjectMetadataList")
    }

    @Test func aListIsWrittenInPieces() {
        for number in 100..<200 {
            server.create("n\(number)")
            server.merge(
                "n\(number)", ["metadata": ["annotations": ["a": .string(String(repeating: "x", count: 10_000))]]])
        }
        var request = APIRequest(method: "GET", path: APIRequest.split(path: path, query: "").path)
        request.authorization = "Bearer secret"
        guard case .pieces(let pieces, isEndless: false) = server.api.respond(request).body,
            let list = pieces as? ListStream
        else {
            Issue.record("a long list is held as a whole")
            return
        }
        var iterator = list.makeAsyncIterator()
        var sizes: [Int] = []
        while let piece = iterator.nextPiece() { sizes.append(piece.count) }

        #expect(sizes.count > 10)
        #expect(sizes.allSatisfy { $0 < 90_000 })
    }

    @Test func aWatchThatWasAwayIsToldInPieces() async throws {
        server.create("a")
        let version = server.call("GET", path).version
        let stream = try #require(server.call("GET", "\(path)?watch=1&resourceVersion=\(version)").stream)
        for number in 0..<50 {
            let text = "\(number)" + String(repeating: "x", count: 20_000)
            server.merge("a", ["metadata": ["annotations": ["a": .string(text)]]])
        }
        var iterator = stream.makeAsyncIterator()
        var frames = 0
        while frames < 50 {
            let piece = try #require(await iterator.next())
            frames += piece.count { $0 == 0x0A }
            #expect(piece.count < 120_000)
        }

        #expect(frames == 50)
    }

    @Test func theMemoryOfChangesIsBoundedInBytes() {
        server.create("a")
        let version = server.call("GET", path).version
        for number in 0..<60 {
            let text = "\(number)" + String(repeating: "x", count: 200_000)
            server.merge("a", ["metadata": ["annotations": ["a": .string(text)]]])
        }

        #expect(server.call("GET", "\(path)?resourceVersionMatch=Exact&resourceVersion=\(version)").status == 410)
    }
}
