import GatewayGraph
import KubeClient
import KubeModel

extension LiveObjects {
    /// The certificates of Secrets that listeners name, in place of their facts. The bytes of a Secret are thrown away as soon as its
    /// `tls.crt` is taken out of them: no tree is made of them, and the key is never looked at. Where one may not be read its facts stay.
    mutating func readCertificates(_ client: KubeClient) async {
        var wanted: Set<ObjectKey> = []
        for object in objects {
            guard let type = Self.holders.first(where: { $0.kind == object["kind"]?.string }) else { continue }
            for reference in ObjectReference.all(in: object, type) where reference.group.isEmpty && reference.kind == "Secret" {
                wanted.insert(reference.key)
            }
        }
        let secrets = objects.indices.filter {
            objects[$0]["kind"] == "Secret" && objects[$0]["type"] == "kubernetes.io/tls" && wanted.contains(ObjectKey(of: objects[$0]))
        }
        let keys = secrets.map { ObjectKey(of: objects[$0]) }
        let certificates = await withTaskGroup(of: (Int, String?).self) { group in
            for (place, key) in keys.enumerated() { group.addTask { (place, await Self.certificate(key, client)) } }
            return await group.reduce(into: [Int: String]()) { $0[$1.0] = $1.1 }
        }
        for (place, certificate) in certificates { setCertificate(certificate, at: secrets[place]) }
        hasCertificates = certificates.count == secrets.count
    }

    private static let holders: [ResourceType] = [.gateway, .listenerSet, .trialListenerSet]

    private static func certificate(_ key: ObjectKey, _ client: KubeClient) async -> String? {
        // What may not be read is not known, which the facts say already.
        guard let bytes = try? await client.get(.secret, key) else { return nil }
        return RawJSON(bytes)[path: "data", "tls.crt"]?.string
    }
}
