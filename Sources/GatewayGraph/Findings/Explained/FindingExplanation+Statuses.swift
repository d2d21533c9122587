extension FindingExplanation {
    /// Statuses that are not, or no longer, true.
    static let statuses: [FindingExplanation] = [
        FindingExplanation(
            .statusDisagrees, [.warning], "the status says something else than the resources",
            meaning:
                "What the controller reported is not what follows from the resources as they are. Either it has not looked yet, "
                    + "or something that is not seen here decides.",
            cause:
                "A controller of another version, with other settings, or one that is stuck.",
            example: """
                status:
                  ancestors:
                  - conditions: [{type: Attached, status: "False", reason: Overridden}]   # and nothing overrides it
                """,
            cure:
                "Look at the logs of the controller, and at the settings that were assumed."),
        FindingExplanation(
            .statusMissing, [.warning], "an object without a status, though it is attached",
            meaning:
                "Two minutes after it was written the controller has said nothing of it.",
            cause:
                "The controller does not run, does not watch the namespace, or may not write the status.",
            example: """
                kind: TrafficPolicy       # attached to a route that is served
                status: {}
                """,
            cure:
                "See whether the controller runs, and what it logs."),
        FindingExplanation(
            .statusStale, [.warning], "a status of an older spec",
            meaning:
                "observedGeneration is behind the generation of the object for two minutes or more: what the status says is "
                    + "about an earlier spec.",
            cause:
                "The controller is stuck, or cannot write the status.",
            example: """
                metadata: {generation: 3}
                status:
                  parents:
                  - conditions: [{type: Accepted, status: "True", observedGeneration: 2}]
                """,
            cure:
                "See whether the controller runs, and what it logs."),
        FindingExplanation(
            .statusOrphan, [.warning], "a status that tells of a parent that is gone",
            meaning:
                "An entry is of a Gateway, listener or backend that is not there, or that the object does not name any more.",
            cause:
                "The controller that wrote it was removed before it could clean up.",
            example: """
                status:
                  parents:
                  - parentRef: {name: former}      # not among spec.parentRefs
                    controllerName: kgateway.dev/kgateway
                """,
            cure:
                "Delete the entry."),
        FindingExplanation(
            .versionUnsupported, [.error, .warning], "a kind, group, version or field that these rules do not serve",
            meaning:
                "The server refuses it, or the controller does not look at it. With --rules this is asked before an upgrade.",
            cause:
                "Manifests for another version: HTTPListenerPolicy after 2.4, ai after 2.1, a field that came later, a release "
                    + "of the Gateway API that the version does not work with. Or a kind or a group with a typo.",
            example: """
                kind: HTTPListenerPolicy      # with the rules of 2.5
                apiVersion: gateway.kgateway.dev/v1alpha1
                """,
            cure:
                "Write what takes its place: a ListenerPolicy, a newer version of the kind, or an extension."),
    ]
}
