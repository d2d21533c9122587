import Glibc

/// Where a program is found, as Go's exec finds it for kubectl.
public enum ProgramPath {
    /// - Parameters:
    ///   - name: Taken as it stands where it has a slash.
    ///   - path: Folders between colons. The folder of the moment is none of them, however it is written: what lies there by
    ///     chance is not to be run.
    /// - Returns: nil where no folder has a file of that name that may be run.
    public static func find(_ name: String, _ path: String?) -> String? {
        if name.contains("/") { return name }
        for folder in (path ?? "").split(separator: ":") where folder.hasPrefix("/") {
            let file = "\(folder)/\(name)"
            var info = stat()
            if stat(file, &info) == 0, info.st_mode & S_IFMT == S_IFREG, access(file, X_OK) == 0 { return file }
        }
        return nil
    }
}
