import KubeModel
import Testing

@Suite struct YAMLWriterSampleTests {
    @Test(arguments: ["samples", "api"])
    func everyDocumentOfTheSamplesComesBackAsItWas(folder: String) throws {
        for (name, text) in try SharedSamples.texts(folder) {
            let documents = try YAMLReader.documents(text)

            #expect(!documents.isEmpty, "\(name)")
            for document in documents {
                let back = try YAMLReader.parse(YAMLWriter.text(document.value))
                #expect(JSONWriter.text(back) == JSONWriter.text(document.value), "\(name):\(document.line)")
            }
        }
    }

    @Test func everyLineOfTheSamplesHoldsItsKey() throws {
        for (name, text) in try SharedSamples.texts("samples") {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            for document in try YAMLReader.documents(text) {
                for (path, line) in document.lines where !path.hasSuffix("]") && !path.isEmpty {
                    let key = path.split(separator: ".").last.map(String.init) ?? path
                    #expect(lines[line - 1].contains(key), "\(name):\(line) \(path)")
                }
            }
        }
    }
}
