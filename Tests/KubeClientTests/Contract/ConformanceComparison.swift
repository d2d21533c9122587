import Foundation
import KubeModel

/// Compares two answers down to the last field, but for what differs between any two servers.
enum ConformanceComparison {
    private static let masked: Set<String> = [
        "uid", "resourceVersion", "creationTimestamp", "deletionTimestamp", "lastTransitionTime", "time", "continue",
        "storageVersionHash", "description", "gitVersion", "gitCommit", "buildDate", "goVersion", "compiler",
        "platform",
    ]
    private static let comparedHeaders = ["content-type", "warning", "retry-after"]
    /// Who writes the status of definitions.
    private static let ownControllers = ["realapi", "gatehouse"]

    /// A line for each difference.
    static func differences(
        _ real: ConformanceSide.Answer, _ sandbox: ConformanceSide.Answer, _ request: ConformanceRequest
    ) -> [String] {
        if request.blamesClient {
            return real.status == 500 && sandbox.status == 400 ? [] : ["status \(real.status) against \(sandbox.status)"]
        }
        guard real.status == sandbox.status else {
            return [
                "status \(real.status) against \(sandbox.status): \(short(real.body)) against \(short(sandbox.body))"
            ]
        }
        guard !request.hasFreeWords else {
            return ["kind", "reason", "code"].filter { real.body[$0] != sandbox.body[$0] }.map {
                ".\($0): \(short(real.body[$0])) against \(short(sandbox.body[$0]))"
            }
        }
        let headers = comparedHeaders.filter { real.headers[$0] != sandbox.headers[$0] }.map {
            "\($0): \(real.headers[$0] ?? "none") against \(sandbox.headers[$0] ?? "none")"
        }
        return headers + compare(normal(real.body), normal(sandbox.body), "")
    }

    private static func compare(_ left: JSONValue, _ right: JSONValue, _ path: String) -> [String] {
        switch (left, right) {
        case (.object(let left), .object(let right)):
            let names = left.keys + right.keys.filter { left[$0] == nil }
            return names.flatMap { name -> [String] in
                guard let a = left[name] else { return ["\(path).\(name): only the sandbox: \(short(right[name]))"] }
                guard let b = right[name] else { return ["\(path).\(name): only the real server: \(short(a))"] }
                return compare(a, b, "\(path).\(name)")
            }
        case (.array(let left), .array(let right)) where left.count == right.count:
            return zip(left, right).enumerated().flatMap { compare($1.0, $1.1, "\(path)[\($0)]") }
        default: return left == right ? [] : ["\(path): \(short(left)) against \(short(right))"]
        }
    }

    private static func normal(_ value: JSONValue, _ name: String = "") -> JSONValue {
        if masked.contains(name) { return value.isNull || value == "" ? value : "*" }
        switch value {
        case .object(let members): return .object(object(members))
        case .array(let items):
            let kept = items.filter { item in
                let manager = item["manager"]?.string ?? ""
                return name != "managedFields" || !ownControllers.contains { manager.hasPrefix($0) }
            }
            let result = kept.map { normal($0, name) }
            // Maps and sets in Go come in any order; owners of fields by their time in whole seconds, so that it is chance
            // whether two that wrote one after the other are ordered by it.
            let isUnordered = ["causes", "groups", "resources", "managedFields"].contains(name)
            return .array(isUnordered ? result.sorted(by: isBefore) : result)
        case .string(let text): return .string(masked(text, name))
        default: return value
        }
    }

    private static func object(_ members: JSONObject) -> JSONObject {
        var members = members
        members["serverAddressByClientCIDRs"] = nil
        switch members["kind"] {
        case "APIGroupList":
            // Written by the start-up code of the real server, where an aggregator stands in a cluster.
            members["apiVersion"] = nil
            members["groups"] = members["groups"].map { .array(ours($0) { $0["name"] }) }
        case "APIGroupDiscoveryList":
            members["items"] = members["items"].map { .array(ours($0) { $0["metadata"]?["name"] }) }
        default: break
        }
        return members.compactMapValues { normal($1, $0) }
    }

    /// The groups that both servers are made to serve.
    private static func ours(_ list: JSONValue, _ name: (JSONValue) -> JSONValue?) -> [JSONValue] {
        (list.array ?? []).filter { item in
            let text = name(item)?.string ?? ""
            return ["gateway.kgateway.dev", "gateway.networking.k8s.io", "apiextensions.k8s.io"].contains(text)
        }
    }

    private static func masked(_ text: String, _ name: String) -> String {
        if name == "cells", text.wholeMatch(of: /([0-9]+[smhdy])+/) != nil { return "<age>" }
        if name == "cells", text.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}T.*/) != nil { return "<time>" }
        if name == "name", text.hasPrefix("some-") { return "some-*" }
        guard name == "message" else { return text }
        return text.replacing(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/, with: "<uid>")
            .replacing(/current: [0-9]+/, with: "current: N").replacing(/record \([0-9]+\)/, with: "record (N)")
    }

    private static func isBefore(_ left: JSONValue, _ right: JSONValue) -> Bool {
        func key(_ value: JSONValue) -> String {
            ["name", "resource", "field", "message", "manager", "operation", "subresource"].compactMap { value[$0]?.string }.joined(separator: " ")
        }
        return key(left) < key(right)
    }

    private static func short(_ value: JSONValue?) -> String {
        value.map { String(JSONWriter.text($0).prefix(240)) } ?? "nothing"
    }
}
