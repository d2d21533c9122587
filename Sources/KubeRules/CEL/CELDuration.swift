/// A span of time in nanoseconds, up to 292 years either way, as Go has it.
struct CELDuration: Equatable, Sendable {
    var nanoseconds: Int64

    private static let units: KeyValuePairs<String, Double> = ["ns": 1, "us": 1e3, "µs": 1e3, "μs": 1e3, "ms": 1e6, "s": 1e9, "m": 6e10, "h": 3.6e12]

    init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// `1h30m`, `-1.5s`, `0`; nil for what Go does not read.
    init?(_ text: String) {
        var rest = Substring(text), sum: Int64 = 0
        let isNegative = rest.first == "-"
        if isNegative || rest.first == "+" { rest.removeFirst() }
        if rest == "0" {
            self.init(nanoseconds: 0)
            return
        }
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let whole = Self.digits(&rest)
            var fraction = Substring()
            if rest.first == "." {
                rest.removeFirst()
                fraction = Self.digits(&rest)
            }
            guard !whole.isEmpty || !fraction.isEmpty else { return nil }
            let name = rest.prefix { $0 != "." && !("0"..."9").contains($0) }
            guard let unit = Self.units.first(where: { $0.key.unicodeScalars.elementsEqual(name.unicodeScalars) })?.value else { return nil }
            rest = rest.dropFirst(name.count)
            guard let count = whole.isEmpty ? 0 : Int64(whole) else { return nil }
            let (product, isTooLarge) = count.multipliedReportingOverflow(by: Int64(unit))
            let part = (Double("0.\(fraction.prefix(18))") ?? 0) * unit
            let (next, isOver) = sum.addingReportingOverflow(product.addingReportingOverflow(Int64(part.rounded(.down))).partialValue)
            guard !isTooLarge, !isOver, next >= 0 else { return nil }
            sum = next
        }
        self.init(nanoseconds: isNegative ? -sum : sum)
    }

    private static func digits(_ rest: inout Substring) -> Substring {
        let digits = rest.prefix { $0.isASCII && ("0"..."9").contains($0) }
        rest = rest.dropFirst(digits.count)
        return digits
    }

    /// `5400s`, as CEL makes a text of it.
    var text: String { CELNumbers.text(Double(nanoseconds) / 1e9, isPlain: true) + "s" }
}
