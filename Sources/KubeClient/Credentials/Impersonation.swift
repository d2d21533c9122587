/// Whom we ask the server to take us for.
public struct Impersonation: Sendable, Equatable {
    public var user: String
    public var uid: String?
    public var groups: [String]
    /// Further attributes, by name.
    public var extra: [String: [String]]

    public init(user: String, uid: String? = nil, groups: [String] = [], extra: [String: [String]] = [:]) {
        self.user = user
        self.uid = uid
        self.groups = groups
        self.extra = extra
    }

    /// Header names with their values; each value is to be a line of its own.
    var headers: [(name: String, values: [String])] {
        var headers = [(name: "Impersonate-User", values: [user])]
        if let uid { headers.append(("Impersonate-Uid", [uid])) }
        if !groups.isEmpty { headers.append(("Impersonate-Group", groups)) }
        for (name, values) in extra.sorted(by: { $0.key < $1.key }) where !values.isEmpty {
            headers.append(("Impersonate-Extra-\(Self.escaped(name))", values))
        }
        return headers
    }

    /// A header's name takes few characters; others, and the percent sign, are escaped as in a URL.
    private static func escaped(_ name: String) -> String {
        var out = ""
        for byte in name.utf8 {
            let scalar = UnicodeScalar(byte)
            let isToken = byte < 0x80 && (scalar.properties.isAlphabetic || (0x30...0x39).contains(byte))
            if isToken || "!#$&'*+-.^_`|~".unicodeScalars.contains(scalar) {
                out.unicodeScalars.append(scalar)
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                out += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return out
    }
}
