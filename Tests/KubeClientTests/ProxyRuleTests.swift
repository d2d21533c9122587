import Foundation
import Testing

@testable import KubeClient

@Suite struct ProxyRuleTests {
    private func proxy(_ server: String, _ environment: [String: String], named: String? = nil) -> String? {
        URL(string: server).flatMap { ProxyRule.proxy(for: $0, named: named, environment: environment) }
    }

    @Test func theEnvironmentNamesOneForEachScheme() {
        let environment = ["HTTPS_PROXY": "proxy:3128", "http_proxy": "http://plain:80", "ALL_PROXY": "http://all"]
        #expect(proxy("https://api.example:6443", environment) == "http://proxy:3128")
        #expect(proxy("http://api.example", environment) == "http://plain:80")
        #expect(proxy("https://api.example", ["ALL_PROXY": "http://all"]) == nil)
    }

    @Test func thisMachineNeedsNone() {
        for host in ["127.0.0.1", "127.8.9.1", "localhost", "[::1]", "kind.localhost"] {
            #expect(proxy("https://\(host):6443", ["HTTPS_PROXY": "http://p"]) == nil)
        }
    }

    @Test func theKubeconfigWinsWhateverTheEnvironmentSays() {
        let environment = ["HTTPS_PROXY": "http://p", "NO_PROXY": "*"]
        #expect(proxy("https://api.example", environment, named: "socks5://s:1080") == "socks5h://s:1080")
        #expect(proxy("https://127.0.0.1", environment, named: "http://k") == "http://k")
    }

    @Test(arguments: [
        ("*", true), ("api.example", true), ("example", true), (".example", true), ("*.example", true),
        ("API.Example", true), ("pi.example", false), ("api.example:6443", true), ("api.example:443", false),
        ("10.0.0.0/8", false), ("other, api.example", true), ("", false),
    ])
    func namesAreExemptWithWhatStandsBelowThem(exceptions: String, isExempt: Bool) {
        let environment = ["HTTPS_PROXY": "http://p", "no_proxy": exceptions]
        #expect((proxy("https://api.example:6443", environment) == nil) == isExempt)
    }

    @Test(arguments: [
        ("10.0.0.0/8", true), ("10.1.2.3", true), ("10.1.2.0/24", true), ("10.1.3.0/24", false),
        ("10.1.2.3/32", true), ("fd00::/8", false), ("10.1.2.3:6443", true), ("10.1.2.3/99", false),
    ])
    func addressesAreExemptByNetwork(exceptions: String, isExempt: Bool) {
        let environment = ["HTTPS_PROXY": "http://p", "NO_PROXY": exceptions]
        #expect((proxy("https://10.1.2.3:6443", environment) == nil) == isExempt)
    }
}
