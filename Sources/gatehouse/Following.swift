import KubeClient
import KubeModel

/// What `get -w` prints of what happens: every version once, through whatever happens to the connection.
struct Following {
    private var printer: ResourcePrinter
    private let type: ResourceType
    private var rows: [ObjectKey: ResourceRow] = [:]
    private var isListed = false
    /// Names of the list that is arriving; nil between lists.
    private var named: Set<ObjectKey>?
    /// What was last complained of; nil while all is well.
    private var trouble: String?

    init(_ printer: ResourcePrinter, of type: ResourceType) {
        self.printer = printer
        self.type = type
    }

    /// - Throws: What keeps the first list from being shown. Later it is said, and waited for to pass.
    mutating func take(_ event: ReflectorEvent) throws {
        switch event {
        case .listStarted:
            named = []
            if !isListed { rows = [:] }
        case .batch(let changes): for change in changes { take(change) }
        case .listCompleted: completeList()
        case .state(let state): try take(state)
        }
    }

    /// A list after a lost connection names everything again; only what changed is printed.
    private mutating func take(_ change: RowChange) {
        let key = change.row.key, old = rows[key]
        if change.kind == .deleted {
            named?.remove(key)
            rows[key] = nil
            if isListed, old != nil { Output.write(printer.change(change.row, isDeleted: true)) }
            return
        }
        named?.insert(key)
        rows[key] = change.row
        guard isListed, old?.isSameVersion(as: change.row) != true else { return }
        Output.write(printer.change(change.row, isDeleted: false))
    }

    private mutating func completeList() {
        let named = named ?? []
        self.named = nil
        guard isListed else {
            isListed = true
            Output.write(printer.begin(rows.values.sorted { $0.key < $1.key }))
            return
        }
        // Deleted while nobody told us.
        for row in rows.values.filter({ !named.contains($0.key) }).sorted(by: { $0.key < $1.key }) {
            rows[row.key] = nil
            Output.write(printer.change(row, isDeleted: true))
        }
    }

    private mutating func take(_ state: ConnectionState) throws {
        switch state {
        case .connecting, .listing: break
        case .live: recover()
        case .polling(let seconds):
            say("Watching \(type.plural) is not allowed; they are listed every \(Int(seconds)) seconds.")
        case .retrying(let error, _), .forbidden(let error), .credentialsExpired(let error):
            guard isListed else { throw CommandFailure(error, doing: "Cannot watch \(type.plural)") }
            say("Cannot watch \(type.plural) for now: \(error)")
        case .notInstalled:
            let sentence = "\(type.kind) is not installed on this cluster."
            guard isListed else { throw CommandFailure(sentence) }
            say(sentence)
        }
    }

    private mutating func say(_ sentence: String) {
        guard trouble != sentence else { return }
        trouble = sentence
        CommandEnd.complain(sentence)
    }

    private mutating func recover() {
        guard trouble != nil else { return }
        trouble = nil
        CommandEnd.complain("Watching \(type.plural) again.")
    }
}
