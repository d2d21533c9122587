import Foundation
import GatewayGraph
import KubeModel

/// The text a new object of a kind begins with: valid as it stands, what else there is below it as comments.
///
/// What follows a `#` in the column of the fields is YAML once the `#` is gone; a `#` at the line's beginning starts a
/// sentence.
public enum ResourceTemplate {
    /// - Parameters:
    ///   - namespace: Left out for kinds that have none.
    ///   - servesContract: Whether fields are named as the contract has them, or as kgateway 2.1 does.
    public static func text(for type: ResourceType, namespace: String, servesContract: Bool = true) -> String {
        let name = "new-\(type.singular)"
        var head = "apiVersion: \(type.apiVersion)\nkind: \(type.kind)\nmetadata:\n  name: \(name)\n"
        if type.isNamespaced { head += "  namespace: \(scalar(namespace))\n" }
        return head + "  #labels:\n  #  team: example\n" + spec(for: type, servesContract)
    }

    /// As a YAML scalar: a namespace may be called `123` or `on`.
    private static func scalar(_ text: String) -> String {
        String(YAMLWriter.text(.string(text)).dropLast())
    }

    private static func spec(for type: ResourceType, _ servesContract: Bool) -> String {
        switch (type.group, type.kind) {
        case (ResourceType.kgatewayGroup, "TrafficPolicy"): trafficPolicy
        case (ResourceType.kgatewayGroup, "HTTPListenerPolicy"): httpListenerPolicy
        case (ResourceType.kgatewayGroup, "Backend"): backend
        case (ResourceType.kgatewayGroup, "AIBackend"): aiBackend
        case (ResourceType.kgatewayGroup, "DirectResponse"):
            servesContract ? directResponse : directResponse.replacingOccurrences(of: "statusCode:", with: "status:")
        case (ResourceType.kgatewayGroup, "GatewayExtension"): gatewayExtension
        case (ResourceType.kgatewayGroup, "GatewayParameters"): gatewayParameters
        case (ResourceType.gatewayAPIGroup, "Gateway"): gateway
        case (ResourceType.gatewayAPIGroup, "HTTPRoute"): httpRoute
        case (ResourceType.gatewayAPIGroup, "GRPCRoute"): grpcRoute
        case (ResourceType.gatewayAPIGroup, "GatewayClass"): gatewayClass
        case (ResourceType.gatewayAPIGroup, "ReferenceGrant"): referenceGrant
        default: "spec: {}\n"
        }
    }
}
