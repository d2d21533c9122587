/// What an expression is about, and what it comes to.
indirect enum CELValue: Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case unsigned(UInt64)
    case double(Double)
    case string(String)
    case bytes([UInt8])
    case list([CELValue], CELListKind)
    case map(CELMap)
    case duration(CELDuration)
    case timestamp(CELTimestamp)
    case quantity(Quantity)
    case url(WebAddress)
    case ip(NetworkAddress)
    case cidr(NetworkRange)
    /// What checks a text: `format.dns1123Label()`.
    case format(String)
    case optional(CELValue?)
    /// `int`, `string`, … as a value.
    case type(String)

    static func list(_ values: [CELValue]) -> CELValue { .list(values, .plain) }

    /// The name of its type, as `type()` tells them apart.
    var typeName: String {
        switch self {
        case .null: "null_type"
        case .bool: "bool"
        case .integer: "int"
        case .unsigned: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .list: "list"
        case .map: "map"
        case .duration: "google.protobuf.Duration"
        case .timestamp: "google.protobuf.Timestamp"
        case .quantity: "kubernetes.Quantity"
        case .url: "kubernetes.URL"
        case .ip: "net.IP"
        case .cidr: "net.CIDR"
        case .format: "kubernetes.NamedFormat"
        case .optional: "optional_type"
        case .type: "type"
        }
    }
}

/// How the elements of a list are told apart when it is compared or added to.
enum CELListKind: Sendable {
    case plain
    /// In any order.
    case set
    /// In any order, by these members.
    case map(keys: [String])
}

/// Members of an object or a map, in their order. Keys of texts are found at once, others by looking at all.
struct CELMap: Sendable {
    private(set) var keys: [CELValue] = []
    private(set) var values: [CELValue] = []
    private var places: [String: Int] = [:]

    subscript(name: String) -> CELValue? { places[name].map { values[$0] } }

    subscript(key: CELValue) -> CELValue? {
        if case .string(let name) = key { return self[name] }
        return keys.firstIndex { $0.isEqual(to: key) }.map { values[$0] }
    }

    /// - Returns: false where the key is there already.
    mutating func add(_ key: CELValue, _ value: CELValue) -> Bool {
        guard self[key] == nil else { return false }
        if case .string(let name) = key { places[name] = keys.count }
        keys.append(key)
        values.append(value)
        return true
    }
}

extension CELMap {
    init(_ members: [(String, CELValue)]) {
        for (name, value) in members { _ = add(.string(name), value) }
    }
}
