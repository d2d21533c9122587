import Foundation

extension DashboardState {
    /// What could not be read is told until a key is pressed, or until it can be read.
    mutating func take(_ report: SourceReport) {
        if notice?.text == cluster.source?.notice { screen.notice = nil }
        cluster.source = report
        if let sentence = report.notice { screen.notice = Notice(text: sentence, tone: .warning, until: .distantFuture) }
        if case .page(Self.filesTitle, _, let scroll) = overlay {
            screen.overlay = .page(title: Self.filesTitle, lines: report.lines, scroll: scroll)
        }
    }

    mutating func showFiles() {
        guard let source = cluster.source else {
            tell("This is a cluster, and no files: gatehouse --manifests PATH shows those.", .plain)
            return
        }
        screen.overlay = .page(title: Self.filesTitle, lines: source.lines, scroll: 0)
    }

    private static let filesTitle = "Files"
}
