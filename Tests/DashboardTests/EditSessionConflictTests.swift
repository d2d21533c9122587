import Dashboard
import GatewayGraph
import KubeModel
import KubeRules
import TestSupport
import Testing

@Suite struct EditSessionConflictTests {
    private let policy = Sample.policyToEdit
    private let conflict = EditRefusal.status(
        APIStatus(code: 409, reason: "Conflict", message: "the object has been modified"))
    private var session = EditSession(editing: Sample.policyToEdit, type: .trafficPolicy)

    private func newer(
        _ version: String, owner: String? = nil, timeout: String = "30s", status: String = "True"
    ) -> JSONValue {
        var object = policy
        object["metadata"]?["resourceVersion"] = .string(version)
        if let owner { object["metadata"]?["labels"] = ["owner": .string(owner)] }
        object["spec"]?["timeout"] = ["request": .string(timeout)]
        object["status"] = ["conditions": [["type": "Accepted", "status": .string(status)]]]
        return object
    }

    private func saved(_ text: String) -> EditSession.Input { .editorClosed(Array(text.utf8)) }

    /// Saves a change and meets a conflict.
    private mutating func meetConflict(_ change: (String) -> String = { $0 }) throws -> String {
        let text = try #require(session.start().text)
        let typed = change(text.replacing("30s", with: "5s"))
        _ = session.handle(saved(typed))
        _ = session.handle(.replied(.failure(conflict)))
        return typed
    }

