import Foundation
import KubeModel

/// Certificates of listeners: how many there are, and what is in them where that is known.
struct CertificateFindings: FindingCheck {
    private let context: FindingContext
    private var world: PolicyWorld { context.world }
    private static let soon = 30.0 * 86_400, verySoon = 7.0 * 86_400

    init(_ context: FindingContext) { self.context = context }

    /// A Secret that listeners name, with those that do.
    private struct Use {
        var secret: CertificateSecret
        var listeners: [ServedListener] = []
    }

    func findings() -> [Finding] {
        var uses: [String: Use] = [:], found: [Finding] = []
        for gateway in context.plan.gateways where gateway.isServed {
            let dropped = Dictionary(gateway.table.dropped.map { ($0.listener, $0.cause) }) { first, _ in first }
            let all = gateway.table.served + gateway.table.dropped.map(\.listener)
            for listener in all where listener.spec.terminatesTLS {
                if let finding = count(listener, dropped[listener]) { found.append(finding) }
                guard dropped[listener] == nil else { continue }
                var certificates: [(index: Int, place: String, certificate: Certificate)] = [], isKnown = true
                for (index, ref) in listener.spec.certificates.enumerated() {
                    let place = place(ref, listener), secret = uses[place]?.secret ?? world.secrets[place].flatMap(CertificateSecret.init)
                    guard let secret else {
                        isKnown = false
                        continue
                    }
                    uses[place, default: Use(secret: secret)].listeners.append(listener)
                    // What is of no use says so itself.
                    guard let certificate = secret.certificate, secret.problem == nil else {
                        isKnown = false
                        continue
                    }
                    certificates.append((index, place, certificate))
                }
                if isKnown, !certificates.isEmpty { found += names(listener, certificates, gateway) }
            }
        }
        return found + uses.flatMap { content($0.key, $0.value) }
    }

    private func place(_ ref: JSONValue, _ listener: ServedListener) -> String {
        "\(ref["namespace"]?.string ?? listener.holder.head.namespace)/\(ref["name"]?.string ?? "")"
    }

    /// 2.1 takes exactly one; since 2.3 a bad one among several is left out by itself. In between it takes the listener with it.
    private func count(_ listener: ServedListener, _ cause: DroppedListener.Cause?) -> Finding? {
        let spec = listener.spec, head = listener.holder.head, rules = context.rules
        guard context.asks(head), spec.protocolName == "HTTPS", cause == nil || cause == .certificateCount else { return nil }
        let count = spec.certificates.count
        func found(_ severity: FindingSeverity, _ field: String, _ message: String, _ cure: String) -> Finding {
            Finding(.certificateCount, severity, head.identity, "\(spec.path).\(field)", message, cure: cure, reach: "listener \(spec.name)")
        }
        if count == 0 {
            return found(
                .error, "tls.certificateRefs", "listener \(spec.name) is not served: it has no certificate",
                "tls:\n  mode: Terminate\n  certificateRefs:\n  - name: SECRET")
        }
        if rules == .v21, count > 1 {
            return found(
                .error, "tls.certificateRefs",
                "listener \(spec.name) is not served: \(rules.name) takes exactly one certificate, and it has \(count)",
                "certificateRefs:\n- name: \(spec.certificates[0]["name"]?.string ?? "")")
        }
        guard count > 1, !world.secrets.isEmpty else { return nil }
        for (index, ref) in spec.certificates.enumerated() {
            guard let fault = ListenerTable.fault(of: ref, head, in: world), rules.dropsOnlyBadCertificates || fault.cause == .certificate else { continue }
            let loss = rules.dropsOnlyBadCertificates
                ? "goes without one of its \(count) certificates" : "is not served: in \(rules.name) one bad certificate takes the other \(count - 1) with it"
            return found(
                rules.dropsOnlyBadCertificates ? .warning : .error, "tls.certificateRefs[\(index)].\(fault.field)",
                "listener \(spec.name) \(loss): \(fault.sentence)", "Mend Secret \(place(ref, listener)), or remove the reference.")
        }
        return nil
    }

