import TerminalUI

/// `ESC [ < button ; column ; row M`, as asked for by mode 1006.
enum MouseReport {
    /// nil for releases, movements and buttons that mean nothing here.
    static func event(_ numbers: [Int], isPress: Bool) -> MouseEvent? {
        guard numbers.count == 3, isPress, numbers[1] > 0, numbers[2] > 0 else { return nil }
        let place = Point(column: numbers[1] - 1, row: numbers[2] - 1)
        // Bits 4, 8 and 16 are shift, alt and ctrl; 32 is a movement, which is not asked for.
        switch numbers[0] & ~0b1_1100 {
        case 0: return MouseEvent(.press, at: place)
        case 64: return MouseEvent(.wheelUp, at: place)
        case 65: return MouseEvent(.wheelDown, at: place)
        default: return nil
        }
    }
}
