import Glibc

/// What the person's locale says about characters.
enum Locale {
    /// Adopts the locale of the environment for characters only: numbers keep their decimal point.
    ///
    /// - Returns: Whether text is UTF-8. A UTF-8 locale that is not installed, as is common over SSH, still counts:
    ///   the terminal behind it is one.
    static func adopt() -> Bool {
        if setlocale(LC_CTYPE, "") == nil {
            let name = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(Environment.value).first ?? ""
            let codeset = name.uppercased()
            guard codeset.hasSuffix("UTF-8") || codeset.hasSuffix("UTF8") else { return false }
            return setlocale(LC_CTYPE, "C.UTF-8") != nil
        }
        return nl_langinfo(Int32(CODESET)).map { String(cString: $0) } == "UTF-8"
    }
}

/// Variables of the environment.
enum Environment {
    /// nil where the variable is not set or empty.
    static func value(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}
