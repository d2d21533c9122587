import Foundation
import Testing

/// The dashboard on files, as a whole program.
@Suite(.serialized) struct OfflineTests {
    private static func policy(_ name: String, namespace: String) -> String {
        """
        apiVersion: gateway.kgateway.dev/v1alpha1
        kind: TrafficPolicy
        metadata: {name: \(name), namespace: \(namespace)}
        spec: {targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: cart}]}
        status:
          ancestors:
          - conditions: [{type: Accepted, status: "False", reason: Invalid, message: it is broken}]

        """
    }

    @Test func aPictureOfAFolderShowsItsStatusesAndThatNothingCanBeChanged() async throws {
        try await Program.run { gatehouse in
            try FileManager.default.createDirectory(atPath: "\(gatehouse.folder)/prod/deep", withIntermediateDirectories: true)
            _ = try gatehouse.write(Self.policy("one", namespace: "shop") + "---\n" + Self.policy("two", namespace: "other"), to: "prod/deep/a.yaml")
            _ = try gatehouse.write("a: [", to: "prod/b.yml")
            _ = try gatehouse.write("started", to: "prod/deep/pod.log")

            let all = try await gatehouse("snapshot", "tp", "--manifests", "prod", "--size", "160x30")
            let one = try await gatehouse("snapshot", "tp", "-n", "shop", "--manifests=prod/", "--size", "160x30", "--keys", "c")

            #expect(all.status == 0 && all.err.isEmpty, "\(all.err)")
            for text in ["prod/ ›", "READ-ONLY", "✗ 2", "it is broken", "HTTPRoute/cart", "1 of 2 files cannot be read: prod/b.yml:"] {
                #expect(all.out.contains(text), "\(text): \(all.out)")
            }
            #expect(!all.out.contains("SANDBOX"))
            #expect(one.out.contains("one") && !one.out.contains("two "))
            #expect(one.out.contains("changes none"))
        }
    }

    @Test func aPathThatIsNotThereIsStatusThree() async throws {
        try await Program.run { gatehouse in
            let outcome = try await gatehouse("snapshot", "--manifests", "nowhere")

            #expect(outcome.status == 3 && outcome.out.isEmpty)
            #expect(outcome.err == "There is no file or folder nowhere.\n")
        }
    }
}
