import ArgumentParser
import Foundation
import KubeClient
import TerminalUI

/// `gatehouse contexts`: what kubeconfigs offer, as `kubectl config get-contexts` prints it.
struct ContextsCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case table, name }

    static let configuration = CommandConfiguration(
        commandName: "contexts", _superCommandName: "gatehouse", abstract: "List the contexts of the kubeconfig.")

    @Option(name: [.customShort("o"), .long], help: "table or name.") var output = Format.table
    @Option(name: .long, help: ArgumentHelp("The kubeconfig to read.", valueName: "file"), completion: .file())
    var kubeconfig: String?

    func run() async throws {
        let source = KubeconfigSource(path: kubeconfig, environment: ProcessInfo.processInfo.environment)
        let contexts: [ContextEntry]
        do throws(KubeconfigError) { contexts = try Kubeconfig.list(source) } catch {
            throw CommandFailure(error, of: source)
        }
        guard !contexts.isEmpty else {
            throw CommandFailure("No kubeconfig names a context. \(Backend.naming).", .cannotConnect)
        }
        if output == .name { return Output.write(contexts.map { Plain.line($0.name) + "\n" }.joined()) }
        let rows = contexts.map { [$0.isCurrent ? "*" : "", $0.name, $0.cluster, $0.user, $0.namespace ?? ""] }
        Output.write(TextTable.text([["CURRENT", "NAME", "CLUSTER", "AUTHINFO", "NAMESPACE"]] + rows))
    }
}

/// Columns as wide as their widest cell, three spaces apart.
enum TextTable {
    /// - Parameter rows: All of the same length; control characters are taken out.
    static func text(_ rows: [[String]]) -> String {
        let rows = rows.map { $0.map { Plain.line($0) } }
        let widths = (0..<(rows.first?.count ?? 0)).map { column in rows.map { TextWidth.of($0[column]) }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).map { TextWidth.pad($0, columns: $1) }
            let line = cells.joined(separator: "   ")
            return String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
        }.joined()
    }
}
