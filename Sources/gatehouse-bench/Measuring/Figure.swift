import Foundation

/// One thing that was measured, beside the least it could be.
struct Figure: Encodable {
    /// What is to hold: of the figure itself, or of its ratio to what stands beside it.
    enum Goal {
        case atMost(Double)
        case ratioAtMost(Double)
    }

    /// Which benchmark it belongs to.
    var benchmark = ""
    var name: String
    var value: Double
    /// `ms`, `s`, `MiB`, `MB/s`, `x`, or what is counted.
    var unit: String
    /// What was measured beside it in the same run, in the same unit.
    var beside: (name: String, value: Double)?
    var goal: Goal?

    init(_ name: String, _ value: Double, _ unit: String, beside: (name: String, value: Double)? = nil, goal: Goal? = nil) {
        (self.name, self.value, self.unit, self.beside, self.goal) = (name, value, unit, beside, goal)
    }

    var ratio: Double? { beside.flatMap { $0.value > 0 ? value / $0.value : nil } }

    /// nil where nothing is demanded, or nothing stands beside it.
    var isMet: Bool? {
        switch goal {
        case .atMost(let most): value <= most
        case .ratioAtMost(let most): ratio.map { $0 <= most }
        case nil: nil
        }
    }

    private enum Key: String, CodingKey { case benchmark, name, value, unit, beside, besideValue, ratio, goal, goalIsRatio, isMet }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(benchmark, forKey: .benchmark)
        try container.encode(name, forKey: .name)
        try container.encode(value, forKey: .value)
        try container.encode(unit, forKey: .unit)
        try container.encodeIfPresent(beside?.name, forKey: .beside)
        try container.encodeIfPresent(beside?.value, forKey: .besideValue)
        try container.encodeIfPresent(ratio, forKey: .ratio)
        try container.encodeIfPresent(isMet, forKey: .isMet)
        switch goal {
        case .atMost(let most): try container.encode(most, forKey: .goal)
        case .ratioAtMost(let most):
            try container.encode(most, forKey: .goal)
            try container.encode(true, forKey: .goalIsRatio)
        case nil: break
        }
    }
}

/// Figures as a table of Markdown, or as JSON.
enum Report {
    static func table(_ figures: [Figure]) -> String {
        let rows = [["what", "measured", "beside it", "ratio", "goal", ""]] + figures.map(row)
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        func line(_ cells: [String]) -> String {
            "| " + zip(cells, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: " | ") + " |\n"
        }
        let rule = "|" + widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "|") + "|\n"
        return line(rows[0]) + rule + rows.dropFirst().map(line).joined()
    }

    static func json(_ figures: [Figure]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return String(decoding: try encoder.encode(figures), as: UTF8.self) + "\n"
    }

    private static func row(_ figure: Figure) -> [String] {
        let goal =
            switch figure.goal {
            case .atMost(let most): "≤ \(number(most)) \(figure.unit)"
            case .ratioAtMost(let most): "≤ \(number(most)) ×"
            case nil: ""
            }
        return [
            figure.name, "\(number(figure.value)) \(figure.unit)",
            figure.beside.map { "\($0.name) \(number($0.value)) \(figure.unit)" } ?? "", figure.ratio.map { number($0) + " ×" } ?? "",
            goal, figure.isMet.map { $0 ? "met" : "missed" } ?? "",
        ]
    }

    private static func number(_ value: Double) -> String {
        String(format: value < 1 ? "%.3f" : value < 100 ? "%.2f" : "%.0f", value)
    }
}

extension [Double] {
    /// The value that so much of them are not larger than; 0 where there are none.
    func percentile(_ share: Double) -> Double {
        let sorted = sorted()
        guard let last = sorted.last else { return 0 }
        return sorted.indices.contains(Int(share * Double(count))) ? sorted[Int(share * Double(count))] : last
    }

    var median: Double { percentile(0.5) }
}
