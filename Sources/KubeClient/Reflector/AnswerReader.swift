import Foundation
import KubeModel

/// Turns the bytes of one answer of the list and watch cycle into what they say. Keeps only what is unfinished.
struct AnswerReader {
    enum Word {
        case change(RowChange)
        case bookmark(version: String, endsInitialEvents: Bool)
        case listed(version: String, continueToken: String?, unreadable: Int)
        case ended
        case failed(ClusterError)
    }

    private enum Form {
        case refusal(ResponseHead, body: [UInt8])
        case lines(LineCutter)
        /// `unreadable`: items that are no objects.
        case list(ListCutter, first: UInt8?, unreadable: Int)
        /// While a cutter is at work elsewhere, or after the end.
        case none
    }

    private let scanner: ResourceScanner
    /// Whether objects that come may be known already, so that what their conditions say is read here, and not by who
    /// compares it with what they said before.
    var readsConditions = false
    private var form: Form

    init(_ plan: ReflectorPlan, head: ResponseHead, scanner: ResourceScanner) {
        self.scanner = scanner
        if !head.isSuccess {
            form = .refusal(head, body: [])
        } else {
            form = plan.isWatch ? .lines(LineCutter()) : .list(ListCutter(), first: nil, unreadable: 0)
        }
    }

    /// Appends what is complete to `words`.
    mutating func feed(_ data: Data, arrived: Date, to words: inout [Word]) {
        let scanner = scanner, readsConditions = readsConditions
        // Taken out of the enum while it changes: otherwise every chunk would copy what is pending.
        let current = form
        form = .none
        switch current {
        case .none: break
        case .refusal(let head, var body):
            body.append(contentsOf: data)
            form = .refusal(head, body: body)
        case .lines(var cutter):
            data.withUnsafeBytes { bytes in
                cutter.feed(bytes) { if let word = Self.word($0, scanner, arrived, readsConditions) { words.append(word) } }
            }
            form = .lines(cutter)
        case .list(var cutter, let first, var unreadable):
            data.withUnsafeBytes { bytes in
                cutter.feed(bytes) { item in
                    do throws(ScanError) {
                        let row = try Self.row(item, scanner)
                        words.append(.change(Self.change(.listed, row, arrived, readsConditions)))
                    } catch {
                        // An object that cannot be named must not take the others with it.
                        if error == .notAnObject { unreadable += 1 }
                    }
                }
            }
            form = .list(cutter, first: first ?? data.first, unreadable: unreadable)
        }
    }

    /// What the end means, given what came before it.
    mutating func end(_ error: ClusterError?) -> Word {
        defer { form = .none }
        switch form {
        case .refusal(let head, let body):
            // An API server says in JSON or in plain words what is not there. A web page is of whatever stands between.
            let isPage = head.status == 404 && body.first(where: { $0 > 0x20 }) == UInt8(ascii: "<")
            return .failed(isPage ? .notJSON : Refusal.error(head, body: body))
        case .none: return .failed(error ?? .truncated)
        case .lines(let cutter):
            if let error { return .failed(error) }
            guard cutter.hasPending else { return .ended }
            return .failed(cutter.isPendingObject ? .truncated : .notJSON)
        case .list(let cutter, let first, let unreadable):
            if let error { return .failed(error) }
            if let envelope = cutter.finish() {
                return .listed(
                    version: envelope.resourceVersion, continueToken: envelope.continueToken, unreadable: unreadable)
            }
            return .failed(first == UInt8(ascii: "{") ? .truncated : .notJSON)
        }
    }

    /// nil for an object that cannot be named: it must not take the others with it.
    private static func word(
        _ line: UnsafeBufferPointer<UInt8>, _ scanner: ResourceScanner, _ arrived: Date, _ readsConditions: Bool
    ) -> Word? {
        func change(_ kind: RowChange.Kind, _ row: ResourceRow) throws(ScanError) -> Word {
            guard !row.resourceVersion.isEmpty else { throw .notAnObject }
            return .change(Self.change(kind, row, arrived, readsConditions))
        }
        do throws(ScanError) {
            guard !isDamaged(line) else { throw .notAnObject }
            switch try WatchFrame.parse(line, with: scanner) {
            case .added(let row): return try change(.added, row)
            case .modified(let row):
                guard case .change(var change) = try change(.modified, row) else { return nil }
                change.writer = ManagedFields.writer(inFrame: line)
                return .change(change)
            case .deleted(let row): return try change(.deleted, row)
            case .bookmark(let version, let ends): return .bookmark(version: version, endsInitialEvents: ends)
            case .error(let status): return .failed(Refusal.error(status))
            }
        } catch {
            switch error {
            case .withoutName: return nil
            case .notAnObject: return .failed(.notJSON)
            }
        }
    }

    private static func change(
        _ kind: RowChange.Kind, _ row: ResourceRow, _ arrived: Date, _ readsConditions: Bool
    ) -> RowChange {
        RowChange(kind, row, arrived: arrived, conditions: readsConditions ? row.conditionGroups : nil)
    }

    private static func row(
        _ item: UnsafeBufferPointer<UInt8>, _ scanner: ResourceScanner
    ) throws(ScanError) -> ResourceRow {
        guard !isDamaged(item) else { throw .notAnObject }
        let row = try scanner.row(item)
        guard !row.resourceVersion.isEmpty else { throw .notAnObject }
        return row
    }

    /// Whether there are bytes that no JSON text has: control characters, and what UTF-8 never uses. The scanner looks
    /// for a few members only, and would take garbage for text.
    private static func isDamaged(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let raw = UnsafeRawBufferPointer(bytes)
        var start = 0
        while start < raw.count {
            let end = min(start + 4096, raw.count)
            if mayBeDamaged(raw, start..<end), isDamaged(bytes[start..<end]) { return true }
            start = end
        }
        return false
    }

    /// Whether there is a byte that is none of those most texts are made of. Without a branch and many at a time: this is
    /// done to every byte of every list.
    private static func mayBeDamaged(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
        var largest = SIMD16<UInt8>(repeating: 0)
        var place = range.lowerBound
        while place + 16 <= range.upperBound {
            let part = bytes.loadUnaligned(fromByteOffset: place, as: SIMD16<UInt8>.self)
            largest = pointwiseMax(largest, part &- 0x20)
            place += 16
        }
        var strange = largest.max() > 0xF4 - 0x20
        while place < range.upperBound {
            strange = strange || bytes[place] &- 0x20 > 0xF4 - 0x20
            place += 1
        }
        return strange
    }

    private static func isDamaged(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        bytes.contains { byte in
            let isControl = byte < 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09
            return isControl || byte > 0xF4
        }
    }
}
