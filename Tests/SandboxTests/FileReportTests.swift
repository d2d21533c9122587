import Testing

@testable import Sandbox

@Suite struct FileReportTests {
    @Test func theNoticeNamesTheFirstFilesAndWhereThereIsMore() {
        var report = FileReport(files: 31, objects: 340)
        #expect(report.notice == nil)

        report.problems = ["a.yaml:3: bad", "a.yaml:9: bad", "b.json:1: not UTF-8"]
        report.kept = ["a.yaml"]

        #expect(report.notice == "2 of 31 files cannot be read: a.yaml:3: bad; a.yaml:9: bad; …. What it held before is shown. :files tells more.")
        #expect(report.lines.prefix(4) == ["31 files read, 340 objects found in them.", "", "Cannot be read:", "  a.yaml:3: bad"])
    }
}
