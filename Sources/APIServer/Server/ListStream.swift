import KubeModel

/// The body of a list, written piece by piece as the peer reads it: a list of many objects is never held as a whole.
///
/// Objects are shared with the store and stay as they were when the list was asked for.
final class ListStream: Sendable {
    private let renderer: Renderer
    private let objects: [StoredObject]
    private let facts: Renderer.ListFacts

    init(_ renderer: Renderer, _ objects: [StoredObject], _ facts: Renderer.ListFacts) {
        self.renderer = renderer
        self.objects = objects
        self.facts = facts
    }

    /// Everything at once.
    var bytes: [UInt8] {
        var iterator = makeAsyncIterator()
        var out: [UInt8] = []
        while let piece = iterator.nextPiece() { out += piece }
        return out
    }
}

extension ListStream: AsyncSequence {
    typealias Element = [UInt8]
    typealias Failure = Never

    func makeAsyncIterator() -> Iterator { Iterator(list: self) }

    struct Iterator: AsyncIteratorProtocol {
        private static let pieceSize = 65_536

        private let list: ListStream
        private var next = 0
        private var isFinished = false

        init(list: ListStream) { self.list = list }

        mutating func next() async -> [UInt8]? { nextPiece() }

        /// nil at the end.
        mutating func nextPiece() -> [UInt8]? {
            guard !isFinished else { return nil }
            var out: [UInt8] = []
            if next == 0 { out = list.renderer.listHead(list.facts) }
            while next < list.objects.count, out.count < Self.pieceSize {
                if next > 0 { out += list.renderer.itemSeparator }
                out += list.renderer.listItem(list.objects[next])
                next += 1
            }
            if next == list.objects.count {
                isFinished = true
                out += list.renderer.listTail(isEmpty: list.objects.isEmpty)
            }
            return out
        }
    }
}
