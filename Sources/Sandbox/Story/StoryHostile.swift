extension Story {
    /// Texts that want to be more than text: what a terminal would obey, what reads backwards, what never ends.
    static let hostile = #"""
        ---
        kind: HTTPRoute
        name: images
        age: 32d
        annotations: {example.com/note: "\e]52;c;ZXZpbA==\a copied, \e[?1049l left, \e[6n asked"}
        spec:
          hostnames: [images.example.com]
          rules:
          - backendRefs: [{name: images, port: 8080}]
        ---
        kind: DirectResponse
        name: hostile-body
        age: 31d
        annotations:
          example.com/joined: "👩‍👩‍👧‍👦👨‍👩‍👧‍👦 e\u0301e\u0301e\u0301 \u200B\u200D\uFEFF\u00AD"
          example.com/lines: "one\u2028two\u2029three\x85four\r\nfive"
        spec: {statusCode: 418, body: "\e[2J\e[Hlogin: \e[8m\u202Edrowssap\u202C"}
        ---
        kind: Backend
        name: hostile-length
        age: 30d
        annotations: {example.com/long: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}
        spec:
          type: Static
          static: {hosts: [{host: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example.net, port: 443}]}
        ---
        kind: TrafficPolicy
        name: hostile-annotations
        age: 32d
        annotations:
          example.com/escape: "red \e[31mtext\e[0m, title \e]0;owned\a, clear \e[2J\e[H, link \e]8;;http://evil.example\e\\here\e]8;;\e\\"
          example.com/bidi: "abc\u202Egnp.exe\u202C and \u2066hidden\u2069"
          example.com/controls: "nul-free but bell \a, backspace \b\b\b, tab \t, return \r over, c1 \x9B31m, del \x7F"
          example.com/zalgo: "z\u0351\u0351\u036B\u0343a\u0343\u0346\u0302l\u034C\u0351g\u0300\u0301\u0302o"
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: images}]
          responseHeaderModifier: {set: [{name: x-note, value: "\e[5mblink\e[0m"}]}
        status:
          conditions:
          - type: Accepted
            status: "False"
            reason: Invalid
            message: "header x-note: \e[5mblink\e[0m\r\e[2K holds control characters\nand a second line \u202Edesrever"
            since: 32d
          - {type: Attached, status: "False", reason: Pending, message: Policy is not accepted, since: 32d}
        """#
}
