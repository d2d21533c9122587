/// A key, as far as a terminal can tell keys apart.
///
/// Where a terminal cannot, there is one value: ctrl-i is `.tab`, ctrl-m and ctrl-j are `.enter`, ctrl-h is
/// `.backspace`, ctrl-[ is `.escape`.
public enum Key: Hashable, Sendable {
    case character(Character)
    /// With the control key: `"a"` to `"z"`, `" "`, `"\\"`, `"]"`, `"^"`, `"_"`.
    case control(Character)
    case enter, escape, tab, backTab, backspace, delete, insert
    case up, down, left, right
    case shiftUp, shiftDown, shiftLeft, shiftRight
    case home, end, pageUp, pageDown
    /// F1 to F20.
    case function(Int)
}

/// What a person did with the mouse.
public struct MouseEvent: Hashable, Sendable {
    public enum Kind: Hashable, Sendable { case press, doublePress, wheelUp, wheelDown }

    public var kind: Kind
    public var at: Point

    public init(_ kind: Kind, at: Point) {
        self.kind = kind
        self.at = at
    }
}

/// What a terminal reports.
public enum TerminalEvent: Hashable, Sendable {
    case key(Key)
    /// Pasted text, whole, as it was: never to be taken as keys.
    case paste(String)
    case mouse(MouseEvent)
    case resize(Size)
    /// What the terminal says of its background, once it was asked. May never come.
    case background(isLight: Bool)
    /// Back from suspension: time has passed.
    case resumed
    /// The terminal is gone, or the program was asked to end. Nothing follows.
    case closed
    /// Several of them that came at once, in order, as from a line that stalled: each by itself would cost a turn of the
    /// main queue, and a megabyte of keys half a minute.
    case burst([TerminalEvent])
}
