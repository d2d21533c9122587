import KubeModel
import Testing

@testable import KubeRules

@Suite struct CELExpressionTests {
    private static let object: JSONValue = [
        "name": "cart", "size": 3, "ratio": .number("0.5"), "on": true, "tags": ["b", "a"], "port": 80, "labels": ["a.b/c": "d"], "span": "90m",
        "since": "2024-02-29T12:30:15Z", "namespace": "shop", "parts": [["key": "x", "count": 1], ["key": "y", "count": 2]], "none": .null,
    ]
    private static let schema = Schema(openAPI: [
        "type": "object",
        "properties": [
            "name": ["type": "string"], "size": ["type": "integer"], "ratio": ["type": "number"], "on": ["type": "boolean"],
            "tags": ["type": "array", "items": ["type": "string"], "x-kubernetes-list-type": "set"], "port": ["x-kubernetes-int-or-string": true],
            "labels": ["type": "object", "additionalProperties": ["type": "string"]], "span": ["type": "string", "format": "duration"],
            "since": ["type": "string", "format": "date-time"], "namespace": ["type": "string"], "none": ["type": "string", "nullable": true],
            "parts": ["type": "array", "items": ["type": "object", "properties": ["key": ["type": "string"], "count": ["type": "integer"]]]],
        ],
    ])

    private func value(_ text: String, steps: Int = 100_000) throws(CELFault) -> CELValue {
        var steps = steps
        let own = CELValue(Self.object, Self.schema) ?? .null
        return try CELExpression(text).value(["self": own, "oldSelf": .optional(own)], patterns: PatternCache(), steps: &steps)
    }

    private func expectTrue(_ text: String) throws {
        guard case .bool(let holds) = try value(text) else {
            Issue.record("\(text) comes to neither true nor false")
            return
        }
        #expect(holds, "\(text)")
    }

    @Test(arguments: [
        "1 + 2 * 3 == 7", "7 / 2 == 3 && -7 / 2 == -3 && -7 % 3 == -1", "1.5 + 0.5 == 2.0", "1 == 1.0 && 1u == 1", "0x1F == 31",
        "'a' < 'b' && 'a' < 'aa'",
        "self.size > 2 ? true : false", "!(self.on && self.size < 0)", "1 in [1, 2] && !('c' in self.tags) && 'a.b/c' in self.labels",
        "[1, 2] + [3] == [1, 2, 3]",
        "{'a': 1}['a'] == 1 && {1: 'x'}[1] == 'x'", "-9223372036854775808 < 0", "r'\\d' == '\\\\d' && \"\"\"a\"b\"\"\" == 'a\"b'",
        "b'abc' == bytes('abc')",
        "'\\u0041\\x42\\103' == 'ABC'", "type(self.port) == int && type(self) == map && type(1.0) == double", "self.ratio * 2.0 == 1.0",
        "self.tags == ['a', 'b']",
        "has(self.none) && self.none == null", "self.__namespace__ == 'shop' && has(self.__namespace__)", "self.labels['a.b/c'] == 'd'",
        "dyn(1) != 'a'",
        "self.size == 3 // to the end", "self['size'] == 3", "true || 1 / 0 == 0", "1 / 0 == 0 || true", "!(1 / 0 == 0 && false)",
    ]) func operatorsAndLiterals(text: String) throws {
        try expectTrue(text)
    }

    @Test(arguments: [
        "self.parts.all(p, p.count > 0) && !self.parts.exists(p, p.key == 'z')", "self.parts.exists_one(p, p.count == 2)",
        "self.parts.existsOne(p, p.count == 1)",
        "self.parts.filter(p, p.count > 1).size() == 1", "self.parts.map(p, p.key) == ['x', 'y'] && self.parts.map(p, p.count > 1, p.key) == ['y']",
        "self.labels.all(k, k.contains('/'))", "[3, 4].all(i, v, v == i + 3)", "{'a': 1}.exists(k, v, k == 'a' && v == 1)",
        "[1, 2].transformList(i, v, i + v) == [1, 3]",
        "{'a': 1}.transformMap(k, v, v + 1) == {'a': 2}", "[0, 1].exists(i, 1 / i == 1) && !([0, 1].all(i, 1 / i == 2))",
        "cel.bind(x, self.size, x + x == 6)",
        "[[1], [2]].map(l, l.map(e, e + 1)) == [[2], [3]]", "[has(self.name), has(self.size)].filter(x, x == true).size() == 2",
    ]) func loops(text: String) throws {
        try expectTrue(text)
    }

