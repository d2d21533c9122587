import KubeModel
import TerminalUI
import Testing

/// Strings and frames have one idea of what is safe.
@Suite struct DashboardFrameSafetyTests {
    @Test func noFrameShowsWhatIsUnsafeInAString() {
        let unsafe = (UInt32(0)...0x10FFFF).compactMap(Unicode.Scalar.init).filter { SafeText.isUnsafe($0) }
        for scalar in unsafe {
            var surface = Surface(size: Size(columns: 4, rows: 1))
            surface.write("a\(scalar)b", at: Point(column: 0, row: 0))
            #expect(!surface.text.unicodeScalars.contains { $0 != "\n" && SafeText.isUnsafe($0) }, "\(scalar.value)")
        }
    }
}
