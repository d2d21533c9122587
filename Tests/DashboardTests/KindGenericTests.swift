import GatewayGraph
import KubeModel
import KubeRules
import TestSupport
import Testing

@testable import Dashboard

/// Kinds that nobody made a view for.
@Suite struct KindGenericTests {
    private static let object: JSONValue = [
        "metadata": ["name": "x"], "spec": ["a": ["b": "deep"], "count": 3, "on": true],
        "status": ["conditions": [["type": "Ready", "status": "True"], ["type": "Accepted", "status": "False"]]],
    ]

    private let type = ResourceType(group: ResourceType.kgatewayGroup, version: "v1", plural: "moons", kind: "Moon")

    private func column(_ name: String, _ path: String, type: String = "string", priority: Int = 0) -> PrinterColumn {
        PrinterColumn(name: name, type: type, path: path, priority: priority)
    }

    private func cells(_ kind: Kind) throws -> [String] {
        try ResourceScanner(projection: kind.projection).row(JSONWriter.bytes(Self.object)).columns
    }

    @Test func theColumnsOfTheDefinitionAreShownButNotTheAgeAndTheWideOnes() throws {
        let kind = Kind.generic(
            type,
            printerColumns: [
                column("Depth", ".spec.a.b"), column("Wide", ".spec.on", priority: 1),
                column("Since", ".metadata.creationTimestamp", type: "date"), column("Age", ".spec.on"),
                column("Count", ".spec.count", type: "integer"), column("Broken", ".spec["),
                column("Until", ".spec.until", type: "date"),
            ])

        #expect(kind.columns.map(\.title) == ["TARGETS", "DEPTH", "COUNT", "BROKEN?", "UNTIL"])
        #expect(kind.columns.map(\.isDate) == [false, false, false, false, true])
        #expect(kind.columns.map(\.isOptional) == [true, false, false, false, false])
        #expect(try cells(kind) == ["", "deep", "3", "?", ""])
    }

    @Test func aColumnThatCannotBeReadKeepsItsPlaceAndIsSaid() {
        let readable = Kind.generic(type, printerColumns: [column("Depth", ".spec.a.b")])
        let kind = Kind.generic(
            type, printerColumns: [column("Odd", ".spec[?(a)]"), column("Wide", ".x[", priority: 1)])

        #expect(readable.unreadSentence == nil)
        #expect(
            kind.unreadSentence
                == "The definition of Moon has a column whose path cannot be read, shown as ?: Odd (.spec[?(a)]).")
    }

    @Test func whatTheServerPrintedIsShownBesideTheNameAndTheAge() throws {
        let columns = [column("Name", ""), column("Phase", ""), column("Tide", "", priority: 1), column("Age", "")]
        let cells = [ObjectKey(namespace: nil, name: "x"): ["x", "full", "high", "4d"]]

        let kind = Kind.printed(type, columns: columns, cells: cells, isWide: false)
        let wide = Kind.printed(type, columns: columns, cells: cells, isWide: true)
        let other = Kind.printed(type, columns: columns, cells: [:], isWide: true)

        #expect(kind.columns.map(\.title) == ["PHASE"])
        #expect(try self.cells(kind) == ["full"])
        #expect(wide.columns.map(\.title) == ["PHASE", "TIDE"])
        #expect(try self.cells(wide) == ["full", "high"])
        #expect(try self.cells(other) == ["", ""])
    }

    @Test func wideListsShowEveryColumn() throws {
        let columns = [column("Depth", ".spec.a.b"), column("Wide", ".spec.on", priority: 1)]

        let kind = Kind.generic(type, printerColumns: columns, isWide: true)

        #expect(kind.columns.map(\.title) == ["TARGETS", "DEPTH", "WIDE"])
        #expect(try cells(kind) == ["", "deep", "true"])
    }

    @Test(arguments: [nil, []] as [[PrinterColumn]?])
    func withoutColumnsTheConditionsAreShownByTheirWorst(columns: [PrinterColumn]?) throws {
        let kind = Kind.generic(type, printerColumns: columns)

        #expect(kind.columns.map(\.title) == ["TARGETS", "CONDITIONS"])
        #expect(try cells(kind) == ["", "Ready=True,Accepted=False"])
    }

    @Test func noColumnRepeatsWhatTheGlyphSays() throws {
        let columns = [
            column("Accepted", ".status.conditions[?(@.type=='Accepted')].status"),
            column("Attached", ".status.ancestors[*].conditions[?(@.type=='Attached')].status"), column("Status", ".status.conditions[-1].type"),
            column("Why", ".status.conditions[?(@.type=='Accepted')].reason"),
        ]
        let printed = [column("Ready", ""), column("Status", ""), column("Phase", "")]
        let key = ObjectKey(namespace: nil, name: "x")

        #expect(Kind.generic(type, printerColumns: columns).columns.map(\.title) == ["TARGETS", "WHY"])
        #expect(Kind.generic(type, printerColumns: Array(columns.prefix(3))).columns.map(\.title) == ["TARGETS", "CONDITIONS"])
        #expect(Kind.printed(type, columns: printed, cells: [key: ["True", "Bound", "x"]], isWide: true).columns.map(\.title) == ["STATUS", "PHASE"])
    }

    @Test func whatItAppliesToIsShown() throws {
        var object = Self.object
        object["spec"] = ["targetRefs": [["kind": "Gateway", "name": "g"]]]
        let kind = Kind.generic(type)

        let row = try ResourceScanner(projection: kind.projection).row(JSONWriter.bytes(object))

        #expect(row.columns.first == "Gateway/g")
    }

    @Test func aDefinitionNamesTheColumnsOfEachVersion() {
        let definition: JSONValue = [
            "spec": [
                "versions": [
                    ["name": "v1alpha1"],
                    [
                        "name": "v1",
                        "additionalPrinterColumns": [
                            ["name": "Phase", "type": "string", "jsonPath": ".spec.phase", "priority": 1],
                            ["name": "without a path"],
                        ],
                    ],
                ]
            ]
        ]
        let raw = RawJSON(JSONWriter.bytes(definition))

        #expect(PrinterColumn.all(in: raw, version: "v1") == [column("Phase", ".spec.phase", priority: 1)])
        #expect(PrinterColumn.all(in: raw, version: "v1alpha1") == [])
        #expect(PrinterColumn.all(in: raw, version: "v2") == nil)
    }
}

