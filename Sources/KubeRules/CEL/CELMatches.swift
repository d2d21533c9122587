/// What a pattern finds in a text.
enum CELMatches {
    /// Every place from left to right, none overlapping.
    ///
    /// - Throws: `unread` for patterns in which the first choice counts and not the longest: choices are not told apart here.
    static func all(of pattern: String, in text: String, most: Int, _ evaluation: inout CELEvaluation) throws(CELFault) -> [String] {
        guard !pattern.replacing("(?", with: "(").contains(where: { $0 == "|" || $0 == "?" }) else {
            throw .unread("what the pattern \(pattern.prefix(80)) finds is not told here")
        }
        let expression: RegularExpression
        do throws(PatternError) { expression = try RegularExpression(pattern) } catch {
            throw .unread("the pattern \(pattern.prefix(80)) is not understood: \(error.sentence)")
        }
        let bytes = Array(text.utf8)
        var found: [String] = [], place = 0
        while place <= bytes.count, found.count < most {
            let isInside = place < bytes.count && bytes[place] & 0xC0 == 0x80
            try evaluation.spend((bytes.count - place) / 10)
            if !isInside, let length = expression.length(of: bytes, from: place), length > 0 || found.isEmpty || place < bytes.count {
                found.append(String(decoding: bytes[place..<(place + length)], as: UTF8.self))
                place += max(length, 1)
            } else {
                place += 1
            }
        }
        return found
    }
}
