import Dashboard
import GatewayGraph
import KubeModel

/// What it takes to make rows of bytes, beside a plain walk over them.
enum ScanBenchmark {
    private static let rounds = 5

    static func run(_ world: World) throws -> [Figure] {
        let server = try ServerRun(world.program, objects: min(world.objects, 20_000), folder: world.folder)
        defer { server.stop() }
        let body = try RawConnection(port: server.port, token: server.token).exchange("GET", RawConnection.policies)
        var objects: [[UInt8]] = [], cutter = ListCutter()
        body.withUnsafeBytes { cutter.feed($0) { objects.append(Array($0)) } }
        let size = Double(objects.reduce(0) { $0 + $1.count }) / 1e6
        var walks: [Double] = [], rows: [Double] = [], prints: [Double] = [], depth = 0
        for _ in 0..<rounds {
            var begun = ContinuousClock.now
            for object in objects { depth += object.withUnsafeBufferPointer(walk) }
            walks.append(begun.seconds)
            let scanner = ResourceScanner(projection: KindCatalog.kind(for: .trafficPolicy).projection)
            begun = .now
            for object in objects { _ = try scanner.row(object) }
            rows.append(begun.seconds)
            begun = .now
            for object in objects.prefix(objects.count / 10) { depth += JSONWriter.bytes(try JSONParser.parse(object)).count }
            prints.append(begun.seconds * 10)
        }
        // Used, so that no compiler leaves the work out.
        guard depth > 0 else { return [] }
        let walk = walks.median / Double(objects.count) * 1e6
        return [
            Figure("a row", rows.median / Double(objects.count) * 1e6, "µs", beside: ("a walk over its bytes", walk), goal: .ratioAtMost(3.0)),
            Figure("rows", size / rows.median, "MB/s"),
            Figure("parse and print", size / prints.median, "MB/s"),
        ]
    }

    /// What every reader of JSON has to do at least: to tell texts from what stands between them, and how deep it is.
    private static func walk(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var depth = 0, isText = false, isEscaped = false
        for byte in bytes {
            if isText {
                if isEscaped { isEscaped = false } else if byte == UInt8(ascii: "\\") { isEscaped = true } else if byte == UInt8(ascii: "\"") { isText = false }
            } else {
                switch byte {
                case UInt8(ascii: "\""): isText = true
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
                default: break
                }
            }
        }
        return depth
    }
}
