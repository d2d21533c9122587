/// Lines of YAML to paste.
enum CureText {
    static func targetRef(_ group: String, _ kind: String, _ name: String, section: String? = nil) -> String {
        "- group: \(text(group))\n  kind: \(kind)\n  name: \(name)\(section.map { "\n  sectionName: \($0)" } ?? "")"
    }

    static func labels(_ labels: [String: String]) -> String {
        "metadata:\n  labels:\n\(lines(labels, "    "))"
    }

    static func matchLabels(_ labels: [String: String]) -> String { "matchLabels:\n\(lines(labels, "  "))" }

    private static func lines(_ labels: [String: String], _ space: String) -> String {
        labels.sorted { $0.key < $1.key }.map { "\(space)\($0.key): \(text($0.value))" }.joined(separator: "\n")
    }

    static func annotation(_ name: String, _ value: String) -> String { "metadata:\n  annotations:\n    \(name): \(text(value))" }

    static func extensionRef(_ place: String, from namespace: String) -> String {
        let parts = place.split(separator: "/").map(String.init)
        guard parts.count == 2 else { return "" }
        return "extensionRef:\n  name: \(parts[1])\(parts[0] == namespace ? "" : "\n  namespace: \(parts[0])")"
    }

    /// The whole grant, as it is applied.
    static func grant(
        from kind: String, of group: String, in namespace: String, to target: String, of targetGroup: String = "", named name: String, in other: String
    ) -> String {
        """
        apiVersion: gateway.networking.k8s.io/v1beta1
        kind: ReferenceGrant
        metadata:
          name: \(name)-from-\(namespace)
          namespace: \(other)
        spec:
          from:
          - group: \(group)
            kind: \(kind)
            namespace: \(namespace)
          to:
          - group: \(text(targetGroup))
            kind: \(target)
            name: \(name)
        """
    }

    /// As YAML takes it for a text and nothing else.
    static func text(_ value: String) -> String {
        let isPlain = value.first.map { $0.isLetter && $0.isASCII } ?? false
            && value.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./".contains($0)) }
            && !["true", "false", "yes", "no", "on", "off", "null", "y", "n"].contains(value.lowercased())
        return isPlain ? value : "\"\(value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }
}
