import TerminalUI

/// Turns the bytes of a terminal into events. A pure value: bytes and silences in, events out, no clock and no terminal.
///
/// It decodes by itself, rather than through `get_wch`, because that gives the bytes of a sequence it does not know
/// as separate keys: a focus report would type. Here what is not known is swallowed whole.
///
/// Lines may be slow: a sequence that has begun is awaited to its end, however late that comes, and never typed. Control
/// characters end one that was none after all, so that nobody is locked out. Time matters in these places only:
///
/// - A lone escape byte is the key after the escape delay. If the rest of a sequence comes then after all, it is
///   swallowed: bytes that came together within ``patience``, because nobody types `[A` in one read; a single `[` within
///   ``doubt``, which is kept back that long, because a person may well press `[` half a second after Esc.
/// - A paste, or a reply of the terminal, that stops short of its end is given up after ``stall``, if a single key comes
///   next. Several bytes at once are the rest of it: what was pasted must not act as keys.
/// - While an answer is on its way a lone escape byte is rather the beginning of it: the delay is ``answerDelay`` then.
///
/// Escape followed at once by a key that begins no sequence, as the alt key sends it, is Escape, then the key.
struct InputDecoder {
    private enum Place {
        case ground
        case escape
        /// An escape byte within a reply: half of its end, or the beginning of something new.
        case replyEnd
        /// Escape was delivered as a key; the rest of a sequence may still come.
        case afterEscape(isDoubtful: Bool)
        /// A byte that may be the rest of a sequence whose escape was delivered, or a key.
        case held(UInt8)
        /// `ESC ]` and its relatives, of which some are keys as well.
        case introduced(UInt8, isLate: Bool, isStale: Bool)
        case reply(isStalled: Bool)
        /// `ESC [` and its parameters.
        case control([UInt8], isLate: Bool)
        /// `ESC [ [`: the function keys of the Linux console.
        case console(isLate: Bool)
        /// The old mouse report, three raw bytes; its places end at 223, and it is not asked for.
        case oldMouse(left: Int)
        /// `ESC O` and its modifier: keys of the application mode.
        case application([UInt8], isLate: Bool)
        case paste(isStalled: Bool)
    }

    static let doubt = Duration.milliseconds(500)
    static let patience = Duration.seconds(3)
    static let stall = Duration.seconds(1)
    static let longestStall = Duration.seconds(10)
    static let answerDelay = Duration.milliseconds(200)

    /// Parameters beyond this many bytes belong to no key, and strings to no answer: they are swallowed, not kept.
    private static let mostParameters = 64

    private var place = Place.ground
    private var paste = PasteBuffer()
    /// The first bytes of a letter beyond ASCII whose others have not come, at most three.
    private var letter: [UInt8] = []
    /// The beginning of the reply that is coming, from its introducer on.
    private var string: [UInt8] = []
    private var replies: [TerminalReply] = []
    /// Whether the terminal was asked something and has not answered.
    var isAwaitingReply = false

    /// How long nothing may come before ``timeOut()`` has to be called; nil: silence changes nothing.
    ///
    /// - Parameter escapeDelay: After which a lone escape byte was the key.
    func pause(escapeDelay: Duration) -> Duration? {
        switch place {
        case .escape, .introduced(_, _, isStale: false):
            isAwaitingReply ? max(escapeDelay, Self.answerDelay) : escapeDelay
        case .afterEscape(isDoubtful: true), .held: Self.doubt
        case .afterEscape(isDoubtful: false): Self.patience - Self.doubt
        case .reply(isStalled: false), .paste(isStalled: false): Self.stall
        case .reply(isStalled: true): Self.longestStall
        case .paste(isStalled: true): paste.isInMarker ? nil : Self.longestStall
        case .ground, .replyEnd, .introduced, .control, .console, .oldMouse, .application: nil
        }
    }

