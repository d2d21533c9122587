/// What an API server serves of the groups Gatehouse is about.
public struct Discovery: Hashable, Sendable {
    /// One kind as the server describes it.
    public struct Kind: Hashable, Sendable {
        public var type: ResourceType
        /// What one of them is called; mostly the kind in lower case.
        public var singularName: String
        /// `tp`, ...; often empty.
        public var shortNames: [String]
        /// Groups of kinds that may be named as one: `gateway-api`.
        public var categories: [String]
        /// Every version the kind is served in, that of ``type`` first.
        public var versions: [String]
        /// `list`, `watch`, `create`, `update`, ...
        public var verbs: Set<String>
        /// What the kind's definition shows in lists; nil where nobody asked for it or it cannot be read.
        public var printerColumns: [PrinterColumn]?

        public init(
            type: ResourceType, singularName: String = "", shortNames: [String] = [], categories: [String] = [],
            verbs: Set<String> = [], printerColumns: [PrinterColumn]? = nil
        ) {
            self.type = type
            self.singularName = singularName.isEmpty ? type.singular : singularName
            self.shortNames = shortNames
            self.categories = categories
            versions = [type.version]
            self.verbs = verbs
            self.printerColumns = printerColumns
        }
    }

    /// `v1.36.4`; empty where the server keeps it to itself.
    public var serverVersion: String
    /// Each kind once, in the version the server prefers, by group and plural. A group that is not installed has none.
    public var kinds: [Kind]
    /// Names (`PLURAL.GROUP`) of kinds that are not served at the moment and yet not gone: a server that has just started, or
    /// a definition that has just been installed.
    public var pending: Set<String>

    public init(serverVersion: String = "", kinds: [Kind], pending: Set<String> = []) {
        self.serverVersion = serverVersion
        self.kinds = kinds
        self.pending = pending
    }

    /// The kind of a type, in whatever version the server has it; nil means it is not installed.
    public func kind(of type: ResourceType) -> Kind? {
        kinds.first { $0.type.group == type.group && $0.type.plural == type.plural }
    }
}
