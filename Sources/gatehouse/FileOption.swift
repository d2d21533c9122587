import ArgumentParser

/// A text that is there already, instead of an editor.
struct FileOption: ParsableArguments {
    @Option(
        name: [.customShort("f"), .customLong("filename")],
        help: ArgumentHelp("Send this file's one document instead of opening an editor; - is standard input.", valueName: "file"),
        completion: .file())
    var path: String?
}
