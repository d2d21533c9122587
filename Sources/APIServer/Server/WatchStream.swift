import KubeModel

/// The body of a watch: what is there, then what happens, one JSON line each, written as it comes.
///
/// Frames are joined from the bytes of the store. Nothing is merged or left out. The subscription ends with the last
/// reference to the stream, which the connection holds while it writes.
final class WatchStream: Sendable {
    struct Plan: Sendable {
        var selection: Selection
        var renderer: Renderer
        var allowsBookmarks = false
        /// Whether the initial objects are followed by the bookmark that says so.
        var marksEndOfInitial = false
        /// Nothing up to this version is told: it may lie in the future.
        var after = 0
    }

    /// What is sent instead of a stream: one ERROR frame.
    enum Source: Sendable {
        case live(ObjectStore, ObjectStore.Subscription)
        case refused(APIStatus)
    }

    let plan: Plan
    let source: Source
    private let timer: Task<Void, Never>?

    /// - Parameter timeout: After this the stream ends; nil never ends it.
    init(_ source: Source, _ plan: Plan, timeout: Duration?) {
        self.plan = plan
        self.source = source
        guard case .live(_, let subscription) = source, let timeout else {
            timer = nil
            return
        }
        // Owned by this stream and cancelled with it.
        timer = Task { [queue = subscription.queue] in
            // A cancelled sleep means that the stream is gone: finishing its queue then is harmless.
            try? await Task.sleep(for: timeout)
            queue.finish()
        }
    }

    deinit {
        timer?.cancel()
        if case .live(let store, let subscription) = source {
            store.unsubscribe(subscription.id, from: plan.renderer.kind.storage)
        }
    }
}

extension WatchStream: AsyncSequence {
    typealias Element = [UInt8]
    typealias Failure = Never

    func makeAsyncIterator() -> Iterator { Iterator(stream: self) }

    struct Iterator: AsyncIteratorProtocol {
        /// Initial objects are sent in pieces of about this size, so that the first rows arrive at once.
        private static let pieceSize = 65_536

        private let stream: WatchStream
        private var writer: WatchFrameWriter
        private var nextInitial = 0
        private var hasEndedInitial = false
        private var isRefused = false
        /// Taken from the queue, and not yet told.
        private var pending: ArraySlice<WatchQueue.Item> = []

        init(stream: WatchStream) {
            self.stream = stream
            writer = WatchFrameWriter(plan: stream.plan)
        }

        mutating func next() async -> [UInt8]? {
            switch stream.source {
            case .refused(let status):
                guard !isRefused else { return nil }
                isRefused = true
                return writer.error(status)
            case .live(_, let subscription):
                if let piece = initialPiece(subscription) { return piece }
                return await livePiece(subscription.queue)
            }
        }

        private mutating func initialPiece(_ subscription: ObjectStore.Subscription) -> [UInt8]? {
            guard !hasEndedInitial else { return nil }
            // Small at first: the reader's clock runs until the first row.
            let size = nextInitial == 0 ? Self.pieceSize / 8 : Self.pieceSize
            var out: [UInt8] = []
            out.reserveCapacity(size + 8_192)
            while nextInitial < subscription.initial.count, out.count < size {
                let object = subscription.initial[nextInitial]
                nextInitial += 1
                if stream.plan.selection.matches(object) { writer.append(.added, object, to: &out) }
            }
            if nextInitial == subscription.initial.count {
                hasEndedInitial = true
                if stream.plan.marksEndOfInitial {
                    writer.appendBookmark(subscription.version, endsInitial: true, to: &out)
                }
            }
            return out.isEmpty ? nil : out
        }

        private mutating func livePiece(_ queue: WatchQueue) async -> [UInt8]? {
            while true {
                if pending.isEmpty {
                    guard let items = await queue.next() else { return nil }
                    pending = items[...]
                }
                var out: [UInt8] = []
                // A reader that was away for long is told piece by piece.
                while out.count < Self.pieceSize, let item = pending.popFirst() {
                    switch item {
                    case .event(let event): writer.append(event, to: &out)
                    case .bookmark(let version):
                        if stream.plan.allowsBookmarks { writer.appendBookmark(version, endsInitial: false, to: &out) }
                    }
                }
                if pending.isEmpty { pending = [] }
                if !out.isEmpty { return out }
            }
        }
    }
}
