/// A regular expression as Envoy takes it: RE2, which must match the whole text.
public struct RegularExpression: Sendable {
    private let machine: PatternMachine
    private let ignoresCase: Bool

    /// - Throws: ``PatternError`` for what RE2 refuses, and for what is too large to be matched.
    public init(_ text: String) throws(PatternError) {
        var reader = PatternReader(text)
        let pattern = try reader.read()
        ignoresCase = reader.ignoresCase
        machine = try PatternMachine(pattern, foldsCase: reader.ignoresCase, isSearch: false)
    }

    /// Cost: one look at each byte.
    public func matches(_ text: String) -> Bool {
        let bytes = Array((ignoresCase ? text.lowercased() : text).utf8)
        return bytes.withUnsafeBufferPointer { machine.longest(in: $0, from: 0) == bytes.count }
    }

    /// Why RE2 refuses it; nil where it does not, or where that cannot be told.
    public static func problem(in text: String) -> String? {
        do throws(PatternError) {
            _ = try RegularExpression(text)
            return nil
        } catch {
            return error.isUnsupported ? nil : error.sentence
        }
    }
}
