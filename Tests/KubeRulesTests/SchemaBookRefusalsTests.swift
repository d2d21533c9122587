import KubeModel
import KubeRules
import Testing

/// What Kubernetes 1.36 said to objects of ``ParcelDefinition``, by reason and field.
@Suite struct SchemaBookRefusalsTests {
    private func causes(_ spec: String, old: String? = nil) throws -> [String] {
        let verdict = try ParcelDefinition.book.get().verdict(
            on: ParcelDefinition.parcel(spec), replacing: old.map { try ParcelDefinition.parcel($0) })
        let problems = try #require(verdict).problems
        return Set(problems.map { "\($0.reason.rawValue.dropFirst("FieldValue".count)) \($0.field)" }).sorted()
    }

    @Test(arguments: [
        "{size: 1}",
        "{size: 2.0}",
        "{size: 1, step: 1.5}",
        "{size: 1, mode: null}",
        "{size: 1, level: 4}",
        "{size: 1, code: a0}",
        #"{size: 1, emoji: "😀😀"}"#,
        "{size: 1, owner: null}",
        #"{size: 1, since: "2026-02-28T12:00:00+01:00"}"#,
        "{size: 1, span: 90m}",
        "{size: 1, range: 10.0.0.1/8}",
        #"{size: 1, page: "https://example.com/a"}"#,
        "{size: 1, key: 6ba7b810-9dad-11d1-80b4-00c04fd430c8}",
        "{size: 1, mail: a@example.com}",
        "{size: 1, bytes: aGVsbG8=}",
        "{size: 1, port: http}",
        "{size: 1, open: {known: 1, other: 1}}",
        "{size: 1, whole: {apiVersion: v1, kind: Pod, metadata: {name: p}}}",
        "{size: 1, choice: {left: a}}",
        "{size: 1, some: {left: a, right: b}}",
        "{size: 1, both: xy}",
        "{size: 1, never: good}",
        "{size: 1, fixed: a, once: b}",
    ]) func whatTheServerTakesIsNoProblem(spec: String) throws {
        #expect(try causes(spec) == [])
    }