    @Test(arguments: [
        "'cart'.startsWith('ca') && 'cart'.endsWith('rt') && 'cart'.contains('ar')",
        "self.name.matches('^c[a-r]+t$') && !'xcartx'.matches('^cart$') && 'a-b'.matches('-')",
        "'äöü'.size() == 3 && size('😀') == 1",
        "'a,b,c'.split(',') == ['a', 'b', 'c'] && 'a,b,c'.split(',', 2) == ['a', 'b,c'] && 'abc'.split('') == ['a', 'b', 'c']",
        "['a', 'b'].join() == 'ab' && ['a', 'b'].join('-') == 'a-b'",
        "'banana'.replace('a', 'o') == 'bonono' && 'banana'.replace('a', 'o', 1) == 'bonana'",
        "'ab'.replace('', '-') == '-a-b-'", "'Ab'.lowerAscii() == 'ab' && 'Ab'.upperAscii() == 'AB' && ' x '.trim() == 'x'",
        "'tacocat'.substring(4) == 'cat' && 'tacocat'.substring(0, 4) == 'taco'",
        "'hello'.indexOf('l') == 2 && 'hello'.lastIndexOf('l') == 3 && 'hello'.indexOf('l', 3) == 3",
        "'hello'.indexOf('z') == -1 && 'hello'.indexOf('') == 0 && 'hello'.lastIndexOf('') == 5", "'abc'.charAt(1) == 'b' && 'abc'.charAt(3) == ''",
        "'abc'.reverse() == 'cba'",
        "'abc 123 de 45'.find('[0-9]+') == '123' && 'abc 123 de 45'.findAll('[0-9]+') == ['123', '45'] && 'x'.find('y') == ''",
        "'%s has %d of %.1f'.format(['cart', 3, 1.25]) == 'cart has 3 of 1.2'",
        "[1, 2, 2].isSorted() && ![2, 1].isSorted() && [1, 2].sum() == 3 && [3, 1].min() == 1",
        "['a', 'c'].max() == 'c' && [1, 2, 1].indexOf(1) == 0 && [1, 2, 1].lastIndexOf(1) == 2 && [1].indexOf(5) == -1",
        "[1, 2, 3].slice(1, 2) == [2]",
        "math.greatest(1, 3, 2) == 3 && math.least([4, 2]) == 2",
        "sets.contains([1, 2], [1]) && sets.intersects([1], [1, 2]) && sets.equivalent([1, 2], [2, 1, 1])",
    ]) func functionsOfTextsAndLists(text: String) throws {
        try expectTrue(text)
    }

    @Test(arguments: [
        "duration('1h30m') == self.span && duration('1m') < duration('1.5m') && duration('100ms') + duration('900ms') == duration('1s')",
        "self.span.getHours() == 1 && self.span.getMinutes() == 90 && self.span.getSeconds() == 5400 && string(duration('90m')) == '5400s'",
        "self.since.getFullYear() == 2024 && self.since.getMonth() == 1 && self.since.getDate() == 29 && self.since.getDayOfMonth() == 28",
        "self.since.getDayOfWeek() == 4 && self.since.getDayOfYear() == 59 && self.since.getHours('+02:00') == 14 && self.since.getMinutes() == 30",
        "timestamp('2024-03-01T12:30:15Z') - self.since == duration('24h') && self.since + duration('1h') > self.since",
        "string(self.since) == '2024-02-29T12:30:15Z'",
        "int('42') == 42 && int(3.9) == 3 && double('1.5') == 1.5 && uint(3) == 3u && string(1.0) == '1' && string(2.5) == '2.5' && bool('true')",
        "quantity('1Gi').isGreaterThan(quantity('1000M')) && quantity('100m').isLessThan(quantity('1')) && quantity('1.5k').asInteger() == 1500",
        "isQuantity('4Gi') && !isQuantity('4 Gi') && quantity('1').add(quantity('500m')).compareTo(quantity('1500m')) == 0 && quantity('-1').sign() == -1",
        "isURL('https://a.example.com:8443/x?y=1') && !isURL('a b') && url('https://a.example.com:8443/x?y=1').getHostname() == 'a.example.com'",
        "url('https://[::1]:80/p').getHost() == '[::1]:80' && url('https://[::1]:80/p').getPort() == '80' && url('/only').getScheme() == '' && url('https://a/?x=1').getQuery()['x'] == ['1']",
        "isIP('10.0.0.1') && isIP('2001:db8::1') && !isIP('10.0.0.01') && ip('127.0.0.1').isLoopback() && ip('::1').family() == 6 && ip.isCanonical('::1')",
        "cidr('10.0.0.0/8').containsIP('10.1.2.3') && !cidr('10.0.0.0/8').containsIP(ip('11.0.0.1')) && cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16') && isCIDR('::/0')",
        "cidr('10.1.2.3/8').masked() == cidr('10.0.0.0/8') && cidr('10.1.2.3/8').prefixLength() == 8 && !isCIDR('10.0.0.0/33')",
        "!format.dns1123Label().validate('a-b').hasValue() && format.dns1123Label().validate('A').hasValue() && format.named('uuid').hasValue()",
        "self.?name.orValue('x') == 'cart' && self.?missing.orValue('x') == 'x' && !has(self.?missing.deeper) && self.?labels['a.b/c'].hasValue()",
        "oldSelf.hasValue() && oldSelf.value().size == 3 && optional.none().or(optional.of(1)).value() == 1 && [?self.?missing, ?self.?name] == ['cart']",
    ]) func timesConversionsAndAddresses(text: String) throws {
        try expectTrue(text)
    }

