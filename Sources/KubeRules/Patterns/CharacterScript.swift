import Foundation
import Synchronization

/// The characters of Unicode by their script: `Greek`, `Han`.
enum CharacterScript {
    /// What was found out so far; whoever comes second to a script waits for nobody.
    private static let known = Mutex<[String: CharacterRanges]>([:])

    /// nil for what is no script.
    ///
    /// Cost: one walk over all characters, for each script once.
    static func ranges(_ name: String) -> CharacterRanges? {
        guard names.contains(name) else { return nil }
        if let found = known.withLock({ $0[name] }) { return found }
        let found = walk(name)
        known.withLock { $0[name] = found }
        return found
    }

    private static func walk(_ name: String) -> CharacterRanges? {
        guard let pattern = try? NSRegularExpression(pattern: "[\\p{script=\(name)}]+") else { return nil }
        var found: [ClosedRange<UInt32>] = []
        pattern.enumerateMatches(in: all, range: NSRange(location: 0, length: all.utf16.count)) { match, _, _ in
            guard let place = match?.range else { return }
            found.append(value(at: place.location)...value(at: place.location + place.length - 1))
        }
        return CharacterRanges(found)
    }

    /// Every character, in the order of their numbers.
    private static let all = String(String.UnicodeScalarView((UInt32(0)...0x10FFFF).compactMap(Unicode.Scalar.init)))

    /// The character at a place of all of them, counted as UTF-16 does: the halves themselves are none, and beyond 0xFFFF each takes two.
    private static func value(at place: Int) -> UInt32 {
        let number = place < 0xD800 ? place : place < 0xF800 ? place + 0x800 : 0x10000 + (place - 0xF800) / 2
        return UInt32(number)
    }

    /// As RE2 spells them.
    private static let names = Set(
        """
        Adlam Ahom Anatolian_Hieroglyphs Arabic Armenian Avestan Balinese Bamum Bassa_Vah Batak Bengali Bhaiksuki Bopomofo Brahmi Braille Buginese Buhid \
        Canadian_Aboriginal Carian Caucasian_Albanian Chakma Cham Cherokee Chorasmian Common Coptic Cuneiform Cypriot Cypro_Minoan Cyrillic Deseret \
        Devanagari Dives_Akuru Dogra Duployan Egyptian_Hieroglyphs Elbasan Elymaic Ethiopic Georgian Glagolitic Gothic Grantha Greek Gujarati \
        Gunjala_Gondi Gurmukhi Han Hangul Hanifi_Rohingya Hanunoo Hatran Hebrew Hiragana Imperial_Aramaic Inherited Inscriptional_Pahlavi \
        Inscriptional_Parthian Javanese Kaithi Kannada Katakana Kawi Kayah_Li Kharoshthi Khitan_Small_Script Khmer Khojki Khudawadi Lao Latin Lepcha \
        Limbu Linear_A Linear_B Lisu Lycian Lydian Mahajani Makasar Malayalam Mandaic Manichaean Marchen Masaram_Gondi Medefaidrin Meetei_Mayek \
        Mende_Kikakui Meroitic_Cursive Meroitic_Hieroglyphs Miao Modi Mongolian Mro Multani Myanmar Nabataean Nag_Mundari Nandinagari New_Tai_Lue \
        Newa Nko Nushu Nyiakeng_Puachue_Hmong Ogham Ol_Chiki Old_Hungarian Old_Italic Old_North_Arabian Old_Permic Old_Persian Old_Sogdian \
        Old_South_Arabian Old_Turkic Old_Uyghur Oriya Osage Osmanya Pahawh_Hmong Palmyrene Pau_Cin_Hau Phags_Pa Phoenician Psalter_Pahlavi Rejang \
        Runic Samaritan Saurashtra Sharada Shavian Siddham SignWriting Sinhala Sogdian Sora_Sompeng Soyombo Sundanese Syloti_Nagri Syriac Tagalog \
        Tagbanwa Tai_Le Tai_Tham Tai_Viet Takri Tamil Tangsa Tangut Telugu Thaana Thai Tibetan Tifinagh Tirhuta Toto Ugaritic Vai Vithkuqi Wancho \
        Warang_Citi Yezidi Yi Zanabazar_Square
        """.split(separator: " ").map(String.init))
}