    /// The text with one side of every conflict and no mark.
    private func resolved(_ text: String, mine: Bool) -> String {
        var side: Bool?
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            let mark = line.drop { $0 == " " }
            if mark.hasPrefix("<<<<<<<") { side = true } else if mark.hasPrefix("=======") { side = false }
            else if mark.hasPrefix(">>>>>>>") { side = nil } else { return side == nil || side == mine }
            return false
        }
        return lines.joined(separator: "\n")
    }

    @Test mutating func aConflictAsksForTheObjectAsItIsNow() throws {
        let text = try #require(session.start().text)
        _ = session.handle(saved(text.replacing("30s", with: "5s")))

        let step = session.handle(.replied(.failure(conflict)))

        #expect(step == .fetch(.trafficPolicy, ObjectKey(namespace: "team-a", name: "x")))
    }

    @Test mutating func whatOthersChangedElsewhereIsSentWithMine() throws {
        _ = try meetConflict()

        let request = try #require(session.handle(.fetched(.found(newer("57", owner: "bob", status: "False")))).request)

        #expect(request.body[path: ["metadata", "resourceVersion"]] == "57")
        #expect(request.body[path: ["metadata", "labels"]] == ["owner": "bob"])
        #expect(request.body[path: ["spec", "timeout", "request"]] == "5s")
        #expect(request.body["status"] == ["conditions": [["type": "Accepted", "status": "False"]]])
        #expect(session.takenOver == ["metadata.labels"])
        let outcome = try #require(session.handle(.replied(.success(request.body))).outcome)
        #expect(outcome.message == "Replaced TrafficPolicy team-a/x; kept what changed there meanwhile: metadata.labels.")
        #expect(outcome.replaced == newer("57", owner: "bob", status: "False"))
    }

    @Test mutating func bothSidesOfTheSameFieldAreMarkedAndNothingIsOverwritten() throws {
        _ = try meetConflict { $0.replacing("    request: 5s", with: "    # as agreed\n    request: 5s   # five") }

        let again = try #require(session.handle(.fetched(.found(newer("57", owner: "bob", timeout: "10s")))).text)

        #expect(again.hasPrefix("#! Nothing was sent: TrafficPolicy team-a/x changed on the server since you opened it."))
        #expect(again.contains("#!   spec.timeout.request: yours \"5s\", on the server now \"10s\", before \"30s\"\n"))
        #expect(again.contains("#! Changed there meanwhile, and kept: metadata.labels.\n"))
        #expect(
            again.contains(
                """
                  labels:
                    owner: bob
                spec:
                  timeout:
                    # as agreed
                    <<<<<<< yours
                    request: 5s
                    ======= on the server now
                    request: 10s
                    >>>>>>> keep what is right, remove these three lines
                  targetRefs:

                """))
        #expect(!again.contains("resourceVersion"))
    }

    @Test mutating func nothingIsSentAsLongAsAMarkIsLeft() throws {
        _ = try meetConflict()
        let again = try #require(session.handle(.fetched(.found(newer("57", timeout: "10s")))).text)

        let left = try #require(session.handle(saved(again.replacing("    <<<<<<< yours\n", with: ""))).text)

        #expect(left.hasPrefix("#! Nothing was sent: this line is a mark of a conflict.\n"))
        #expect(left.contains("    #! this line is a mark: remove it\n    ======= on the server now\n"))
        let outcome = try #require(session.handle(saved(left)).outcome)
        let place = try #require(left.split(separator: "\n", omittingEmptySubsequences: false).firstIndex(of: "    ======= on the server now"))
        #expect(
            outcome.message.hasPrefix(
                "Nothing was changed in TrafficPolicy team-a/x. Line \(place + 1) of the text is still a mark of a conflict."))
    }

    @Test mutating func aResolvedConflictIsSentOnTheNewerVersion() throws {
        _ = try meetConflict()
        let again = try #require(session.handle(.fetched(.found(newer("57", owner: "bob", timeout: "10s")))).text)

        let request = try #require(session.handle(saved(resolved(again, mine: true))).request)

        #expect(request.body[path: ["metadata", "resourceVersion"]] == "57")
        #expect(request.body[path: ["spec", "timeout", "request"]] == "5s")
        #expect(request.body[path: ["metadata", "labels", "owner"]] == "bob")
    }

    @Test mutating func takingTheOtherSideMeansThatThereIsNothingToSend() throws {
        _ = try meetConflict()
        let again = try #require(session.handle(.fetched(.found(newer("57", owner: "bob", timeout: "10s")))).text)

        let outcome = try #require(session.handle(saved(resolved(again, mine: false))).outcome)

        #expect(outcome.kind == .unchanged)
    }

    @Test mutating func theNextConflictIsComparedWithTheVersionThatWasShown() throws {
        _ = try meetConflict()
        let again = try #require(session.handle(.fetched(.found(newer("57", owner: "bob", timeout: "10s")))).text)
        _ = session.handle(saved(resolved(again, mine: true)))
        _ = session.handle(.replied(.failure(conflict)))

        let request = try #require(session.handle(.fetched(.found(newer("60", owner: "eve", timeout: "10s")))).request)

        #expect(session.takenOver == ["metadata.labels.owner"])
        #expect(request.body[path: ["spec", "timeout", "request"]] == "5s")
    }

    @Test mutating func theObjectIsLookedAtOnceBeforeASaveIsSent() throws {
        let text = try #require(session.start().text)
        #expect(session.handle(saved(text.replacing("30s", with: "5s"))).request != nil)
        #expect(session.wantsLook)

        let same = session.handle(.fetched(.found(policy)))

        #expect(same.request?.body[path: ["metadata", "resourceVersion"]] == "41")
        #expect(!session.wantsLook)
    }

    @Test mutating func whatIsOnTheServerAlreadyIsNotSent() throws {
        let text = try #require(session.start().text)
        _ = session.handle(saved(text.replacing("30s", with: "5s")))

        let outcome = try #require(session.handle(.fetched(.found(newer("57", timeout: "5s")))).outcome)

        #expect(outcome.kind == .unchanged && outcome.message.hasSuffix("It is on the server already as your text has it."))
    }

    @Test mutating func achangeThatArrivedThoughItsReplyWasLostIsDone() throws {
        _ = try meetConflict()

        let outcome = try #require(session.handle(.fetched(.found(newer("57", timeout: "5s")))).outcome)

        #expect(outcome.kind == .replaced && outcome.message == "Replaced TrafficPolicy team-a/x.")
    }

    @Test mutating func aNewStatusAloneIsNoReasonToAskNorWorthAWord() throws {
        _ = try meetConflict()

        let request = try #require(session.handle(.fetched(.found(newer("42", status: "False")))).request)

        #expect(request.body["status"] == ["conditions": [["type": "Accepted", "status": "False"]]])
        var stored = request.body
        stored["status"] = nil
        let outcome = try #require(session.handle(.replied(.success(stored))).outcome)
        #expect(outcome.message == "Replaced TrafficPolicy team-a/x." && !outcome.isPartial)
    }

    @Test mutating func anObjectThatNeverRestsEndsInTheEditorAfterFiveTries() throws {
        _ = try meetConflict()
        var step = session.handle(.fetched(.found(newer("42", owner: "0"))))
        var sendings = 1
        while case .send = step, sendings < 100 {
            sendings += 1
            _ = session.handle(.replied(.failure(conflict)))
            step = session.handle(.fetched(.found(newer("\(42 + sendings)", owner: "\(sendings)"))))
        }

        #expect(sendings == 5)
        let text = try #require(step.text)
        #expect(text.hasPrefix("#! Cannot replace TrafficPolicy team-a/x: each of 5 tries came too late"))
        #expect(text.contains("    owner: \"5\"\n") && text.contains("request: 5s"))
        #expect(session.handle(saved(text + "\n")).request?.body[path: ["metadata", "resourceVersion"]] == "47")
    }

    @Test mutating func aConflictOverTheSameVersionIsARefusalLikeAnother() throws {
        _ = try meetConflict()

        let text = try #require(session.handle(.fetched(.found(policy))).text)

        #expect(text.hasPrefix("#! Cannot replace TrafficPolicy team-a/x: the server refused it (409 Conflict).\n"))
        #expect(text.contains("#! the object has been modified\n"))
    }

    @Test mutating func whatWasDeletedMeanwhileIsCreatedOnceThePersonSaysSo() throws {
        let text = try #require(session.start().text)
        _ = session.handle(saved(text.replacing("30s", with: "5s")))

        let again = try #require(session.handle(.fetched(.gone)).text)

        #expect(again.hasPrefix("#! Nothing was sent: TrafficPolicy team-a/x was deleted.\n"))
        let kept = try #require({ var copy = session; return copy.handle(saved(again)).outcome }())
        #expect(kept.draft != nil && kept.message.contains("Somebody deleted it while it was edited."))
        let request = try #require(session.handle(saved(again + "\n")).request)
        #expect(request.method == .create && request.key == ObjectKey(namespace: "team-a", name: "x"))
        #expect(request.body[path: ["metadata"]] == ["name": "x", "namespace": "team-a"] && request.body["status"] == nil)
        #expect(session.handle(.replied(.success(request.body))).outcome?.message == "Created TrafficPolicy team-a/x.")
    }

    @Test mutating func whatWasMadeAnewMeanwhileIsShownBeforeItIsReplaced() throws {
        let text = try #require(session.start().text)
        _ = session.handle(saved(text.replacing("30s", with: "5s")))
        var other = newer("90", owner: "bob")
        other["metadata"]?["uid"] = "u2"

        let again = try #require(session.handle(.fetched(.found(other))).text)

        #expect(again.contains("was deleted and made anew on the server since you opened it."))
        let request = try #require(session.handle(saved(again + "\n")).request)
        #expect(request.body[path: ["metadata", "uid"]] == "u2")
    }

    @Test mutating func anObjectThatCannotBeReadAgainKeepsTheText() throws {
        _ = try meetConflict()

        let again = try #require(session.handle(.fetched(.unknown)).text)

        #expect(again.contains("#! the object has been modified\n") && again.contains("request: 5s"))
    }

    @Test mutating func aRefusalAfterAMergeShowsWhatWasRefused() throws {
        _ = try meetConflict()
        _ = session.handle(.fetched(.found(newer("57", owner: "bob"))))

        let again = try #require(
            session.handle(.replied(.failure(.status(EditSessionTests.invalid("metadata.labels.owner", "no bobs"))))).text)

        #expect(again.contains("    #! metadata.labels.owner: no bobs\n    owner: bob\n"))
        #expect(again.contains("#! Changed there meanwhile, and kept: metadata.labels.\n"))
    }

    @Test func listsAreMergedByTheKeysOfTheSchema() throws {
        var object = policy
        object["spec"] = ["listeners": [["name": "a", "port": 1], ["name": "b", "port": 2]]]
        let schema: JSONValue = [
            "components": [
                "schemas": [
                    "x": [
                        "x-kubernetes-group-version-kind": [
                            ["group": "gateway.kgateway.dev", "version": "v1alpha1", "kind": "TrafficPolicy"],
                        ],
                        "type": "object",
                        "properties": [
                            "spec": [
                                "type": "object",
                                "properties": [
                                    "listeners": [
                                        "type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"],
                                        "items": ["type": "object", "properties": ["name": ["type": "string"], "port": [:]]],
                                    ],
                                ],
                            ],
                        ],
                    ],
                ],
            ],
        ]
        var session = EditSession(editing: object, type: .trafficPolicy)
        let text = try #require(session.start().text)
        _ = session.handle(saved(text.replacing("port: 2", with: "port: 22")))
        var now = object
        now["metadata"]?["resourceVersion"] = "57"
        now["spec"] = ["listeners": [["name": "b", "port": 2], ["name": "new", "port": 3]]]
        var book = SchemaBook()
        book.add(openAPI: schema)
        session.learn(book)

        let request = try #require(session.handle(.fetched(.found(now))).request)

        #expect(request.body["spec"] == ["listeners": [["name": "b", "port": 22], ["name": "new", "port": 3]]])
    }

    @Test func aDraftIsPutTogetherWithWhatChangedSinceItWasKept() throws {
        let draft = "# mine\n" + EditBuffer(editing: policy, type: .trafficPolicy).original.replacing("30s", with: "5s")

        var session = EditSession(
            editing: newer("57", owner: "bob"), type: .trafficPolicy, draft: draft, base: policy)
        let text = try #require(session.start().text)

        #expect(text.contains("# mine\n") && text.contains("    owner: bob\n") && text.contains("    request: 5s\n"))
        let request = try #require(session.handle(saved(text + "\n")).request)
        #expect(request.body[path: ["metadata", "resourceVersion"]] == "57")
    }
}
