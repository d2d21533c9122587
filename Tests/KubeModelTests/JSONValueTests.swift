import Foundation
import KubeModel
import Testing

@Suite struct JSONValueTests {
    @Test func orderNumbersAndUnknownFieldsSurviveATrip() throws {
        let text = #"{"z":1.50,"a":[1e3,-0,12345678901234567890],"u":{"":null,"q":"\u0000é😀\""}}"#

        let value = try JSONParser.parse(text)

        #expect(value["z"] == .number("1.50"))
        #expect(value.object?.keys == ["z", "a", "u"])
        #expect(JSONWriter.text(value) == text)
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\"}", "01", "1.", "+1", "tru", "\"\\x\"", "\"a\nb\"", "{} {}", "'a'", "\"\\u12\"",
    ])
    func whatIsNotJSONIsRefused(text: String) {
        #expect(throws: JSONError.self) { try JSONParser.parse(text) }
    }

    @Test func depthIsBoundedInsteadOfOverflowingTheStack() {
        #expect(throws: JSONError.tooDeep(limit: JSONParser.depthLimit)) {
            try JSONParser.parse(String(repeating: "[", count: 100_000))
        }
    }

    @Test func surrogatesPairUpAndLoneOnesAreReplaced() throws {
        #expect(try JSONParser.parse(#""\ud83d\ude00""#) == .string("😀"))
        #expect(try JSONParser.parse(#""\ud83d!""#) == .string("\u{FFFD}!"))
    }

    @Test func noControlCharacterIsEverWrittenRaw() {
        let text = JSONWriter.text(.string("\u{1B}[2J\u{9B}31m\u{7F}"))

        #expect(text == #""\u001b[2J\u009b31m\u007f""#)
    }

    @Test func aCursorFindsWhatATreeFinds() throws {
        let raw = RawJSON(Array(#" { "a" : [ {"b":"x"} , 2 ] , "c" : true , "d\"" : 3 } "#.utf8))

        #expect(raw["a"]?.elements.first?["b"]?.string == "x")
        #expect(raw["a"]?.elements.last?.integer == 2)
        #expect(raw["c"]?.bool == true)
        #expect(raw["missing"] == nil)
        #expect(raw.members.map(\.key) == ["a", "c", "d\""])
    }

    @Test func manyKeysStayInOrderAndCanBeRemoved() {
        var object = JSONObject((0..<100).map { ("k\($0)", JSONValue.integer($0)) })

        object["k50"] = nil
        object["k3"] = "new"

        #expect(object.count == 99 && object["k50"] == nil && object["k99"] == 99 && object.values[3] == "new")
    }

    @Test func timestampsAreReadWithFractionsAndOffsets() {
        #expect(KubeTime.parse("1970-01-01T00:00:01Z") == Date(timeIntervalSince1970: 1))
        #expect(KubeTime.parse("2024-02-29T12:00:00.5Z") == Date(timeIntervalSince1970: 1_709_208_000.5))
        #expect(KubeTime.parse("1970-01-01T02:00:00+02:00") == Date(timeIntervalSince1970: 0))
        #expect(KubeTime.parse("yesterday, at about five") == nil)
        #expect(KubeTime.text(Date(timeIntervalSince1970: 1_709_208_000)) == "2024-02-29T12:00:00Z")
    }

    @Test func everyDayOfFourCenturiesSurvivesATripThroughText() {
        for day in stride(from: -146_097 / 2, to: 146_097 / 2, by: 1) {
            let date = Date(timeIntervalSince1970: Double(day) * 86_400)
            guard KubeTime.parse(KubeTime.text(date)) != date else { continue }
            Issue.record("day \(day)")
            return
        }
    }

    @Test func selectorsFollowKubernetes() throws {
        let labels = ["app": "web", "tier": "a", "n": "5"]
        func matches(_ text: String) throws -> Bool { try LabelSelector(parsing: text).matches { labels[$0] } }

        #expect(try matches("app=web,tier in (a, b),!legacy,n>4"))
        #expect(try matches("app!=db,other!=x,other notin (y)"))
        #expect(try !matches("app==db"))
        #expect(try !matches("tier notin (a)"))
        #expect(try matches(""))
        for bad in ["=x", "a in b", "a in (b", "a=b=c", "a=b c", ",", "-a=b", "a/b/c=d"] {
            #expect(throws: LabelSelector.ParseError.self) { try LabelSelector(parsing: bad) }
        }
    }
}
