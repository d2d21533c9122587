import Foundation

enum Base64 {
    /// nil for text that is no base64.
    static func decode(_ text: String) -> [UInt8]? { Data(base64Encoded: text).map(Array.init) }
}
