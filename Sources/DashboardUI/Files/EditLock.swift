import Foundation

/// An exclusive lock on a file, held for as long as the file is open here or in any process that inherited it.
///
/// A process id would not do: it means nothing to another container or machine that shares the home folder, and it
/// says nothing of an editor that outlives us. The lock belongs to the open file, so that it passes to the editor
/// and to whatever the editor leaves running.
public final class EditLock: Sendable {
    enum Attempt {
        case held(EditLock)
        /// Somebody else holds it.
        case busy
        /// There is no such file, or the file system has no locks: nothing is known.
        case unknown
    }

    /// To be inherited by an editor. Valid until this lock is released.
    public let descriptor: Int32

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// Never unlocks: that would take the lock from an editor that shares it.
    deinit { close(descriptor) }

    static func take(_ path: String, creating: Bool) -> Attempt {
        // What lies there may be a link or a pipe: neither is followed or waited for.
        let flags = O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | (creating ? O_CREAT : 0)
        let descriptor = open(path, flags, 0o600)
        guard descriptor >= 0 else { return .unknown }
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return .held(EditLock(descriptor)) }
        let failure = errno
        close(descriptor)
        return failure == EWOULDBLOCK ? .busy : .unknown
    }

    /// Holds the lock until this process ends.
    func keep() { _ = Unmanaged.passRetained(self) }
}
