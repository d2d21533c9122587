import TerminalUI

/// Turns the bytes of a terminal into events. A pure value: bytes in, events out, no clock and no terminal.
///
/// It decodes by itself, rather than through `get_wch`, because that gives the bytes of a sequence it does not know
/// as separate keys: alt-q would quit, and a focus report would type. Here what is not known is swallowed whole.
struct InputDecoder {
    /// A paste longer than this many bytes is cut, so that a wrong one cannot fill the memory.
    static let pasteLimit = 8 << 20

    private static let pasteEnd: [UInt8] = Array("\u{1B}[201~".utf8)

    private var pending: [UInt8] = []
    private var paste: [UInt8]?

    /// An escape key or half a sequence is held back. Call `flush()` when nothing more came for 25 ms.
    var isWaiting: Bool { paste == nil && !pending.isEmpty }

    /// Takes what was read, in pieces of any size.
    mutating func feed(_ bytes: some Collection<UInt8>) -> [TerminalEvent] {
        var events: [TerminalEvent] = []
        pending.append(contentsOf: bytes)
        var position = 0
        while position < pending.count {
            if paste != nil {
                guard let next = gatherPaste(from: position, into: &events) else { break }
                position = next
                continue
            }
            switch Self.step(pending[position...]) {
            case .needsMore:
                pending.removeFirst(position)
                return events
            case .took(let count, let found):
                position += count
                events += found
            case .pasteBegins(let count):
                position += count
                paste = []
            }
        }
        if paste == nil { pending.removeAll(keepingCapacity: true) }
        return events
    }

    /// Nothing followed: a lone escape was the key, half a sequence was noise.
    mutating func flush() -> [TerminalEvent] {
        guard isWaiting else { return [] }
        let wasEscape = pending == [0x1B]
        pending.removeAll()
        return wasEscape ? [.key(.escape)] : []
    }

    /// Moves pasted bytes over. Returns where the bytes after the paste begin, or nil when it has not ended.
    private mutating func gatherPaste(from position: Int, into events: inout [TerminalEvent]) -> Int? {
        let marker = Self.pasteEnd
        var end = position
        while let escape = pending[end...].firstIndex(of: 0x1B) {
            if pending[escape...].starts(with: marker) {
                keep(pending[position..<escape])
                events.append(.paste(Self.pastedText(paste ?? [])))
                paste = nil
                return escape + marker.count
            }
            if marker.starts(with: pending[escape...]) {
                // The marker may be cut in the middle of a read: its beginning waits for the rest.
                keep(pending[position..<escape])
                pending.removeFirst(escape)
                return nil
            }
            end = escape + 1
        }
        keep(pending[position...])
        pending.removeAll()
        return nil
    }

    private mutating func keep(_ bytes: ArraySlice<UInt8>) {
        let room = Self.pasteLimit - (paste?.count ?? 0)
        paste?.append(contentsOf: bytes.prefix(room))
    }

    /// Terminals send a carriage return for each line break of what is pasted.
    private static func pastedText(_ bytes: [UInt8]) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        return String(text.map { $0 == "\r" || $0 == "\r\n" ? "\n" : $0 })
    }
}
