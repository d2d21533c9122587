import KubeModel

/// A file of manifests as it was read.
public struct ManifestFile: Sendable {
    /// As it is to be named to people.
    public var name: String
    /// UTF-8 without a byte order mark.
    public var bytes: [UInt8]

    /// - Parameter bytes: As they stand in the file.
    /// - Throws: Where they are no text.
    public init(_ name: String, _ bytes: [UInt8]) throws(EncodedTextError) {
        self.name = name
        self.bytes = try EncodedText.utf8(bytes)
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}

/// One object of a file, and where its text is.
public struct Manifest: Sendable {
    public var object: JSONValue
    /// Among the files that were read.
    public let file: Int
    let piece: ManifestPiece
    /// Among the documents of its piece.
    let document: Int
    /// From the document to the object: `items[3]`.
    let steps: [FieldSteps.Step]
    /// Fields that stand twice in one mapping, in JSON; YAML with such is not read.
    public let duplicates: [String]
}

/// Text that could not be read.
public struct ManifestFault: Sendable {
    /// Among the files that were read.
    public var file: Int
    public var place: TextPlace
    public var problem: String
    /// The beginning of what was not read, to guess from what it is.
    public var text: String
}
