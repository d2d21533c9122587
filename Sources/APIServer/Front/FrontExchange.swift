import Foundation

/// One request at work: handed to a handler as a whole, its answer written into an outbox.
struct FrontExchange: Sendable {
    let handler: any FrontHandler
    let head: RequestHead
    let body: [UInt8]
    let outbox: Outbox
    let threads: FrontThreads

    /// - Returns: A task that ends when all is written, when the peer is gone, or when it is cancelled.
    func start() -> Task<Void, Never> {
        Task(executorPreference: threads) {
            await run()
            if body.count > 65_536 { Heap.giveBack() }
            outbox.finish()
        }
    }

    private func run() async {
        let answer = await handler.answer(head, body: body)
        let isBodyless = head.method == "HEAD" || answer.status == 304
        switch answer.body {
        case .pieces(_, isEndless: true) where !isBodyless: outbox.begin(holding: nil)
        case .bytes(let bytes): outbox.begin(holding: bytes.count)
        case .none, .pieces: outbox.begin(holding: 0)
        }
        guard await outbox.write(Data(answer.headBytes(keepsAlive: head.keepsAlive))), !isBodyless else { return }
        switch answer.body {
        case .none: break
        case .bytes(let bytes): _ = await outbox.write(Data(bytes))
        case .pieces(let pieces, _): await write(pieces)
        }
    }

    private func write(_ pieces: some AsyncSequence<[UInt8], Never>) async {
        for await piece in pieces where !piece.isEmpty {
            if Task.isCancelled { return }
            var chunk = Data((String(piece.count, radix: 16) + "\r\n").utf8)
            chunk += piece
            chunk += Data("\r\n".utf8)
            guard await outbox.write(chunk) else { return }
        }
        if !Task.isCancelled { _ = await outbox.write(Data("0\r\n\r\n".utf8)) }
    }
}
