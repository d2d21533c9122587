import Foundation
import KubeModel

/// What a plugin says on standard error as it fails, as far as it may be shown: its last lines, which say why, without
/// control characters, and without what looks like a secret.
struct PluginComplaint {
    /// Characters in all.
    private static let limit = 400
    private static let lineLimit = 3

    /// What the kubeconfig gives the plugin and nobody is to see.
    private let secrets: [String]

    init(_ plugin: ExecPlugin) {
        var secrets = plugin.environment.filter { Self.isSecretive($0.key) }.map(\.value)
        var isNext = false
        for word in plugin.arguments {
            if isNext, !word.hasPrefix("-") { secrets.append(word) }
            isNext = false
            guard word.hasPrefix("-") else { continue }
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard let name = parts.first, Self.isSecretive(name) else { continue }
            if parts.count == 2 { secrets.append(parts[1]) } else { isNext = true }
        }
        // A short one would take letters out of every other word. The longest first: it may hold another.
        self.secrets = secrets.filter { $0.count >= 4 }.sorted { $0.count > $1.count }
    }

    private static func isSecretive(_ name: String) -> Bool {
        let name = name.lowercased()
        return ["secret", "token", "password", "passwd", "passphrase", "credential", "apikey", "api_key", "api-key"]
            .contains { name.contains($0) }
    }

    /// One line; empty where it said nothing.
    func words(_ bytes: [UInt8]) -> String {
        // Before it is cut anywhere, so that no end of a secret is left.
        var text = String(decoding: bytes.suffix(64 << 10), as: UTF8.self)
        for secret in secrets { text = text.replacing(secret, with: "…") }
        text = text.replacing(/-----BEGIN [^-]*PRIVATE KEY-----[\s\S]*?(-----END [^-]*-----|$)/, with: "…")
        text = text.replacing(/eyJ[A-Za-z0-9_=-]+\.[A-Za-z0-9_=-]+(\.[A-Za-z0-9_=-]*)*/, with: "…")
        text = text.replacing(/(?i)\b(bearer|basic)\s+[A-Za-z0-9+\/_.=~-]{8,}/) { "\($0.output.1) …" }
        text = text.replacing(/(?i)((?:token|password|secret)["']?\s*[:=]\s*["']?)[^\s"',;}]{6,}/) { "\($0.output.1)…" }
        let lines = text.split(whereSeparator: \.isNewline).map { Self.plain(String($0)) }.filter { !$0.isEmpty }
        guard let last = lines.last else { return "" }
        var words = last.count > Self.limit ? "…" + last.suffix(Self.limit) : last
        for line in lines.dropLast().suffix(Self.lineLimit - 1).reversed() {
            guard line.count + 1 + words.count <= Self.limit else { break }
            words = "\(line) \(words)"
        }
        return words
    }

    /// One line of what may be shown: without the sequences that colour it.
    static func plain(_ text: String) -> String {
        let uncoloured = text.replacing(
            /\x1B(\[[0-9;:?<>=]*[ -\/]*[@-~]|\][^\x07\x1B]*(\x07|\x1B\\)|[()][0-9A-Za-z]|[=>78Mc])/, with: "")
        return SafeText.line(uncoloured).split { $0 == " " || $0 == "\u{FFFD}" }.joined(separator: " ")
    }
}