    /// Names that clients ask for and no certificate has.
    private func names(
        _ listener: ServedListener, _ certificates: [(index: Int, place: String, certificate: Certificate)], _ gateway: PolicyPlan.Gateway
    ) -> [Finding] {
        guard context.asks(listener.holder.head) else { return [] }
        let served = gateway.configurations.first { $0.plan.listeners == [listener] }?.hosts.map(\.hostname) ?? []
        let asked = (served.isEmpty ? listener.spec.hostname.map { [$0] } ?? [] : served).filter { $0 != "*" }
        let missed = asked.filter { host in !certificates.contains { $0.certificate.takes(host) } }.sorted()
        guard let first = missed.first else { return [] }
        let names = certificates.map(\.certificate.names).filter { !$0.isEmpty }.joined(separator: ", ")
        let common = certificates.map(\.certificate.commonName).filter { !$0.isEmpty }.joined(separator: ", ")
        let has = names.isEmpty ? "has no alternative names\(common.isEmpty ? "" : "; its common name \(common) is not looked at by clients")" : "is for \(names)"
        let more = missed.count > 3 ? " and \(missed.count - 3) more" : ""
        return [
            Finding(
                .certificateNameMismatch, .warning, listener.holder.head.identity,
                "\(listener.spec.path).tls.certificateRefs[\(certificates[0].index)].name",
                "listener \(listener.spec.name) serves \(missed.prefix(3).joined(separator: ", "))\(more), and the certificate of Secret \(certificates[0].place) \(has)",
                cure: "dnsNames:\n- \"\(first)\"", reach: "\(missed.count) of \(asked.count) hostnames")
        ]
    }

    /// What is in a Secret; its own object is the one to be changed.
    private func content(_ place: String, _ use: Use) -> [Finding] {
        guard let head = world.secrets[place].flatMap(ObjectHead.init), context.asks(head) else { return [] }
        let names = Set(use.listeners.map { "\($0.holder.head.place) \($0.spec.name)" }).sorted().joined(separator: ", ")
        let reach = "\(Set(use.listeners).count) listener\(Set(use.listeners).count == 1 ? "" : "s")"
        func field(_ name: String) -> String {
            let map = world.secrets[place]?["stringData"]?[name] != nil ? "stringData" : "data"
            return "\(map)[\(name)]"
        }
        func found(_ code: FindingCode, _ severity: FindingSeverity, _ name: String, _ message: String, _ cure: String) -> Finding {
            Finding(code, severity, head.identity, field(name), "\(message): \(names)", cure: cure, reach: reach)
        }
        let anew = "kubectl create secret tls \(head.name) -n \(head.namespace) --cert=tls.crt --key=tls.key --dry-run=client -o yaml | kubectl apply -f -"
        switch use.secret.problem {
        case .unusable(let name, let reason): return [found(.certificateInvalid, .error, name, "\(name) of Secret \(place) \(reason)", anew)]
        case .otherKey(let later?):
            return [
                found(
                    .certificateInvalid, .error, "tls.crt",
                    "the key of Secret \(place) belongs to certificate \(later) of tls.crt: the server's own must come first", anew)
            ]
        case .otherKey(nil):
            return [found(.certificateInvalid, .error, "tls.key", "the key of Secret \(place) does not belong to its certificate", anew)]
        case nil: break
        }
        guard let certificate = use.secret.certificate else { return [] }
        let left = certificate.notAfter.timeIntervalSince(context.options.now)
        let day = Self.day(certificate.notAfter)
        if certificate.notBefore > context.options.now {
            return [
                found(
                    .certificateInvalid, .error, "tls.crt", "the certificate of Secret \(place) is not valid before \(Self.day(certificate.notBefore))", anew)
            ]
        }
        guard left < Self.soon else { return [] }
        let message = left < 0
            ? "the certificate of Secret \(place) expired on \(day)"
            : "the certificate of Secret \(place) expires on \(day), in \(Int(left / 86_400)) day\(Int(left / 86_400) == 1 ? "" : "s")"
        return [found(.certificateExpires, left < Self.verySoon ? .error : .warning, "tls.crt", message, anew)]
    }

    private static func day(_ date: Date) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? .current
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        func two(_ number: Int?) -> String { (number ?? 0) < 10 ? "0\(number ?? 0)" : "\(number ?? 0)" }
        return "\(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day))"
    }
}
