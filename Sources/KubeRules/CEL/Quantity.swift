/// An amount as Kubernetes writes it: `4Gi`, `100m`, `1e3`. Kept in billionths.
struct Quantity: Equatable, Sendable {
    private var billionths: Int128

    static let problem = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"

    private static let one: Int128 = 1_000_000_000
    private static let tens: [String: Int] = ["n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18]
    private static let twos: [String: Int] = ["Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60]

    private init(billionths: Int128) { self.billionths = billionths }

    init(_ number: Int64) { billionths = Int128(number) * Self.one }

    /// - Returns: nil for what is no quantity. What is finer than a billionth is rounded away from zero.
    /// - Throws: `unread` for amounts beyond 10^19, which are compared by nobody.
    static func read(_ text: String) throws(CELFault) -> Quantity? {
        var rest = Substring(text)
        let isNegative = rest.first == "-"
        if isNegative || rest.first == "+" { rest.removeFirst() }
        let number = rest.prefix { ("0"..."9").contains($0) && $0.isASCII || $0 == "." }
        let pieces = number.split(separator: ".", omittingEmptySubsequences: false)
        guard pieces.count <= 2, pieces.contains(where: { !$0.isEmpty }) else { return nil }
        guard number.utf8.count <= 28 else { throw .unread("the quantity \(text.prefix(40)) has too many digits") }
        let suffix = String(rest.dropFirst(number.count)), fraction = pieces.count == 2 ? pieces[1] : ""
        var shift = 0, factor = 0
        if let power = twos[suffix] {
            factor = power
        } else if let power = tens[suffix] {
            shift = power
        } else if suffix.first == "e" || suffix.first == "E", let power = Int(suffix.dropFirst()), suffix.dropFirst() != "+" {
            shift = power
        } else {
            return nil
        }
        shift += 9 - fraction.count
        var value = Int128(pieces[0] + fraction) ?? 0
        guard abs(shift) < 28 else { throw .unread("the quantity \(text.prefix(40)) is too large or too small") }
        value = try product(value, 1 << Int128(factor))
        if shift >= 0 {
            value = try product(value, power(shift))
        } else {
            let divisor = power(-shift)
            value = value / divisor + (value % divisor > 0 ? 1 : 0)
        }
        return Quantity(billionths: isNegative ? -value : value)
    }

    private static func power(_ count: Int) -> Int128 { (0..<count).reduce(Int128(1)) { power, _ in power * 10 } }

    private static func product(_ left: Int128, _ right: Int128) throws(CELFault) -> Int128 {
        let (product, isOver) = left.multipliedReportingOverflow(by: right)
        guard !isOver, product < Int128.max / 4 else { throw .unread("a quantity is too large") }
        return product
    }

    func order(to other: Quantity) -> Int64 { billionths == other.billionths ? 0 : billionths < other.billionths ? -1 : 1 }

    var sign: Int64 { billionths.signum() == 0 ? 0 : billionths < 0 ? -1 : 1 }

    func adding(_ other: Quantity, isNegative: Bool) throws(CELFault) -> Quantity {
        let sum = billionths + (isNegative ? -other.billionths : other.billionths)
        guard sum.magnitude < (Int128.max / 4).magnitude else { throw .unread("a quantity is too large") }
        return Quantity(billionths: sum)
    }

    /// nil where it is no whole number of 64 bits.
    var integer: Int64? { billionths % Self.one == 0 ? Int64(exactly: billionths / Self.one) : nil }

    var double: Double { Double(billionths) / Double(Self.one) }
}
