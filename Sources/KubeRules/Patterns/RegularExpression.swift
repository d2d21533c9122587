/// A regular expression as Envoy takes it: RE2, which must match the whole text.
public struct RegularExpression: Sendable {
    private let machine: PatternMachine
    private let ignoresCase: Bool

    /// - Throws: ``PatternError`` for what RE2 refuses, and for what is too large to be matched.
    public init(_ text: String) throws(PatternError) { try self.init(text, isSearch: false) }

    /// One that is looked for anywhere in a text.
    init(searching text: String) throws(PatternError) { try self.init(text, isSearch: true) }

    private init(_ text: String, isSearch: Bool) throws(PatternError) {
        var reader = PatternReader(text)
        let pattern = try reader.read()
        ignoresCase = reader.ignoresCase
        machine = try PatternMachine(pattern, foldsCase: reader.ignoresCase, isSearch: isSearch)
    }

    /// Whether it is found in a text; nil where that takes too many steps. For one that searches.
    func isFound(in text: String) -> Bool? {
        let bytes = Array((ignoresCase ? text.lowercased() : text).utf8)
        if bytes.withUnsafeBufferPointer({ machine.isFound(in: $0) }) { return true }
        return machine.isSpent ? nil : false
    }

    /// How many bytes the longest match has that begins at a place; nil: none begins there.
    func length(of bytes: [UInt8], from place: Int) -> Int? {
        let bytes = ignoresCase ? bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 } : bytes
        return bytes.withUnsafeBufferPointer { machine.longest(in: $0, from: place) }
    }

    /// Whether it took so many steps that it finds nothing any more.
    var isSpent: Bool { machine.isSpent }

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
