/// What names, labels and the like may look like, and Kubernetes' sentence where they do not.
public enum NameRules {
    /// nil when the text is a DNS-1123 subdomain.
    public static func problem(subdomain text: String) -> String? {
        if text.utf8.count > 253 { return "must be no more than 253 bytes" }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        if parts.allSatisfy({ isLowerLabel($0) }) { return nil }
        return
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must "
            + "start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
            + #"'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"#
    }

    /// nil when the text is a DNS-1123 label.
    public static func problem(label text: String) -> String? {
        if text.utf8.count > 63 { return "must be no more than 63 bytes" }
        if isLowerLabel(text[...]) { return nil }
        return
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and "
            + "end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
            + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
    }

    /// nil when the text is a key of a label or annotation: an optional prefix and a name.
    public static func problem(qualifiedName text: String) -> String? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let rule =
            "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric "
            + "character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
            + "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
        guard let name = parts.last, parts.count <= 2 else {
            return
                "a valid label key must consist of an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"
        }
        if parts.count == 2 {
            if parts[0].isEmpty { return "prefix part must be non-empty" }
            if let problem = problem(subdomain: String(parts[0])) { return "prefix part \(problem)" }
        }
        if name.isEmpty { return "name part must be non-empty" }
        if name.utf8.count > 63 { return "name part must be no more than 63 bytes" }
        return isMixedLabel(name) ? nil : "name part \(rule)"
    }

    /// nil when the text is the value of a label.
    public static func problem(labelValue text: String) -> String? {
        if text.utf8.count > 63 { return "must be no more than 63 bytes" }
        if text.isEmpty || isMixedLabel(text[...]) { return nil }
        return "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must "
            + "start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used "
            + "for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
    }

    private static func isLowerAlphanumeric(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
    }

    private static func isLowerLabel(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last else { return false }
        return isLowerAlphanumeric(first) && isLowerAlphanumeric(last)
            && text.utf8.allSatisfy { isLowerAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isMixedLabel(_ text: Substring) -> Bool {
        let isAlphanumeric: (UInt8) -> Bool = { isLowerAlphanumeric($0) || (0x41...0x5A).contains($0) }
        guard let first = text.utf8.first, let last = text.utf8.last else { return false }
        return isAlphanumeric(first) && isAlphanumeric(last)
            && text.utf8.allSatisfy { isAlphanumeric($0) || [0x2D, 0x5F, 0x2E].contains($0) }
    }
}
