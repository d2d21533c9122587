import Foundation

/// One block of a PEM file.
struct PEMBlock: Hashable, Sendable {
    /// `CERTIFICATE`.
    var label: String
    var bytes: [UInt8]

    private static let mostBytes = 1 << 20, most = 64

    /// In order; what is no block, or not closed, is left out. Of a text over 1 MiB nothing is read.
    static func all(in text: String) -> [PEMBlock] {
        guard text.utf8.count <= mostBytes else { return [] }
        var found: [PEMBlock] = [], label: String?, body = ""
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.hasPrefix("-----BEGIN "), line.hasSuffix("-----") {
                label = String(line.dropFirst(11).dropLast(5))
                body = ""
            } else if line.hasPrefix("-----END "), let own = label {
                if let data = Data(base64Encoded: body) { found.append(PEMBlock(label: own, bytes: Array(data))) }
                label = nil
                if found.count == most { break }
            } else if label != nil, !line.contains(":") {
                body += line
            }
        }
        return found
    }
}
