/// Whom we take a server's certificate from.
enum ServerTrust: Sendable, Equatable {
    /// The authorities of the operating system.
    case system
    /// These, and no others.
    case authorities(PEMSource)
    /// Anybody: `insecure-skip-tls-verify`.
    case nobody
}
