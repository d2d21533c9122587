extension FindingExplanation {
    /// Of files, and of what is said about findings themselves.
    static let files: [FindingExplanation] = [
        FindingExplanation(
            .schemaInvalid, [.error], "a field that the schema does not allow",
            meaning:
                "The server would refuse the object: a field is unknown, of another type, out of its bounds, or missing.",
            cause:
                "A typo in the name of a field, or a manifest for another version.",
            example: """
                spec:
                  timeouts:
                    requets: 30s    # the field is called request
                """,
            cure:
                "Write the field as the schema has it; the finding names what was expected."),
        FindingExplanation(
            .fileUnreadable, [.error], "a file, or a document in it, that cannot be read",
            meaning:
                "It is no YAML or JSON, or no object with kind and name. What is in it is not looked at, so that more may be "
                    + "wrong than is found.",
            cause:
                "A tab, a wrong indentation, a template that was not rendered.",
            example: """
                metadata:
                	name: cart          # a tab
                """,
            cure:
                "Mend the line that the finding names, or leave the file out."),
        FindingExplanation(
            .suppressionUnused, [.note], "a suppression that suppresses nothing",
            meaning:
                "Nothing of its code is found on the object any more.",
            cause:
                "What it was for has been mended, or the code or the name has a typo.",
            example: """
                metadata:
                  annotations:
                    gatehouse.dev/ignore: routeUnprotected=public health check
                """,
            cure:
                "Delete the suppression."),
    ]
}
