/// What a filter may be made of, as help shows it. Terms stand beside each other, and all of them must be met.
public enum RowFilterGrammar {
    public static let terms: [(form: String, means: String)] = [
        ("text", "it stands in the name, a cell, or what a condition says; a capital letter stands for itself"),
        ("\"two words\"", "the text as it is, blanks and signs included"),
        ("^api-.*v[0-9]+$", "a pattern, as in k9s: any of ^ $ | * + ? ( ) [ ] { } \\ makes one"),
        ("!term", "not that"),
        ("state:failing,warning", "in one of these states"),
        ("ns:shop,team-*", "in one of these namespaces"),
        ("-l team=a", "a selector of labels, as for kubectl"),
        ("has:cors", "the field of its spec is set"),
        ("to:Gateway/public", "it points there, anywhere in its spec: a name with its kind, its namespace, or both before it"),
    ]

    /// The terms that have a name before a colon.
    static let names = ["state", "ns", "has", "to"]

    /// What stands in an empty prompt.
    public static let hint = "text  !not  ^a.*z$  state:failing  ns:name  -l label=value  has:cors  to:Gateway/public"
}
