import DashboardUI
import KubeClient

extension SchemaDocuments<CommandFailure> {
    /// A document that cannot be read ends the command, with its name in the sentence.
    init(of client: KubeClient) {
        self.init(of: client) { (what, error) throws(CommandFailure) in throw CommandFailure(error, doing: "Cannot read \(what)") }
    }
}
