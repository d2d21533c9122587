import KubeModel
import KubeRules

/// Regular expressions wherever objects of kgateway have them, and what is wrong with each.
enum PatternPlaces {
    /// Those that RE2 refuses: where they stand, and why. Cost: a walk through the value.
    static func problems(in value: JSONValue, at path: String) -> [(path: String, sentence: String)] {
        switch value {
        case .array(let list): return list.enumerated().flatMap { problems(in: $1, at: "\(path)[\($0)]") }
        case .object(let object):
            let own = field(of: object, path).flatMap { field, text in
                RegularExpression.problem(in: text).map { ("\(path).\(field)", "the regular expression \(text) cannot be read: \($0)") }
            }
            return (own.map { [$0] } ?? []) + object.flatMap { key, member in problems(in: member, at: "\(path).\(key)") }
        default: return []
        }
    }

    private static func field(of object: JSONObject, _ path: String) -> (name: String, text: String)? {
        if let text = object["safeRegex"]?.string { return ("safeRegex", text) }
        if path.hasSuffix("safeRegex"), let text = object["regex"]?.string { return ("regex", text) }
        if path.hasSuffix("pathRegex"), let text = object["pattern"]?.string { return ("pattern", text) }
        guard ["RegularExpression", "Regex"].contains(object["type"]?.string), let text = object["value"]?.string else { return nil }
        return ("value", text)
    }
}
