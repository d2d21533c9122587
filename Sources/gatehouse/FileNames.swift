import Foundation

/// What the header calls files that are shown as a cluster.
enum FileNames {
    private static let limit = 32

    /// `prod/`, `…/clusters/prod/`, `gateway.yaml +2`.
    static func title(of paths: [String]) -> String {
        guard let path = paths.first else { return "" }
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        // A dot says nothing to whoever looks.
        let isPlain = path.contains { $0 != "." && $0 != "/" }
        let named = isPlain ? path : URL(fileURLWithPath: path).standardizedFileURL.path
        let whole = isFolder.boolValue && !named.hasSuffix("/") ? named + "/" : named
        let more = paths.count > 1 ? " +\(paths.count - 1)" : ""
        guard whole.count > limit else { return whole + more }
        let parts = whole.split(separator: "/"), tail = parts.suffix(2).joined(separator: "/")
        let short = tail.count > limit ? String(parts.last ?? "") : tail
        return "…/" + short + (whole.hasSuffix("/") ? "/" : "") + more
    }
}
