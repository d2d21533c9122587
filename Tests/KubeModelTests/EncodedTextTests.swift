import Foundation
import KubeModel
import Testing

@Suite struct EncodedTextTests {
    private let text = "kind: Gateway\r\nname: é\n"

    @Test func textIsReadHoweverItWasWritten() throws {
        let utf16 = Array(text.utf16)
        let little = [0xFF, 0xFE] + utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big = [0xFE, 0xFF] + utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }

        for bytes in [Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), little, big] {
            #expect(try EncodedText.utf8(bytes) == Array(text.utf8))
        }
    }

    @Test func whatIsNoTextIsSaidToBeNone() {
        #expect(throws: EncodedTextError.wide) { try EncodedText.utf8([0xFF, 0xFE, 0, 0, 0x61]) }
        #expect(throws: EncodedTextError.cutOff) { try EncodedText.utf8([0xFF, 0xFE, 0x61]) }
        #expect(throws: EncodedTextError.unmarked) { try EncodedText.utf8([0x61, 0, 0x62, 0]) }
        #expect(throws: EncodedTextError.binary) { try EncodedText.utf8([1, 2, 0, 0]) }
    }
}
