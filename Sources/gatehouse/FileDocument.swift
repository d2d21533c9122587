import Dashboard
import Foundation
import KubeModel
import KubeRules

/// The one object that a file holds, for who has its text already and needs no editor.
struct FileDocument {
    /// As the file is named to people.
    let name: String
    let value: JSONValue
    /// What is sent: the text of the file; of JSON the same as YAML.
    let text: [UInt8]
    /// nil where the parts of the text cannot be told.
    private let places: PlacedValue?

    /// - Parameters:
    ///   - path: `-` is standard input.
    ///   - command: What wants it, for sentences.
    /// - Throws: A failure with its sentence where it cannot be read, or holds none or several.
    init(_ path: String, for command: String) throws(CommandFailure) {
        name = path == "-" ? "standard input" : path
        let bytes = try Self.bytes(of: path, name)
        if bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{"), let (json, hasDuplicates) = try? JSONParser.document(bytes[...]) {
            let found = PlacedValue.json(bytes, bytes.indices, TextLines(bytes))
            if hasDuplicates, let path = DuplicateFields.paths(in: bytes).first {
                throw CommandFailure("\(Self.mark(name, found.place(of: path))): \(path) is written twice.")
            }
            (value, places, text) = (json, found, Array(YAMLWriter.text(json).utf8))
        } else {
            value = try Self.yaml(bytes, name, command)
            (text, places) = (bytes, PlacedValue.yaml(String(decoding: bytes, as: UTF8.self))?.first)
        }
        guard value["items"]?.array == nil || value["kind"]?.string?.hasSuffix("List") != true else {
            throw CommandFailure("\(place(of: "items")): \(name) holds a list: \(command) takes one object at a time.")
        }
    }

    private static func yaml(_ bytes: [UInt8], _ name: String, _ command: String) throws(CommandFailure) -> JSONValue {
        let text = String(decoding: bytes, as: UTF8.self)
        do throws(YAMLFault) { _ = try YAMLReader.values(text) } catch {
            throw CommandFailure("\(mark(name, error.place)): \(CommandEnd.sentence(error.problem))")
        }
        let documents: [YAMLReader.Document]
        do throws(YAMLError) { documents = try YAMLReader.documents(text) } catch {
            throw CommandFailure("\(mark(name, TextPlace(line: error.line ?? 1, column: 1))): \(CommandEnd.sentence(error.problem))")
        }
        guard let first = documents.first else { throw CommandFailure("\(mark(name, TextPlace(line: 1, column: 1))): There is no document in \(name): nothing was sent.") }
        guard documents.count == 1 else {
            throw CommandFailure(
                "\(mark(name, TextPlace(line: documents[1].line, column: 1))): \(name) holds \(documents.count) documents, the second from here on: \(command) takes one at a time. Nothing was sent.")
        }
        return first.value
    }

    private static func bytes(of path: String, _ name: String) throws(CommandFailure) -> [UInt8] {
        let data: Data
        if path == "-" {
            data = FileHandle.standardInput.readDataToEndOfFile()
        } else {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { throw CommandFailure("There is no file \(path).") }
            guard !isFolder.boolValue else { throw CommandFailure("\(path) is a folder: -f takes one file.") }
            guard let contents = FileManager.default.contents(atPath: path) else { throw CommandFailure("Cannot read \(path).") }
            data = contents
        }
        let bytes: [UInt8]
        do throws(EncodedTextError) { bytes = try EncodedText.utf8([UInt8](data)) } catch {
            throw CommandFailure("Cannot read \(name): the file is \(error).")
        }
        if let place = EncodedText.firstFault(in: bytes) { throw CommandFailure("\(mark(name, place)): from here on it is not UTF-8: nothing was sent.") }
        return bytes
    }

    /// Of metadata; nil where it names none.
    var namespace: String? { value[path: ["metadata", "namespace"]]?.string.flatMap { $0.isEmpty ? nil : $0 } }

    /// `cart.yaml:7:11`.
    func place(of field: String) -> String { Self.mark(name, places?.place(of: field) ?? TextPlace(line: 1, column: 1)) }

    /// What a refusal says of one field or line, with where that is: `cart.yaml:7:11: spec.timeouts: unknown field`.
    func line(_ remark: EditNotice.Remark) -> String {
        switch remark.place {
        case .field(let field): "\(place(of: field)): \(remark.text)"
        case .line(let line): "\(Self.mark(name, TextPlace(line: line, column: 1))): \(remark.text)"
        }
    }

    private static func mark(_ name: String, _ place: TextPlace) -> String { "\(name):\(place.line):\(place.column)" }
}
