import Foundation

/// What editors leave beside the file that they have open, told by its content: the names are alike.
enum EditorTrace {
    /// Whether it only says that somebody has the file open and holds no text: nano's `.cart.yaml.swp`, which begins
    /// with `b0nano`, and emacs' `.#cart.yaml`, a link to nothing.
    static func isLock(_ path: String) -> Bool {
        let name = path.split(separator: "/").last ?? ""
        if name.hasPrefix(".#") { return isLink(path) }
        return isSwapName(name) && PrivateFile.beginning(of: path, count: 6) == Array("b0nano".utf8)
    }

    /// Whether it is vim's, which holds what was typed and not saved.
    static func isVimSwap(_ path: String) -> Bool {
        isSwapName(path.split(separator: "/").last ?? "")
            && PrivateFile.beginning(of: path, count: 5) == Array("b0VIM".utf8)
    }

    /// `.cart.yaml.swp`, and `.swo` and so on to `.saa` where others are there.
    static func isSwapName(_ name: some StringProtocol) -> Bool {
        let ending = Array(name.utf8.suffix(4))
        return name.hasPrefix(".") && ending.count == 4 && ending.starts(with: Array(".s".utf8)) && ending[3] >= 0x61
    }

    private static func isLink(_ path: String) -> Bool {
        var info = stat()
        return lstat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFLNK
    }
}
