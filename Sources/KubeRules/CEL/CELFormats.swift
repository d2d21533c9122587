/// `format.dns1123Label().validate(text)`.
enum CELFormats {
    private static let names: Set<String> = [
        "dns1123Label", "dns1123Subdomain", "dns1123LabelPrefix", "dns1123SubdomainPrefix", "dns1035Label", "dns1035LabelPrefix", "qualifiedName",
        "labelValue", "uri", "uuid", "byte", "date", "datetime",
    ]

    static func value(_ name: String) -> CELValue? {
        let name = name.hasPrefix("format.") ? String(name.dropFirst("format.".count)) : ""
        return names.contains(name) ? .format(name) : nil
    }

    /// `format.named("dns1123Label")`.
    static func value(name: String, _ text: String) -> CELValue? {
        guard name == "format.named" else { return nil }
        return .optional(names.contains(text) ? .format(text) : nil)
    }

    /// - Returns: Nothing where the text is right, else a list of what is wrong with it.
    static func value(_ name: String, _ format: String, _ rest: [CELValue]) throws(CELFault) -> CELValue? {
        guard name == "validate", rest.count == 1, case .string(let text) = rest[0] else { return nil }
        return .optional(problem(format, text).map { .list([.string($0)]) })
    }

    private static func problem(_ format: String, _ text: String) -> String? {
        let whole = text.hasSuffix("-") ? text.dropLast() + "a" : text
        switch format {
        case "dns1123Label": return NameRules.problem(label: text)
        case "dns1123LabelPrefix": return NameRules.problem(label: String(whole))
        case "dns1123Subdomain": return NameRules.problem(subdomain: text)
        case "dns1123SubdomainPrefix": return NameRules.problem(subdomain: String(whole))
        case "dns1035Label", "dns1035LabelPrefix":
            let label = format == "dns1035Label" ? text : String(whole), startsWell = label.utf8.first.map { (0x61...0x7A).contains($0) } == true
            return startsWell ? NameRules.problem(label: label) : "a DNS-1035 label must start with an alphabetic character"
        case "qualifiedName": return NameRules.problem(qualifiedName: text)
        case "labelValue": return NameRules.problem(labelValue: text)
        case "uri": return WebAddress(text) == nil ? "invalid URI" : nil
        case "uuid": return FormatRules.isUUID(text) ? nil : "does not match the UUID format"
        case "byte": return CELText.decoded(text) == nil ? "invalid base64" : nil
        case "date": return FormatRules.isDate(text) ? nil : "invalid date"
        case "datetime": return FormatRules.isDateTime(text) ? nil : "invalid datetime"
        default: return nil
        }
    }
}
