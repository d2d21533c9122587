import Foundation
import KubeModel
import KubeRules

/// What a file of manifests holds: objects as bytes, and what of it cannot be read.
struct FileContent: Sendable {
    /// In the order they stand in; lists are unrolled.
    var objects: [IdentifiedObject] = []
    /// `LINE: problem`, one for each document that cannot be read.
    var problems: [String] = []
    /// `LINE: problem` of what begins like an object and names none: so files look that are being written, and others too.
    var unfinished: [String] = []
    /// Whether the last line has an end.
    var isClosed = true

    /// Beyond this a document that is no whole JSON is not read as YAML too, which takes seconds: files that are being
    /// written look like this.
    private static let flowLimit = 262_144
    /// Items of a list that are read by one task.
    private static let share = 64

    /// Reads a file, its lists on every core.
    static func read(_ path: String) async -> FileContent {
        guard let data = FileManager.default.contents(atPath: path) else { return FileContent(problems: ["1: cannot be read"]) }
        var bytes = [UInt8](data)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        guard bytes.withUnsafeBufferPointer({ String(validating: $0, as: UTF8.self) }) != nil else {
            return FileContent(problems: ["1: not UTF-8"])
        }
        return await content(of: bytes)
    }

    static func content(of bytes: [UInt8]) async -> FileContent {
        var content = FileContent(isClosed: bytes.last == 0x0A || bytes.last == UInt8(ascii: "}"))
        for document in ManifestCutter.documents(in: bytes) {
            let unfinished = "\(document.line): an object without a kind or a name"
            if !document.items.isEmpty, let objects = await items(of: document, bytes) {
                content.objects += objects
                if objects.count < document.items.count { content.unfinished.append(unfinished) }
                continue
            }
            do throws(YAMLError) {
                for json in try whole(document, bytes) {
                    let objects = unrolled(json)
                    content.objects += objects
                    if objects.isEmpty, isUnfinished(RawJSON(json)) { content.unfinished.append(unfinished) }
                }
            } catch {
                content.problems.append("\(document.line + (error.line ?? 1) - 1): \(error.problem)")
            }
        }
        return content
    }

    /// Whether it begins like an object or a list and is neither; a list of nothing is one.
    private static func isUnfinished(_ value: RawJSON) -> Bool {
        value["apiVersion"] != nil && (ListName(value) == nil || value["items"] == nil)
    }

    // MARK: Documents

    private static func whole(_ document: ManifestCutter.Document, _ bytes: [UInt8]) throws(YAMLError) -> [[UInt8]] {
        if let json = json(bytes, document.range, isJSON: document.isJSON) { return [json] }
        let part = bytes[document.range]
        let isFlow = part.first { $0 > 0x20 } == UInt8(ascii: "{")
        guard !isFlow || part.count <= flowLimit else {
            do throws(JSONError) { _ = try JSONParser.parse(part) } catch { throw YAMLError(line: line(of: error, in: part), problem: error.description) }
            return []
        }
        return try YAMLReader.documents(String(decoding: part, as: UTF8.self)).map { JSONWriter.bytes($0.value) }
    }

    private static func line(of error: JSONError, in part: ArraySlice<UInt8>) -> Int {
        let offset: Int =
            switch error {
            case .unexpected(_, let offset), .invalidNumber(let offset), .invalidString(let offset), .trailingBytes(let offset): offset
            case .unexpectedEnd, .tooDeep: part.count
            }
        return part.prefix(offset).reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
    }

    /// nil where that needs the parser of everything.
    private static func json(_ bytes: [UInt8], _ range: Range<Int>, isJSON: Bool) -> [UInt8]? {
        bytes.withUnsafeBufferPointer { buffer in
            let part = UnsafeBufferPointer(rebasing: buffer[range])
            return isJSON ? JSONCompactor.compact(part) : PlainYAML.json(part)
        }
    }

    // MARK: Lists

    /// The items of a list that was cut; nil where it is none, or was not cut rightly: then it has to be read as a whole.
    private static func items(of document: ManifestCutter.Document, _ bytes: [UInt8]) async -> [IdentifiedObject]? {
        let isJSON = document.isJSON, range = 0..<document.envelope.count
        let head = json(document.envelope, range, isJSON: isJSON) ?? text(document.envelope).flatMap(fallback)
        guard let head, let list = ListName(RawJSON(head)) else { return nil }
        let ranges = document.items
        guard ranges.count > share else { return shareOfItems(ranges[...], bytes, isJSON, list) }
        return await withTaskGroup(of: (Int, [IdentifiedObject]?).self) { group in
            for start in stride(from: 0, to: ranges.count, by: share) {
                group.addTask { (start, shareOfItems(ranges[start..<min(start + share, ranges.count)], bytes, isJSON, list)) }
            }
            var parts: [Int: [IdentifiedObject]] = [:]
            for await (start, part) in group {
                guard let part else {
                    group.cancelAll()
                    return nil
                }
                parts[start] = part
            }
            return parts.sorted { $0.key < $1.key }.flatMap(\.value)
        }
    }

    private static func shareOfItems(
        _ ranges: ArraySlice<Range<Int>>, _ bytes: [UInt8], _ isJSON: Bool, _ list: ListName
    ) -> [IdentifiedObject]? {
        var objects: [IdentifiedObject] = []
        for range in ranges {
            guard !Task.isCancelled, let item = item(bytes, range, isJSON) else { return nil }
            objects += unrolled(item, in: list)
        }
        return objects
    }

    private static func item(_ bytes: [UInt8], _ range: Range<Int>, _ isJSON: Bool) -> [UInt8]? {
        if isJSON { return json(bytes, range, isJSON: true) }
        // A sequence of one, whichever way it is read.
        if let sequence = json(bytes, range, isJSON: false) { return Array(sequence.dropFirst().dropLast()) }
        guard let value = fallback(Array(bytes[range])) else { return nil }
        return Array(value.dropFirst().dropLast())
    }

    private static func text(_ bytes: [UInt8]) -> [UInt8]? { bytes.isEmpty ? nil : bytes }

    private static func fallback(_ bytes: [UInt8]) -> [UInt8]? {
        // What is wrong is found out when the document is read as a whole.
        (try? YAMLReader.parse(String(decoding: bytes, as: UTF8.self))).map(JSONWriter.bytes)
    }

    /// What a list says of its items.
    private struct ListName {
        let apiVersion: String
        /// Empty for the list of anything.
        let kind: String

        init?(_ list: RawJSON) {
            guard let apiVersion = list["apiVersion"]?.string, !apiVersion.isEmpty, let kind = list["kind"]?.string, kind.hasSuffix("List")
            else { return nil }
            self.apiVersion = apiVersion
            self.kind = String(kind.dropLast("List".count))
        }

        func object(_ bytes: [UInt8]) -> IdentifiedObject? {
            IdentifiedObject(bytes) ?? (kind.isEmpty ? nil : IdentifiedObject(bytes, in: (apiVersion, kind)))
        }
    }

    /// An object, or those of a list. What is neither, as the values of a chart, is passed by.
    private static func unrolled(_ json: [UInt8], in list: ListName? = nil) -> [IdentifiedObject] {
        let object = list.map { $0.object(json) } ?? IdentifiedObject(json)
        if let object, !object.kind.hasSuffix("List") { return [object] }
        let value = RawJSON(json)
        if let inner = ListName(value), let items = value["items"], items.text.hasPrefix("[") {
            return items.elements.flatMap { unrolled(Array($0.slice), in: inner) }
        }
        return object.map { [$0] } ?? []
    }
}
