import KubeModel
import KubeRules
import Testing

/// Paths as the printer columns of definitions have them.
@Suite struct JSONPathTests {
    private static let object: JSONValue = [
        "metadata": ["name": "x", "generation": 2, "labels": ["app.kubernetes.io/name": "shop"]],
        "spec": [
            "a": ["b": "deep"], "count": 3, "on": true, "list": ["one", "two"], "odd key": "odd", "nothing": .null,
            "many": ["m0", "m1", "m2", "m3", "m4"],
            "ports": [
                ["name": "http", "port": 80, "open": true],
                ["name": "it's", "port": .number("443.5"), "tls": ["mode": "Strict"]],
                ["port": 9000],
            ],
        ],
        "status": [
            "conditions": [["type": "Ready", "status": "True"], ["type": "Accepted", "status": "False"]],
            "ancestors": [
                ["conditions": [["type": "Accepted", "status": "True"]]],
                ["conditions": [["type": "Accepted", "status": "False", "reason": "Invalid"]]],
            ],
        ],
    ]

    @Test(
        arguments: [
            (".spec.a.b", "deep"), (".spec.count", "3"), (".spec.on", "true"), (".spec.list", "one,two"),
            (".spec.list[0]", "one"), (".spec.list[-1]", "two"), (".spec.list[7]", ""), (".spec.list[*]", "one,two"),
            (".spec['odd key']", "odd"), (#".spec["odd key"]"#, "odd"), (".spec.nothing", ""), (".spec.absent.b", ""),
            (#".metadata.labels.app\.kubernetes\.io/name"#, "shop"),
            (#".status.conditions[?(@.type=="Accepted")].status"#, "False"),
            (".status.conditions[?(@.type=='Ready')].status", "True"),
            (".status.conditions[?(@.type == 'Gone')].status", ""),
            (".status.conditions[?(@.type!='Ready')].status", "False"),
            (".status.ancestors[*].conditions[?(@.type=='Accepted')].status", "True,False"), ("{.spec.a.b}", "deep"),
            ("{ .spec.a.b }", "deep"), ("$.spec.a.b", "deep"), (".spec.a.*", "deep"), (".spec['a']['b']", "deep"),
            (".metadata.labels['app.kubernetes.io/name']", "shop"),
            (#".metadata.labels['app\.kubernetes\.io/name']"#, "shop"),
            (".spec.many[0:2]", "m0,m1"), (".spec.many[:2]", "m0,m1"), (".spec.many[3:]", "m3,m4"),
            (".spec.many[-2:]", "m3,m4"), (".spec.many[:-3]", "m0,m1"), (".spec.many[::2]", "m0,m2,m4"),
            (".spec.many[1:4:2]", "m1,m3"), (".spec.many[4:1]", ""), (".spec.many[9:]", ""),
            (".spec.many[:]", "m0,m1,m2,m3,m4"), (".spec.many[0,2,-1]", "m0,m2,m4"), (".spec.many[0, 1]", "m0,m1"),
            (".spec.many[0:2,4]", "m0,m1,m4"), (".spec['count','on']", "3,true"),
            (#".spec.ports[?(@.port==80)].name"#, "http"), (#".spec.ports[?(@.port>80)].port"#, "443.5,9000"),
            (#".spec.ports[?(@.port<=443.5)].port"#, "80,443.5"), (#".spec.ports[?(@.name)].port"#, "80,443.5"),
            (#".spec.ports[?(@.name!="http")].port"#, "443.5"), (#".spec.ports[?(@.open==true)].name"#, "http"),
            (#".spec.ports[?(@.name=='it\'s')].port"#, "443.5"), (#".spec.ports[?(@.name=="it's")].port"#, "443.5"),
            (#".spec.ports[?(@.tls.mode=="Strict")].port"#, "443.5"),
            (#".spec.ports[?(@['name']=='http')].port"#, "80"),
            (#".spec.ports[?(@.port=="80")].name"#, ""), (".spec.ports[*].name", "http,it's"),
            (".spec..name", "http,it's"), ("..mode", "Strict"), (".status..conditions[0].status", "True,True,False"),
            (".spec.ports[?(@.name==\"http\")]['name','port']", "http,80"),
        ])
    func aPathLeadsToItsText(path: String, text: String) {
        #expect(JSONPath(path)?.text(in: RawJSON(JSONWriter.bytes(Self.object))) == text)
        #expect(JSONPath(path)?.text(in: Self.object) == text)
    }

    @Test(arguments: [
        "", ".", ".spec[", ".spec[]", ".spec[?(a=='b')]", ".spec[?(@.a==1 && @.b==2)]", ".spec[a]", ".spec[0:1:0]",
        ".spec[,]",
        ".spec..", ".spec....a", ".spec[?(@.a==)]", ".spec[?()]", ".spec['a]", ".spec[?(@.a=~'b')]", ".spec()",
        ".spec[0:1:2:3]",
    ])
    func whatAsksForMoreIsNotGuessedAt(path: String) {
        #expect(JSONPath(path) == nil)
    }
}
