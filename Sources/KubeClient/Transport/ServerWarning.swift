/// `Warning` headers, as RFC 7234 writes them and Kubernetes sends them: `299 - "text"`, several of them with commas between.
enum ServerWarning {
    /// A hostile server may send any number.
    private static let most = 20, mostCharacters = 500

    /// - Parameter field: The values of all the headers, joined by commas.
    /// - Returns: The texts, in order, each once; what is not written so is passed over.
    static func texts(_ field: String) -> [String] {
        var found: [String] = []
        var rest = Substring(field)
        while found.count < most, let open = rest.firstIndex(of: "\"") {
            rest = rest[rest.index(after: open)...]
            var text = ""
            var isClosed = false
            while let character = rest.popFirst() {
                if character == "\"" {
                    isClosed = true
                    break
                }
                if character == "\\", let next = rest.popFirst() { text.append(next) } else { text.append(character) }
            }
            guard isClosed else { break }
            // A date may stand behind the text, in quotes as well.
            if let comma = rest.firstIndex(of: ",") { rest = rest[comma...] } else { rest = "" }
            let short = String(text.prefix(mostCharacters))
            if !short.isEmpty, !found.contains(short) { found.append(short) }
        }
        return found
    }
}
