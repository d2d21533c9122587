import Foundation
import KubeModel

/// One mapping of a kubeconfig: read with checks whose complaints name file, line and field, and never a value.
struct KubeconfigEntry: Sendable {
    let value: JSONValue
    /// Of the file; what it names is relative to its folder.
    let file: String
    /// Where it stands in the file: `users[0].user`.
    let place: String
    /// Lines (from 1) by place, of the whole file.
    let lines: [String: Int]

    /// A text that is not empty. nil where the field is missing, empty or null.
    func text(_ key: String) throws(KubeconfigError) -> String? {
        switch value[key] {
        case nil, .null: return nil
        case .string(let text): return text.isEmpty ? nil : text
        case .number, .bool: throw problem(key, "must be a text: put it in quotes")
        case .array, .object: throw problem(key, "must be a text")
        }
    }

    /// False where the field is missing.
    func flag(_ key: String) throws(KubeconfigError) -> Bool {
        switch value[key] {
        case nil, .null: return false
        case .bool(let flag): return flag
        case .string, .number, .array, .object: throw problem(key, "must be true or false")
        }
    }

    func texts(_ key: String) throws(KubeconfigError) -> [String] {
        guard let list = value[key], !list.isNull else { return [] }
        guard let items = list.array else { throw problem(key, "must be a list of texts") }
        let texts = items.compactMap(\.string)
        guard texts.count == items.count else { throw problem(key, "must be a list of texts") }
        return texts
    }

    /// A mapping below this one; nil where it is missing or null.
    func entry(_ key: String) throws(KubeconfigError) -> KubeconfigEntry? {
        guard let inner = value[key], !inner.isNull else { return nil }
        guard inner.object != nil else { throw problem(key, "must be a mapping") }
        return KubeconfigEntry(value: inner, file: file, place: child(key), lines: lines)
    }

    /// The mappings of a list below this one.
    func entries(_ key: String) throws(KubeconfigError) -> [KubeconfigEntry] {
        guard let list = value[key], !list.isNull else { return [] }
        guard let items = list.array else { throw problem(key, "must be a list") }
        var entries: [KubeconfigEntry] = []
        for (index, item) in items.enumerated() {
            guard item.object != nil else { throw problem("\(key)[\(index)]", "must be a mapping") }
            entries.append(KubeconfigEntry(value: item, file: file, place: "\(child(key))[\(index)]", lines: lines))
        }
        return entries
    }

    /// Base64 of a PEM text, as `…-data` fields hold it.
    func pem(_ key: String) throws(KubeconfigError) -> String? {
        guard let encoded = try text(key) else { return nil }
        guard let data = Data(base64Encoded: encoded, options: .ignoreUnknownCharacters), !data.isEmpty else {
            throw problem(key, "is not base64")
        }
        let text = String(decoding: data, as: UTF8.self)
        guard text.contains("-----BEGIN ") else { throw problem(key, "holds no PEM once its base64 is decoded") }
        return text
    }

    /// A path, made absolute from the folder of the file.
    func path(_ key: String) throws(KubeconfigError) -> String? {
        guard let path = try text(key) else { return nil }
        return Self.absolute(path, besides: file)
    }

    /// PEM in place, which wins, or in a file.
    func source(data: String, file: String) throws(KubeconfigError) -> PEMSource? {
        if let text = try pem(data) { return .text(text, field: data) }
        return try path(file).map { .file($0) }
    }

    func problem(_ key: String, _ words: String) -> KubeconfigError {
        let field = child(key)
        return .badField(file: file, line: lines[field] ?? lines[place], field: field, problem: words)
    }

    static func absolute(_ path: String, besides file: String) -> String {
        guard !path.hasPrefix("/") else { return path }
        let folder = (file as NSString).deletingLastPathComponent
        return folder.isEmpty ? path : "\(folder)/\(path)"
    }

    private func child(_ key: String) -> String { place.isEmpty ? key : "\(place).\(key)" }
}
