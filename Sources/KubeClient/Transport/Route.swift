import CTLSHook
import Foundation
import KubeModel

/// How transfers of one login reach one server: authorities, client certificate, proxy. Lives as long as its transfers.
final class Route: Sendable {
    struct Settings: Equatable, Sendable {
        /// PEM; nil trusts the system's.
        var authorities: String?
        var certificate: String?
        var key: String?
        var proxy: String?
        /// libcurl's `HOST:PORT:ADDRESS:PORT`.
        var connectTo: String?
        /// An IPv6 address in brackets that goes where the URL has ``hostInWaiting``.
        var host: String?
        var isUnverified = false
    }

    /// What a URL has in place of an IPv6 address: URLSession on Linux takes none for a URL.
    static let hostInWaiting = "ipv6.invalid"

    let settings: Settings
    private let id: Int32

    init(_ settings: Settings) throws(ClusterError) {
        self.settings = settings
        var route = gatehouse_route()
        route.is_unverified = settings.isUnverified ? 1 : 0
        id = Self.withCStrings([
            settings.authorities, settings.certificate, settings.key, settings.proxy, settings.connectTo, settings.host,
        ]) { texts in
            (route.authorities, route.certificate, route.key) = (texts[0], texts[1], texts[2])
            (route.proxy, route.connect_to, route.host) = (texts[3], texts[4], texts[5])
            return gatehouse_route_add(&route)
        }
        guard id > 0 else { throw .other("There is no memory left for the connection's settings.") }
    }

    deinit { gatehouse_route_remove(id) }

    /// What a URL ends in to take this route.
    var fragment: String { "#gatehouse-\(id)" }

    /// Whether libcurl was ever reached through the hook: where not, nothing of the above holds.
    var isInForce: Bool { gatehouse_route_uses(id) > 0 }

    /// Whether each transfer has a connection to itself, as far as is known: an answer on one says nothing of another.
    var isAlone: Bool { gatehouse_route_is_alone(id) != 0 }

    /// Ends connections that brought nothing for so many seconds, and what waits on them.
    func hangUp(silentFor seconds: Int) { gatehouse_route_hang_up(id, UInt32(seconds)) }

    /// Whether the connection of the latest transfer that ended takes others at the same time.
    var isShared: Bool { gatehouse_route_is_shared(id) != 0 }

    private static func withCStrings<Value>(
        _ texts: [String?], _ body: ([UnsafePointer<CChar>?]) -> Value
    ) -> Value {
        let copies = texts.map { $0.flatMap { strdup($0) } }
        defer {
            // Keys are among them.
            for copy in copies { if let copy { explicit_bzero(copy, strlen(copy)) } }
            for copy in copies { free(copy) }
        }
        return body(copies.map { $0.map { UnsafePointer($0) } })
    }
}

extension Route.Settings {
    /// - Throws: `loginFailed` naming a file of authorities that cannot be read.
    init(_ endpoint: ClusterEndpoint, _ login: Login) throws(ClusterError) {
        proxy = endpoint.proxy
        if let host = endpoint.server.host, host.contains(":"), endpoint.serverName == nil || !endpoint.isSecure {
            self.host = host.hasPrefix("[") ? host : "[\(host)]"
        }
        guard endpoint.isSecure else { return }
        switch endpoint.trust {
        case .system: break
        case .nobody: isUnverified = true
        case .authorities(let source): authorities = try source.read("certificate authority")
        }
        (certificate, key) = (login.certificate, login.key)
        if let name = endpoint.serverName, let host = endpoint.server.host {
            let port = endpoint.server.port ?? 443
            connectTo = "\(name):\(port):\(host.contains(":") ? "[\(host)]" : host):\(port)"
        }
    }
}
