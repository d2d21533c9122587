import KubeModel
import Testing

@testable import GatewayGraph

@Suite struct OpenOriginTests {
    private func path(_ origins: JSONValue, credentials: JSONValue = true) -> String? {
        OpenOrigin.path(in: ["allowOrigins": origins, "allowCredentials": credentials])
    }

    @Test func anyOriginTogetherWithCredentialsIsOpen() {
        #expect(path(["https://a.example", "*"]) == "allowOrigins[1]")
        #expect(path(["https://*"]) == "allowOrigins[0]")
        #expect(path([["type": "Regex", "value": "^https?://.*$"]]) == "allowOrigins[0]")
        #expect(path([["type": "Prefix", "value": "https://"]]) == "allowOrigins[0]")
        #expect(path(["*"], credentials: false) == nil)
    }

    @Test func originsOfOneDomainAreNot() {
        #expect(path(["https://*.shop.example", "https://a.example"]) == nil)
        #expect(path([["type": "Regex", "value": "https://.*\\.shop\\.example"], ["type": "Exact", "value": "https://a.example"]]) == nil)
    }

    @Test func claimsAreFoundByTheNameOfTheFilterAndByThatOfTheToken() {
        func claim(_ text: String) -> String? { TokenClaim.path(in: ["policy": ["matchExpressions": ["true", .string(text)]]]) }
        #expect(claim("metadata.filter_metadata['envoy.filters.http.jwt_authn']['payload']['sub'] == 'a'") == "policy.matchExpressions[1]")
        #expect(claim("jwt.sub == 'a'") == "policy.matchExpressions[1]")
        #expect(claim("jwt['sub'] == 'a'") == "policy.matchExpressions[1]")
        #expect(claim("request.headers['x-jwt.sub'] == 'a'") == nil)
        #expect(claim("request.path == '/jwt'") == nil)
    }
}
