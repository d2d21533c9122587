/// The fields of `metadata`, which every kind has and no definition lists.
enum ObjectMetadata {
    static let schema: Schema = .object(
        "What every object has besides its content.",
        [
            "annotations": .map(of: .string(), "Notes for tools and people; not searched by the server."),
            "creationTimestamp": time("When it was created; set by the server."),
            "deletionGracePeriodSeconds": .integer("How many seconds it has to end once it is deleted; set by the server."),
            "deletionTimestamp": time("When it was asked to be deleted; set by the server."),
            "finalizers": .list(of: .string(), "Who has work to do before it is gone: while the list has an entry it stays."),
            "generateName": .string("What the name begins with where the server is to make one."),
            "generation": .integer("Counts the changes of what is wished for; set by the server."),
            "labels": .map(of: .string(), "Names and values by which objects are selected."),
            "managedFields": .list(of: .open(""), "Who owns which field; kept by the server."),
            "name": .string("Unique among the objects of its kind in its namespace. Cannot be changed."),
            "namespace": .string("Where it lives. Cannot be changed; kinds of the whole cluster have none."),
            "ownerReferences": .list(of: owner, "The objects that it belongs to; when all of them are gone it is deleted."),
            "resourceVersion": .string("Changes with every write; sent along, a write fails if somebody else wrote meanwhile."),
            "selfLink": .string("Not filled in any more."),
            "uid": .string("Differs from that of every other object, also of those deleted; set by the server."),
        ])

    private static let owner: Schema = .object(
        "An object that owns this one.", required: ["apiVersion", "kind", "name", "uid"],
        [
            "apiVersion": .string("Group and version of the owner."),
            "blockOwnerDeletion": .boolean("Whether the owner, deleted with its dependents first, waits for this one."),
            "controller": .boolean("Whether the owner manages this object; one owner at the most does."), "kind": .string("The kind of the owner."),
            "name": .string("The name of the owner."), "uid": .string("The uid of the owner."),
        ])

    private static func time(_ summary: String) -> Schema { Schema(.string(Schema.StringRule(format: "date-time")), summary) }
}