    /// Nothing came for as long as ``pause(escapeDelay:)`` said.
    mutating func timeOut() -> [TerminalEvent] {
        switch place {
        case .escape:
            place = .afterEscape(isDoubtful: true)
            return [.key(.escape)]
        case .held(let byte):
            place = .ground
            return Self.keys(byte)
        case .paste(isStalled: false):
            place = .paste(isStalled: true)
            return pasted()
        case .afterEscape(isDoubtful: true): place = .afterEscape(isDoubtful: false)
        case .introduced(let byte, let isLate, _): place = .introduced(byte, isLate: isLate, isStale: true)
        case .reply(isStalled: false): place = .reply(isStalled: true)
        case .afterEscape(isDoubtful: false), .reply(isStalled: true), .paste(isStalled: true): place = .ground
        case .ground, .replyEnd, .control, .console, .oldMouse, .application: break
        }
        return []
    }

    /// The answers of the terminal since the last time.
    mutating func takeReplies() -> [TerminalReply] {
        defer { replies = [] }
        return replies
    }

    /// Somebody else has read the terminal meanwhile. What was half typed belongs to nothing now; of an answer the other
    /// half may still come.
    mutating func forget() {
        let isInReply =
            switch place {
            case .reply, .replyEnd: true
            default: false
            }
        let isAwaiting = isAwaitingReply
        self = InputDecoder()
        isAwaitingReply = isAwaiting
        if isInReply { place = .reply(isStalled: true) }
    }

    /// Takes what was read, in pieces of any size. Costs one look at each byte, and keeps no more than a paste's limit.
    mutating func feed(_ bytes: some Collection<UInt8>) -> [TerminalEvent] {
        var events: [TerminalEvent] = []
        var rest = Array(bytes)[...]
        endStall(before: rest)
        while let byte = rest.first {
            switch place {
            case .paste:
                guard let behind = paste.take(rest) else { return events }
                events += pasted()
                place = .ground
                rest = behind
            case .ground where byte >= 0x80:
                rest = takeLetters(rest, into: &events)
            default:
                if take(byte, isLast: rest.count == 1, into: &events) { rest = rest.dropFirst() }
            }
        }
        return events
    }

    /// - Returns: False where the byte ended what came before, and is still to be taken.
    private mutating func take(_ byte: UInt8, isLast: Bool, into events: inout [TerminalEvent]) -> Bool {
        switch place {
        case .ground:
            letter = []
            if byte == 0x1B { place = .escape } else { events += Self.keys(byte) }
            return true
        case .escape: return takeSecond(byte, into: &events)
        case .replyEnd:
            guard byte == UInt8(ascii: "\\") else {
                place = .escape
                return false
            }
            endReply()
            return true
        case .afterEscape(let isDoubtful):
            guard Self.introducers.contains(byte), isDoubtful || !isLast else {
                place = .ground
                return false
            }
            if isLast { place = .held(byte) } else { introduce(byte, isLate: true) }
            return true
        case .held(let first):
            introduce(first, isLate: true)
            return false
        case .introduced(let first, let isLate, let isStale):
            if Self.isReply(first, then: byte, isStale: isStale) {
                place = .reply(isStalled: false)
                string = [first]
            } else {
                abandon(first, isLate: isLate, into: &events)
            }
            return false
        case .reply: return takeReply(byte)
        case .control(let parameters, let isLate):
            return takeControl(byte, parameters, isLate: isLate, into: &events)
        case .console(let isLate):
            place = .ground
            guard byte >= 0x20, byte < 0x7F else { return false }
            if !isLate, (0x41...0x45).contains(byte) { events.append(.key(.function(Int(byte) - 0x40))) }
            return true
        case .oldMouse(let left):
            place = left > 1 ? .oldMouse(left: left - 1) : .ground
            guard byte < 0x20 else { return true }
            place = .ground
            return false
        case .application(let digits, let isLate):
            return takeApplication(byte, digits, isLate: isLate, into: &events)
        case .paste: return true
        }
    }

