import Foundation
import KubeModel
import TestSupport
import Testing

@testable import KubeClient

/// What a server says becomes an error, and nothing of it is lost on the way.
@Suite struct RefusalTests {
    /// A refusal with everything that a Status can hold.
    private static func status(_ code: Int, _ reason: String, cause: String = "FieldValueInvalid") -> APIStatus {
        var status = APIStatus(code: code, reason: reason, message: "said so")
        (status.name, status.group, status.kind, status.uid) = ("cart", "gateway.kgateway.dev", "trafficpolicies", "u1")
        status.causes = [
            APIStatus.Cause(reason: cause, message: "too big", field: "spec.port"),
            APIStatus.Cause(reason: "FieldValueRequired", message: "Required value", field: ""),
        ]
        status.retryAfterSeconds = 9
        return status
    }

    private static let all: [(APIStatus, ClusterError)] = [
        (status(400, "BadRequest"), .badRequest(status(400, "BadRequest"))),
        (status(401, "Unauthorized"), .unauthorized(status(401, "Unauthorized"))),
        (status(402, "Odd"), .badRequest(status(402, "Odd"))),
        (status(403, "Forbidden"), .forbidden(status(403, "Forbidden"))),
        (status(404, "NotFound"), .notFound(status(404, "NotFound"))),
        (status(405, "MethodNotAllowed"), .methodNotAllowed(status(405, "MethodNotAllowed"))),
        (status(406, "NotAcceptable"), .unsupportedMediaType(status(406, "NotAcceptable"))),
        (status(409, "Conflict"), .conflict(status(409, "Conflict"))),
        (status(409, "AlreadyExists"), .alreadyExists(status(409, "AlreadyExists"))),
        (status(410, "Expired"), .gone(status(410, "Expired"))),
        (status(413, "RequestEntityTooLarge"), .tooLarge(status(413, "RequestEntityTooLarge"))),
        (status(415, "UnsupportedMediaType"), .unsupportedMediaType(status(415, "UnsupportedMediaType"))),
        (status(422, "Invalid"), .invalid(status(422, "Invalid"))),
        (status(429, "TooManyRequests"), .tooManyRequests(status(429, "TooManyRequests"), retryAfter: 9)),
        (status(500, "InternalError"), .server(status(500, "InternalError"))),
        (status(503, "ServiceUnavailable"), .unavailable(status(503, "ServiceUnavailable"), retryAfter: 9)),
        (status(504, "Timeout"), .server(status(504, "Timeout"))),
        (
            status(504, "Timeout", cause: "ResourceVersionTooLarge"),
            .versionTooLarge(status(504, "Timeout", cause: "ResourceVersionTooLarge"))
        ),
    ]

    private static func head(_ code: Int) -> ResponseHead { ResponseHead(status: code) }

    @Test(arguments: all) func everyRefusalHasItsErrorAndGivesBackTheWholeStatus(
        status: APIStatus, error: ClusterError
    ) {
        #expect(Refusal.error(status) == error)
        #expect(error.status == status)
        // Over the wire, too.
        #expect(Refusal.error(Self.head(status.code), body: JSONWriter.bytes(status.json)).status == status)
    }

    @Test(arguments: all) func itsSentenceIsNotEmptyAndNamesFieldsOnce(status: APIStatus, error: ClusterError) {
        #expect(!error.description.isEmpty)
        #expect(error.description.components(separatedBy: "spec.port").count <= 2)
    }

    @Test func fieldsThatOnlyTheCausesNameAreInTheSentence() {
        let error = Refusal.error(Self.status(403, "Forbidden"))
        #expect(error.description == "Not allowed (403): said so; spec.port: too big")
    }
}
