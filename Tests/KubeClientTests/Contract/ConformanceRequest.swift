import Foundation

/// One request of the conformance test, as `requests.txt` has it: a sentence, method and target, headers, and a body
/// after `> `. `$NS`, `$RV`, `$RVname` and the like stand for what was answered before.
struct ConformanceRequest: Sendable {
    var sentence: String
    var method: String
    var target: String
    var headers: [String: String] = [:]
    var body: String?
    /// Whether the words of a refusal are the server's own affair: they name Go types or places in its storage.
    var hasFreeWords = false
    /// Whether the real server answers 500 for a fault of the client, for which the sandbox answers 400.
    var blamesClient = false

    /// - Throws: What reading the file throws.
    static func all() throws -> [ConformanceRequest] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("requests.txt")
        let text = try String(contentsOf: file, encoding: .utf8)
        return text.components(separatedBy: "\n\n").compactMap { block in
            let lines = block.split(separator: "\n").map(String.init)
            guard lines.count > 1 else { return nil }
            let words = lines[1].split(separator: " ", maxSplits: 1).map(String.init)
            var request = ConformanceRequest(sentence: lines[0], method: words[0], target: words[1])
            for line in lines.dropFirst(2) {
                if line.hasPrefix("> ") {
                    request.body = String(line.dropFirst(2))
                } else if line == "Words: free" {
                    request.hasFreeWords = true
                } else if line == "Blame: client" {
                    request.blamesClient = true
                } else if let colon = line.firstIndex(of: ":") {
                    request.headers[String(line[..<colon])] = String(line[line.index(colon, offsetBy: 2)...])
                }
            }
            return request
        }
    }
}
