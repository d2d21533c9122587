import Foundation

/// The sources of this package, read as text.
enum SourceTree {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    struct File: Sendable {
        /// Below the root: `Sources/Dashboard/Rows/RowFilter.swift`.
        var path: String
        var text: String

        /// `Dashboard` of `Sources/Dashboard/Rows/RowFilter.swift`.
        var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
        /// `Rows` of `Sources/Dashboard/Rows/RowFilter.swift`; empty for files of the target itself.
        var folder: String {
            let parts = path.split(separator: "/")
            return parts.count > 3 ? String(parts[2]) : ""
        }
        var name: String { String(path.split(separator: "/").last ?? "") }
        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

        /// The lines without comments, with their numbers from 1.
        var code: [(number: Int, text: Substring)] {
            lines.enumerated().compactMap { index, line in
                let code = line.drop { $0 == " " }
                guard !code.hasPrefix("//") else { return nil }
                return (index + 1, code.firstRange(of: " // ").map { code[..<$0.lowerBound] } ?? code)
            }
        }

        /// The modules it imports.
        var imports: [String] {
            code.compactMap { line in
                let words = line.text.split(separator: " ")
                guard let place = words.firstIndex(of: "import"), place <= 1, words.count > place + 1 else {
                    return nil
                }
                return words[place + 1].split(separator: ".").first.map(String.init)
            }
        }
    }

    /// Every Swift file of a folder.
    static func swiftFiles(in folder: String) -> [File] {
        let base = root.appending(path: folder).path
        let names = FileManager.default.enumerator(atPath: base)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(".swift") }.sorted().compactMap { name in
            guard let text = try? String(contentsOfFile: "\(base)/\(name)", encoding: .utf8) else { return nil }
            return File(path: "\(folder)/\(name)", text: text)
        }
    }

    static func text(_ path: String) -> String? {
        try? String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
}