/// The kinds of the Gateway API.
@Suite struct GatewayKindTests {
    private func row(_ type: ResourceType, spec: JSONValue, status: JSONValue? = nil) -> ResourceRow {
        Sample.row(Sample.object("a/x", type, generation: 2, spec: spec, status: status), type)
    }

    @Test func aGatewayShowsItsClassAddressesAndListeners() {
        let spec: JSONValue = [
            "gatewayClassName": "kgateway", "addresses": [["value": "10.0.0.1"]],
            "listeners": [["name": "http", "port": 80], ["name": "https", "port": 443]],
        ]

        #expect(row(.gateway, spec: spec).columns == ["kgateway", "10.0.0.1", "http:80,https:443"])
        let given: JSONValue = ["addresses": [["value": "1.2.3.4"], ["value": "lb.example"]]]
        #expect(row(.gateway, spec: spec, status: given).columns[1] == "1.2.3.4,lb.example")
    }

    @Test(arguments: [ResourceType.httpRoute, .grpcRoute])
    func aRouteShowsHostNamesAndParents(type: ResourceType) {
        let spec: JSONValue = [
            "hostnames": ["a.example", "b.example"],
            "parentRefs": [
                ["name": "public"], ["name": "edge", "namespace": "infra", "sectionName": "https"],
                ["kind": "Service", "name": "cart", "port": 80],
            ],
        ]

        #expect(row(type, spec: spec).columns == ["a.example,b.example", "public,infra/edge#https,Service cart:80"])
        #expect(row(type, spec: [:]).columns == ["*", ""])
    }

    @Test func classesAndGrantsShowWhatTheyAreFor() {
        let grant: JSONValue = [
            "from": [["kind": "HTTPRoute", "namespace": "shop"], ["kind": "Gateway", "namespace": "infra"]],
            "to": [["kind": "Service"], ["kind": "Secret", "name": "tls"]],
        ]

        #expect(
            row(.gatewayClass, spec: ["controllerName": "kgateway.dev/kgateway"]).columns == ["kgateway.dev/kgateway"])
        #expect(
            row(.referenceGrant, spec: grant).columns == ["HTTPRoute in shop,Gateway in infra", "Service,Secret/tls"])
    }

    @Test func listenersAndParentsDecideTheirHealth() {
        let good = Sample.condition("Accepted=True/Accepted@2"),
            bad = Sample.condition("Conflicted=True/HostnameConflict@2")
        let stale = Sample.condition("Accepted=True/Accepted@1")
        func gateway(_ listener: JSONValue) -> Health {
            row(
                .gateway, spec: [:],
                status: ["conditions": [good], "listeners": [["name": "h", "conditions": [listener]]]]
            )
            .health
        }
        func route(_ parents: JSONValue...) -> Health {
            let entries = parents.map { parent -> JSONValue in ["parentRef": ["name": "g"], "conditions": [parent]] }
            return row(.httpRoute, spec: [:], status: ["parents": .array(entries)]).health
        }

        #expect(gateway(good) == .healthy)
        #expect(gateway(bad) == .failing)
        #expect(route(good, good) == .healthy)
        #expect(route(good, stale) == .progressing)
        #expect(route(good, Sample.condition("ResolvedRefs=False/BackendNotFound@2")) == .failing)
        #expect(route() == .unattached)
        #expect(row(.referenceGrant, spec: [:]).health == .none)
    }

    @Test(arguments: ["False/NoListenerSetsAttached", "Unknown/ListenerSetsNotAllowed"])
    func aGatewayWithoutListenerSetsIsAsGoodAsAnyOther(answer: String) {
        let conditions: JSONValue = [
            Sample.condition("Accepted=True/Accepted"), Sample.condition("AttachedListenerSets=\(answer)"),
        ]

        #expect(row(.gateway, spec: [:], status: ["conditions": conditions]).health == .healthy)
    }
}
