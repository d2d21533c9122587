/// A word of an expression.
enum CELToken: Equatable {
    case name(String)
    /// A name between backticks: never a word of the language.
    case quoted(String)
    case integer(Int64)
    /// One more than the largest: it stands behind a minus, or nowhere.
    case tooLarge
    case unsigned(UInt64)
    case double(Double)
    case string(String)
    case bytes([UInt8])
    /// `==`, `(`, `?.`, …
    case sign(String)
    case end
}
