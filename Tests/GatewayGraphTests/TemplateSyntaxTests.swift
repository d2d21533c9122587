import Testing

@testable import GatewayGraph

@Suite struct TemplateSyntaxTests {
    @Test(arguments: [
        "plain", "{{ header(\"x\") }}", "a {{ x }} b {{- y -}}", "{% if x %}a{% else %}b{% endif %}", "{% for a in b %}{{ a }}{% endfor %}", "{# {{ #}", "{% set x = 1 %}{{ x }}",
        "{\"a\": {\"b\": \"{{ x }}\"}}", "{\"a\": {\"b\": {}}}", "{{ \"}}\" }}", "{{ {\"a\": {\"b\": 1}} }}", "{% raw %}{{ {% endraw %}", "{{ f('(') }}", "50%", "{a}",
    ]) func whatCanBeRead(_ text: String) { #expect(TemplateSyntax.problem(in: text) == nil) }

    @Test(arguments: [
        "{{ header(\"x\") }", "{{ x", "x }}", "{{ a }} }}", "{{ {{ a }} }}", "{% if x %}a", "a{% endif %}", "{% for a in b %}{% endif %}", "{{ f(x }}", "{{ f(x)) }}", "{{ \"x }}", "{{ }}", "{% if x }}",
        "{# x", "{% else %}", "}}{{ x", "%} x",
    ]) func whatCannot(_ text: String) { #expect(TemplateSyntax.problem(in: text) != nil) }

    private func found(_ spec: String, _ settings: [String: String] = [:], rules: GatewayRules = .v22) -> [String] {
        PolicySample.plan(PolicySample.base, PolicySample.policy("p", "kind: HTTPRoute, name: cart", spec), settings: settings, rules: rules).findings()
            .filter { $0.object.hasSuffix("TrafficPolicy/a/p") }.map { "\($0.severity.rawValue) \($0.code.rawValue) \($0.path)" }
    }

    @Test func whatOnlyEnvoyRefusesIsAWarningWhereNobodyAsksIt() {
        let template = "transformation: {request: {set: [{name: x, value: \"{{ a }\"}]}}"
        #expect(found(template) == ["warning policyInvalid spec.transformation.request.set[0].value"])
        #expect(found(template, ["KGW_VALIDATION_MODE": "STRICT"]) == ["error policyInvalid spec.transformation.request.set[0].value"])
    }

    @Test(arguments: [
        ("csrf: {percentageEnabled: 100, additionalOrigins: [{exact: a}, {safeRegex: \"a(\"}]}", "spec.csrf.additionalOrigins[1].safeRegex"),
        ("urlRewrite: {pathRegex: {pattern: \"(?P<n>a)(?P=n)\", substitution: b}}", "spec.urlRewrite.pathRegex.pattern"),
        ("cors: {allowOrigins: [{type: Regex, value: \"(?!x)\"}]}", "spec.cors.allowOrigins[0].value"),
    ]) func aPatternOfAPolicyIsReadAsRE2ReadsIt(_ spec: String, _ path: String) {
        #expect(found(spec) == ["error regexInvalid \(path)"])
        #expect(found(spec, ["KGW_VALIDATION_MODE": "STRICT"]) == ["error regexInvalid \(path)"])
    }

    @Test func aPatternThatTheRulesDoNotServeIsToldAsSuchAlone() {
        #expect(found("urlRewrite: {pathRegex: {pattern: \"a(\", substitution: b}}", rules: .v21) == ["error versionUnsupported spec.urlRewrite"])
    }
}