    @Test(arguments: [
        ("self.missing == 1", "no such key: missing"), ("self.parts[7]", "index out of bounds: 7"), ("1 / 0", "division by zero"),
        ("5 % 0", "modulus by zero"), ("'a' + 1", "no such overload"),
        ("'a' < 1", "no such overload"), ("1.size()", "no such overload: size"),
        ("9223372036854775807 + 1", "integer overflow"), ("duration('soon')", "type conversion error from 'string' to 'google.protobuf.Duration'"),
        ("quantity('x')", Quantity.problem), ("'abc'.substring(2, 1)", "invalid substring range. start: 2, end: 1"),
        ("optional.none().value()", "optional.none() dereference"),
    ]) func faultsOfTheValueAreThoseOfTheServer(text: String, problem: String) {
        #expect(throws: CELFault.failed(problem)) { try value(text) }
    }

    @Test(arguments: [
        "", "1 +", "self.", "(1", "[1", "'open", "1 2", "a.b(", "has(1)", "@", "unknown(1)", "nobody", "self.all(x, 1)", "self.size()()",
        "Type{a: 1}", "1 ? 2 : 3",
        "'x'.find('a|b')", "in", "self.parts.map(p)", "99999999999999999999",
    ]) func whatIsNotUnderstoodIsLeftToOthers(text: String) throws {
        let fault = try #require(throws: CELFault.self) { try value(text) }

        guard case .unread = fault else {
            Issue.record("\(text): \(fault)")
            return
        }
    }

    @Test func hostileExpressionsComeToAnEnd() throws {
        let loops = String(repeating: "[1,2,3,4,5,6,7,8,9,10].all(a, ", count: 12) + "true" + String(repeating: ")", count: 12)
        let doubling = (0..<40).reduce("'ab'") { text, index in "cel.bind(v\(index), \(text), v\(index) + v\(index))" }
        let growing =
            "[1,2,3,4,5,6,7,8,9].map(a, 'x'.replace('', 'xxxxxxxxxxxxxxxx')).map(b, b.replace('x', b)).map(c, c.replace('x', c)).map(d, d.replace('x', d)).size()"

        #expect(throws: CELFault.tooLong) { try value(loops) }
        #expect(throws: CELFault.tooLong) { try value(growing) }
        #expect(throws: CELFault.self) { try value(doubling) }
        for sign in ["(", "[", "!", "-", "a[", "{1:", "f(", "1?"] {
            #expect(throws: CELFault.self) { try value(String(repeating: sign, count: 20_000)) }
        }
        for sign in ["+1", ".a", "[0]", "||true", "?1:1", "&&1", "==1"] {
            #expect(throws: CELFault.self) { try value("1" + String(repeating: sign, count: 20_000)) }
        }
    }

    @Test func whatItTookIsTakenOffTheSteps() throws {
        var steps = 1_000

        _ = try CELExpression("1 + 1").value([:], patterns: PatternCache(), steps: &steps)

        #expect((990..<1_000).contains(steps))
    }
}
