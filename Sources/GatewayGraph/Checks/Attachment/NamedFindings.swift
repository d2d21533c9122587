import KubeModel

/// Secrets, ConfigMaps and servers that are named outside of routes and of the policies on them, and are not there or of no use.
struct NamedFindings: FindingCheck {
    private let context: FindingContext
    private var world: PolicyWorld { context.world }

    init(_ context: FindingContext) { self.context = context }

    func findings() -> [Finding] {
        world.naming.sorted { $0.key < $1.key }.map(\.value).flatMap { naming in
            naming.named.flatMap { named in
                let found = finding(of: named, naming.head).map { [$0] } ?? contents(of: named)
                return found.filter { context.asked?.contains($0.object) ?? true }
            }
        }
    }

    private func finding(of named: NamedObject, _ head: ObjectHead) -> Finding? {
        func found(_ code: FindingCode, _ field: String, _ message: String, _ cure: String) -> Finding {
            Finding(code, .error, head.identity, "\(named.path).\(field)", message, cure: cure)
        }
        let place = "\(named.namespace)/\(named.name)"
        let absence: FindingCode, isThere: Bool
        switch (named.group, named.kind) {
        case (_, let kind) where named.isCertificate && !(named.group.isEmpty && ["Secret", "ConfigMap"].contains(kind)):
            return found(.certificateMissing, "kind", "certificates are read from Secrets and ConfigMaps, and not from a \(kind)", "group: \"\"\nkind: ConfigMap")
        case ("", "Secret"): (absence, isThere) = (named.isCertificate ? .certificateMissing : .secretContentUnusable, world.secrets[place] != nil)
        case ("", "ConfigMap"): (absence, isThere) = (named.isCertificate ? .certificateMissing : .secretContentUnusable, world.others("ConfigMap")[place] != nil)
        case ("", "Service"): (absence, isThere) = (.backendMissing, world.services[place] != nil)
        case ("gateway.kgateway.dev", "Backend"): (absence, isThere) = (.backendMissing, world.backends[place] != nil)
        default: return nil
        }
        let isKnown = !world.unread.contains(named.kind) && !world.isElsewhere(named.kind)
        // What is not there needs no leave: the name is wrong.
        if !isKnown || isThere, let refusal = refusal(of: named, head) { return refusal }
        guard isKnown else { return nil }
        guard isThere else {
            guard !named.isOptional else { return nil }
            let nearest = world.places(of: named.kind).nearest(to: place), near = nearest?.split(separator: "/").last
            return found(absence, "name", "no \(named.kind) \(place)\(PlaceTable.hint(at: nearest))", near.map { "name: \($0)" } ?? "")
        }
        guard let port = named.port, let service = world.services[place], named.kind == "Service" else { return nil }
        let ports = ServicePort.all(of: service)
        guard !ports.isEmpty, !ports.contains(where: { $0.number == port }) else { return nil }
        let meant = ports.first { $0.target == String(port) } ?? ports[0]
        return found(.backendPortMissing, "port", "Service \(place) has no port \(port); it has \(ServicePort.words(ports))", "port: \(meant.number)")
    }

    private func refusal(of named: NamedObject, _ head: ObjectHead) -> Finding? {
        let isOff = world.settings.rules.hasGrantModes && world.settings.grantMode == "OFF"
        guard !isOff, !head.namespace.isEmpty,
            !world.isGranted(from: head.kind, in: head.namespace, group: head.group, to: named.kind, in: named.namespace, name: named.name)
        else { return nil }
        return Finding(
            .grantMissing, .error, head.identity, "\(named.path).name",
            "no ReferenceGrant in \(named.namespace) lets \(head.kind.pluralOfKind) of \(head.namespace) refer to \(named.kind) \(named.namespace)/\(named.name)",
            cure: CureText.grant(
                from: head.kind, of: head.group, in: head.namespace, to: named.kind, of: named.group, named: named.name, in: named.namespace))
    }

    /// What is not in it; its own object is the one to be changed.
    private func contents(of named: NamedObject) -> [Finding] {
        let place = "\(named.namespace)/\(named.name)", words = "\(named.kind) \(place)"
        guard named.group.isEmpty, let wanted = named.keys.first, !named.isOptional,
            let object = named.kind == "Secret" ? world.secrets[place] : named.kind == "ConfigMap" ? world.others("ConfigMap")[place] : nil
        else { return [] }
        // Where nothing of its content is told, it is kept out of sight.
        let members = ["data", "stringData", "binaryData"].compactMap { object[$0]?.object }
        guard !members.isEmpty else { return [] }
        let keys = Set(members.flatMap(\.keys))
        guard !named.keys.contains(where: { keys.isSuperset(of: $0) }) else { return authority(wanted, object, words) }
        // What is there in part is what was meant.
        let meant = named.keys.first { !keys.isDisjoint(with: $0) } ?? wanted
        let fault = ContentFault(object, key: meant.first { !keys.contains($0) } ?? "", of: words).fault("")
        return [Finding(fault.code, .error, fault.object, fault.path, fault.sentence, cure: fault.cure)]
    }

    /// Certificates of whoever vouches for others.
    private func authority(_ wanted: [String], _ object: JSONValue, _ words: String) -> [Finding] {
        guard wanted == ["ca.crt"], let text = CertificateSecret.text("ca.crt", object), let head = ObjectHead(object) else { return [] }
        guard !PEMBlock.all(in: text).contains(where: { $0.label.hasSuffix("CERTIFICATE") }) else { return [] }
        let member = object["stringData"]?["ca.crt"] == nil ? "data" : "stringData"
        return [Finding(.certificateInvalid, .error, head.identity, "\(member)[ca.crt]", "ca.crt of \(words) has no certificate in it", cure: "\(member):\n  ca.crt: |\n    -----BEGIN CERTIFICATE-----")]
    }
}
