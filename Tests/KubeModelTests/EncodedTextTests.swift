import Foundation
import KubeModel
import Testing

@Suite struct EncodedTextTests {
    private let text = "kind: Gateway\r\nname: é\n"

    @Test func textIsReadHoweverItWasWritten() throws {
        let utf16 = Array(text.utf16)
        var little: [UInt8] = [0xFF, 0xFE], big: [UInt8] = [0xFE, 0xFF]
        for unit in utf16 {
            little += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
            big += [UInt8(unit >> 8), UInt8(unit & 0xFF)]
        }
        let marked: [UInt8] = [0xEF, 0xBB, 0xBF] + Array(text.utf8)

        for bytes in [Array(text.utf8), marked, little, big] {
            #expect(try EncodedText.utf8(bytes) == Array(text.utf8))
        }
    }

    @Test func whatIsNoTextIsSaidToBeNone() {
        #expect(throws: EncodedTextError.wide) { try EncodedText.utf8([0xFF, 0xFE, 0, 0, 0x61]) }
        #expect(throws: EncodedTextError.cutOff) { try EncodedText.utf8([0xFF, 0xFE, 0x61]) }
        #expect(throws: EncodedTextError.unmarked) { try EncodedText.utf8([0x61, 0, 0x62, 0]) }
        #expect(throws: EncodedTextError.binary) { try EncodedText.utf8([1, 2, 0, 0]) }
    }

    @Test func theFirstBytesThatAreNoTextHaveALineAndAColumn() {
        #expect(EncodedText.firstFault(in: Array("größe\n😀\n".utf8)) == nil)
        #expect(EncodedText.firstFault(in: Array("größe\n😀 ".utf8) + [0xFF]) == TextPlace(line: 2, column: 3))
        #expect(EncodedText.firstFault(in: Array("a".utf8) + [0xE2, 0x82]) == TextPlace(line: 1, column: 2))
    }
}
