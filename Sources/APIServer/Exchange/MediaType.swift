/// One entry of an `Accept` or `Content-Type` header.
struct MediaType {
    /// `application/json`, lower case.
    var name: String
    var parameters: [String: String]

    init(_ text: some StringProtocol) {
        let parts = text.split(separator: ";").map { Self.trim(String($0)) }
        name = (parts.first ?? "").lowercased()
        parameters = [:]
        for part in parts.dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1)
            if pair.count == 2 {
                parameters[Self.trim(String(pair[0])).lowercased()] = Self.trim(String(pair[1]))
            }
        }
    }

    private static func trim(_ text: String) -> String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\"" }
        return String(String(text.drop(while: isSpace)).reversed().drop(while: isSpace).reversed())
    }

    /// What a patch may be of.
    static let patches = [
        "application/json-patch+json", "application/merge-patch+json", "application/apply-patch+yaml",
    ]

    /// The entries of an `Accept` header, in their order.
    static func list(_ header: String) -> [MediaType] { header.split(separator: ",").map { MediaType($0) } }
}
