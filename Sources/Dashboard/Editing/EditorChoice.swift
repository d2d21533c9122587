/// Which editor the person uses: `KUBE_EDITOR`, `VISUAL`, `EDITOR`, else `vi`, as kubectl and git choose.
public enum EditorChoice {
    /// The command line as it was set, arguments and quotes included.
    public static func command(environment: [String: String]) -> String {
        for name in ["KUBE_EDITOR", "VISUAL", "EDITOR"] {
            if let command = environment[name], command.contains(where: { !$0.isWhitespace }) { return command }
        }
        return "vi"
    }
}
