/// The characters of Unicode by their general category: `L`, `Lu`, `Nd`.
enum CharacterCategory {
    /// nil for what is no category.
    static func ranges(_ name: String) -> CharacterRanges? {
        if name == "Any" { return CharacterRanges([]).complement }
        // The halves of UTF-16 are a category, and no characters.
        if name == "Cs" { return CharacterRanges([]) }
        let found = name.count == 1 ? table.filter { $0.key.hasPrefix(name) } : table.filter { $0.key == name }
        return found.isEmpty ? nil : CharacterRanges(found.values.flatMap { $0 })
    }

    /// Found out with the first pattern that asks: one walk over all characters.
    private static let table: [String: [ClosedRange<UInt32>]] = {
        var found: [String: [ClosedRange<UInt32>]] = [:], start: UInt32 = 0, open: String?
        for value in UInt32(0)...0x110000 {
            let next = Unicode.Scalar(value).flatMap { name($0.properties.generalCategory) }
            guard next != open else { continue }
            if let open { found[open, default: []].append(start...value - 1) }
            (start, open) = (value, next)
        }
        return found
    }()

    /// nil for what stands for no character.
    private static func name(_ category: Unicode.GeneralCategory) -> String? {
        switch category {
        case .uppercaseLetter: "Lu"
        case .lowercaseLetter: "Ll"
        case .titlecaseLetter: "Lt"
        case .modifierLetter: "Lm"
        case .otherLetter: "Lo"
        case .nonspacingMark: "Mn"
        case .spacingMark: "Mc"
        case .enclosingMark: "Me"
        case .decimalNumber: "Nd"
        case .letterNumber: "Nl"
        case .otherNumber: "No"
        case .connectorPunctuation: "Pc"
        case .dashPunctuation: "Pd"
        case .openPunctuation: "Ps"
        case .closePunctuation: "Pe"
        case .initialPunctuation: "Pi"
        case .finalPunctuation: "Pf"
        case .otherPunctuation: "Po"
        case .mathSymbol: "Sm"
        case .currencySymbol: "Sc"
        case .modifierSymbol: "Sk"
        case .otherSymbol: "So"
        case .spaceSeparator: "Zs"
        case .lineSeparator: "Zl"
        case .paragraphSeparator: "Zp"
        case .control: "Cc"
        case .format: "Cf"
        case .privateUse: "Co"
        case .surrogate, .unassigned: nil
        @unknown default: nil
        }
    }
}