    private mutating func takeSecond(_ byte: UInt8, into events: inout [TerminalEvent]) -> Bool {
        if byte == 0x1B {
            events.append(.key(.escape))
        } else if Self.introducers.contains(byte) {
            introduce(byte, isLate: false)
        } else {
            events.append(.key(.escape))
            place = .ground
            return false
        }
        return true
    }

    private mutating func introduce(_ byte: UInt8, isLate: Bool) {
        switch byte {
        case UInt8(ascii: "["): place = .control([], isLate: isLate)
        case UInt8(ascii: "O"): place = .application([], isLate: isLate)
        default: place = .introduced(byte, isLate: isLate, isStale: isLate)
        }
    }

    /// What looked like a sequence were two keys.
    private mutating func abandon(_ byte: UInt8, isLate: Bool, into events: inout [TerminalEvent]) {
        if !isLate { events.append(.key(.escape)) }
        events += Self.keys(byte)
        place = .ground
    }

    /// `ESC ] ... BEL`, `ESC P ... ESC \`: replies, skipped up to their end also where nobody asked for them.
    private mutating func takeReply(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x07: endReply()
        case 0x1B: place = .replyEnd
        case 0..<0x20:
            place = .ground
            return false
        default:
            place = .reply(isStalled: false)
            if string.count < Self.mostParameters { string.append(byte) }
        }
        return true
    }

    private mutating func endReply() {
        place = .ground
        TerminalReply(string: string).map { replies.append($0) }
        string = []
    }

    /// `ESC [ parameters final`: most keys, the mouse, the beginning of a paste.
    private mutating func takeControl(
        _ byte: UInt8, _ parameters: [UInt8], isLate: Bool, into events: inout [TerminalEvent]
    ) -> Bool {
        switch byte {
        case 0x20...0x3F:
            let isTooLong = parameters.count >= Self.mostParameters
            place = .control(isTooLong ? [UInt8(ascii: "?")] : parameters + [byte], isLate: isLate)
        case UInt8(ascii: "[") where parameters.isEmpty: place = .console(isLate: isLate)
        case UInt8(ascii: "M") where parameters.isEmpty: place = .oldMouse(left: 3)
        case 0x40...0x7E: finish(byte, parameters[...], isLate: isLate, into: &events)
        default:
            // No byte of a sequence. Where Esc was delivered already, the bracket was a key as well.
            if isLate, parameters.isEmpty { events += Self.keys(UInt8(ascii: "[")) }
            place = .ground
            return false
        }
        return true
    }

    private mutating func finish(
        _ final: UInt8, _ parameters: ArraySlice<UInt8>, isLate: Bool, into events: inout [TerminalEvent]
    ) {
        place = .ground
        if parameters.first == UInt8(ascii: "<") {
            let numbers = KeySequence.numbers(parameters.dropFirst())
            let event = MouseReport.event(numbers, isPress: final == UInt8(ascii: "M"))
            if !isLate, let event { events.append(.mouse(event)) }
            return
        }
        if let reply = TerminalReply(final: final, parameters: parameters) { replies.append(reply) }
        // `<`, `=`, `>` and `?` begin replies, not keys.
        if let mark = parameters.first, (0x3C...0x3F).contains(mark) { return }
        let sequence = KeySequence(final: final, parameters: KeySequence.numbers(parameters))
        if sequence.beginsPaste {
            paste = PasteBuffer()
            place = .paste(isStalled: false)
        } else if !isLate, let key = sequence.key {
            events.append(.key(key))
        }
    }

    private mutating func takeApplication(
        _ byte: UInt8, _ digits: [UInt8], isLate: Bool, into events: inout [TerminalEvent]
    ) -> Bool {
        place = .ground
        switch byte {
        case 0x30...0x39 where digits.count < 8: place = .application(digits + [byte], isLate: isLate)
        case 0x40...0x7E:
            let modifier = Int(String(decoding: digits, as: UTF8.self)) ?? 1
            let key = KeySequence(final: byte, parameters: [1, modifier]).applicationKey
            if isLate, key == nil, digits.isEmpty {
                events += Self.keys(UInt8(ascii: "O"))
                return false
            }
            if !isLate, let key { events.append(.key(key)) }
        case 0x20..<0x40: break
        default:
            if isLate, digits.isEmpty { events += Self.keys(UInt8(ascii: "O")) }
            return false
        }
        return true
    }

    /// Settles whether what was waited for in vain goes on with these bytes.
    private mutating func endStall(before bytes: ArraySlice<UInt8>) {
        guard let first = bytes.first else { return }
        switch place {
        case .reply(isStalled: true):
            place = Self.isOneKey(bytes) && first >= 0x20 ? .ground : .reply(isStalled: false)
        case .paste(isStalled: true):
            let isKey = Self.isOneKey(bytes) && !paste.continuesMarker(with: first)
            place = isKey ? .ground : .paste(isStalled: false)
        default: break
        }
    }

    /// Whether bytes that came together are what one key sends.
    private static func isOneKey(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count > 1 else { return true }
        if bytes.first == 0x1B { return bytes.count <= 6 && !bytes.dropFirst().contains(0x1B) }
        return bytes.count <= 4 && bytes.allSatisfy { $0 >= 0x80 }
    }

    private mutating func pasted() -> [TerminalEvent] { paste.takeText().map { [.paste($0)] } ?? [] }

    /// Letters beyond ASCII: those that came together make characters together. Broken ones are dropped.
    private mutating func takeLetters(
        _ bytes: ArraySlice<UInt8>, into events: inout [TerminalEvent]
    ) -> ArraySlice<UInt8> {
        let found = bytes.prefix { $0 >= 0x80 }, rest = bytes[found.endIndex...]
        var run = letter + found
        letter = []
        if rest.isEmpty {
            let lead = run.lastIndex { $0 >= 0xC0 } ?? 0
            if run.count - lead < Self.expectedLength(run[lead]) {
                letter = Array(run[lead...])
                run.removeSubrange(lead...)
            }
        }
        let text = String(decoding: run, as: UTF8.self)
        let keys = text.filter { $0 != "\u{FFFD}" && !($0.unicodeScalars.first.map { $0.value < 0xA0 } ?? true) }
        events += keys.map { .key(.character($0)) }
        return rest
    }

    private static func expectedLength(_ lead: UInt8) -> Int {
        switch lead {
        case 0xC2..<0xE0: 2
        case 0xE0..<0xF0: 3
        case 0xF0..<0xF5: 4
        default: 1
        }
    }

    /// The second bytes of sequences.
    private static let introducers = Set("[O]PX^_".utf8)

    /// Whether a reply begins. After a silence the keys among the introducers are believed only with what terminals send.
    private static func isReply(_ first: UInt8, then byte: UInt8, isStale: Bool) -> Bool {
        switch first {
        case UInt8(ascii: "]"): isStale ? (0x30...0x39).contains(byte) : byte >= 0x20
        case UInt8(ascii: "_"): isStale ? byte == UInt8(ascii: "G") : byte >= 0x20
        default: byte >= 0x20 || byte == 0x1B
        }
    }

    /// The key of a byte of ASCII.
    private static func keys(_ byte: UInt8) -> [TerminalEvent] {
        let key: Key? =
            switch byte {
            case 0: .control(" ")
            case 0x7F: .backspace
            case 0x1B: .escape
            case 1...26: Key.control(holding: Character(Unicode.Scalar(byte + 0x60)))
            case 0..<0x20: Key.control(holding: Character(Unicode.Scalar(byte + 0x40)))
            default: .character(Character(Unicode.Scalar(byte)))
            }
        return key.map { [.key($0)] } ?? []
    }
}
