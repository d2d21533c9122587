import KubeModel
import Testing

@Suite struct AgeTests {
    @Test(arguments: [
        (5, "5s"), (119, "119s"), (121, "2m1s"), (7_200, "120m"), (90_000, "25h"), (200_000, "2d7h"), (-4, "0s"),
        (65_664_000, "2y30d"), (315_360_000, "10y"),
    ])
    func agesReadAsInKubectl(seconds: Int, text: String) {
        #expect(Age.text(Double(seconds)) == text)
    }

    @Test func inAListAgesHaveTheUnitPeopleUse() {
        #expect(
            [0, 59, 60, 3_599, 3_600, 86_399, 86_400, 9_000_000].map { Age.short($0) } == [
                "0s", "59s", "1m", "59m", "1h", "23h", "1d", "104d",
            ])
    }

    @Test(arguments: [-5, -.infinity, .nan, .infinity, 1e300] as [Double])
    func timesThatAreNoneAreZero(seconds: Double) {
        #expect(Age.text(seconds) == "0s")
        #expect(Age.short(seconds) == "0s")
    }
}