    @Test(arguments: [
        ("{}", ["Required spec.size"]),
        ("{size: 10}", ["Invalid spec.size"]),
        ("{size: 0}", ["Invalid spec.size"]),
        ("{size: 3000000000}", ["Invalid spec.size"]),
        ("{size: 1.5}", ["TypeInvalid spec.size"]),
        (#"{size: "1"}"#, ["TypeInvalid spec.size"]),
        ("{size: true}", ["TypeInvalid spec.size"]),
        ("{size: null}", ["Required spec.size"]),
        ("{size: 1, weight: 11}", ["Invalid spec.weight"]),
        ("{size: 1, namespace: default}", ["Forbidden spec.namespace"]),
        ("{size: 1, step: 0}", ["Invalid spec.step"]),
        ("{size: 1, step: 1.25}", ["Invalid spec.step"]),
        ("{size: 1, mode: Fsat}", ["NotSupported spec.mode"]),
        ("{size: 1, mode: 7}", ["NotSupported spec.mode", "TypeInvalid spec.mode"]),
        ("{size: 1, level: 3}", ["NotSupported spec.level"]),
        ("{size: 1, code: a}", ["Invalid spec.code"]),
        ("{size: 1, code: abcde}", ["TooLong spec.code"]),
        ("{size: 1, code: aB}", ["Invalid spec.code"]),
        (#"{size: 1, emoji: "😀😀😀"}"#, ["TooLong spec.emoji"]),
        (#"{size: 1, since: "2026-13-01T00:00:00Z"}"#, ["TypeInvalid spec.since"]),
        ("{size: 1, since: yesterday}", ["TypeInvalid spec.since"]),
        ("{size: 1, span: soon}", ["TypeInvalid spec.span"]),
        ("{size: 1, address: 10.0.0.256}", ["TypeInvalid spec.address"]),
        ("{size: 1, range: 10.0.0.0/33}", ["TypeInvalid spec.range"]),
        (#"{size: 1, page: "no page"}"#, ["TypeInvalid spec.page"]),
        ("{size: 1, key: 123}", ["TypeInvalid spec.key"]),
        (#"{size: 1, key: "123"}"#, ["TypeInvalid spec.key"]),
        ("{size: 1, mail: nobody}", ["TypeInvalid spec.mail"]),
    ]) func whatTheServerRefusesOfPlainFieldsIsForetold(spec: String, expected: [String]) throws {
        #expect(try causes(spec) == expected)
    }

    @Test(arguments: [
        (#"{size: 1, host: "-x"}"#, ["TypeInvalid spec.host"]),
        (#"{size: 1, bytes: "a"}"#, ["TypeInvalid spec.bytes"]),
        ("{size: 1, port: 0}", ["Invalid spec.port"]),
        ("{size: 1, port: none}", ["Invalid spec.port"]),
        ("{size: 1, port: HTTP}", ["Invalid spec.port"]),
        ("{size: 1, port: 1.5}", ["TypeInvalid spec.port"]),
        ("{size: 1, tags: []}", ["Invalid spec.tags"]),
        ("{size: 1, tags: [a, b, c, d]}", ["TooMany spec.tags"]),
        ("{size: 1, tags: [a, b, a]}", ["Duplicate spec.tags[2]"]),
        ("{size: 1, stops: [{name: a}, {name: b}, {name: a}]}", ["Duplicate spec.stops[2]"]),
        ("{size: 1, stops: [{zone: x}]}", ["Required spec.stops[0].name"]),
        ("{size: 1, stops: [x]}", ["TypeInvalid spec.stops[0]"]),
        ("{size: 1, labels: {}}", ["Invalid spec.labels"]),
        ("{size: 1, labels: {a: x, b: x, c: x}}", ["TooMany spec.labels"]),
        ("{size: 1, labels: {a: long}}", ["TooLong spec.labels.a"]),
        ("{size: 1, labels: {a: null}}", ["Invalid spec.labels"]),
        ("{size: 1, open: {known: x, other: 1}}", ["TypeInvalid spec.open.known"]),
        ("{size: 1, whole: {}}", ["Required spec.whole.apiVersion", "Required spec.whole.kind"]),
        ("{size: 1, choice: {}}", ["Invalid spec.choice", "Required spec.choice.left"]),
        ("{size: 1, choice: {left: a, right: b}}", ["Invalid spec.choice"]),
        ("{size: 1, some: {}}", ["Invalid spec.some", "Required spec.some.left"]),
        ("{size: 1, both: y}", ["Invalid spec.both"]),
        ("{size: 1, never: bad}", ["Invalid spec.never"]),
        ("{size: 1, broken: {}}", ["Invalid spec.broken"]),
        ("{size: 1, broken: {a: y}}", ["Invalid spec.broken"]),
        ("{size: 1, closed: {a: 1}}", ["Forbidden spec.closed.a"]),
        ("{size: 1, tgas: [a], stops: [{name: b, naem: a}]}", ["Forbidden spec.stops[0].naem", "Forbidden spec.tgas"]),
        ("[1]", ["TypeInvalid spec"]),
    ]) func whatTheServerRefusesOfListsAndChoicesIsForetold(spec: String, expected: [String]) throws {
        #expect(try causes(spec) == expected)
    }

    @Test(arguments: [
        ("{size: 1, fixed: a}", "{size: 1, fixed: b}", ["Invalid spec.fixed"]),
        ("{size: 1, fixed: a}", "{size: 2, fixed: a}", []),
        ("{size: 1}", "{size: 1, fixed: b}", []),
        ("{size: 1, once: a}", "{size: 1, once: b}", ["Invalid spec.once"]),
        ("{size: 1}", "{size: 1, once: b}", []),
        ("{size: 1, stops: [{name: a, zone: x}]}", "{size: 1, stops: [{name: b, zone: y}, {name: a, zone: x}]}", []),
        ("{size: 1, stops: [{name: a, zone: x}]}", "{size: 1, stops: [{name: b, zone: y}, {name: a, zone: z}]}", ["Invalid spec.stops[1].zone"]),
        ("{size: 1, stops: [{name: a}]}", "{size: 1, stops: [{name: a, zone: local}]}", []),
    ]) func whatMayNotChangeIsComparedWithWhatWasThere(old: String, new: String, expected: [String]) throws {
        #expect(try causes(new, old: old) == expected)
    }
}
