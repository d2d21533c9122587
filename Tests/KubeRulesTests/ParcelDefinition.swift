import KubeModel
import KubeRules

/// A kind in whose schema every word stands that a server checks.
enum ParcelDefinition {
    static let book = Result {
        var book = SchemaBook()
        book.add(definition: try YAMLReader.parse(text))
        return book
    }

    /// - Parameter spec: YAML in one line.
    static func parcel(_ spec: String) throws -> JSONValue {
        ["apiVersion": "example.com/v1", "kind": "Parcel", "metadata": ["name": "a", "namespace": "x"], "spec": try YAMLReader.parse(spec)]
    }

    private static let text = #"""
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: parcels.example.com}
        spec:
          group: example.com
          names: {kind: Parcel, plural: parcels}
          scope: Namespaced
          versions:
            - name: v1
              served: true
              storage: true
              schema:
                openAPIV3Schema:
                  type: object
                  required: [spec]
                  x-kubernetes-validations:
                    - {rule: "self.metadata.name != 'forbidden'", message: the name is taken}
                  properties:
                    apiVersion: {type: string}
                    kind: {type: string}
                    metadata: {type: object}
                    spec:
                      type: object
                      required: [size]
                      x-kubernetes-validations:
                        - {rule: "!has(self.weight) || self.weight <= self.size * 10", messageExpression: "self.mode == 'Fast' ? 'too heavy to be fast' : 'heavier than ten times its size'", message: too heavy, fieldPath: .weight}
                        - {rule: "!has(self.__namespace__) || self.__namespace__ != 'default'", message: not in default, reason: FieldValueForbidden, fieldPath: .namespace}
                      properties:
                        size: {type: integer, minimum: 1, maximum: 10, exclusiveMaximum: true, format: int32}
                        weight: {type: integer}
                        namespace: {type: string}
                        step: {type: number, multipleOf: 0.5, minimum: 0, exclusiveMinimum: true}
                        mode: {type: string, enum: [Slow, Fast], default: Slow}
                        level: {type: integer, enum: [1, 2, 4]}
                        code: {type: string, minLength: 2, maxLength: 4, pattern: '^[a-z\x30-9]+$'}
                        emoji: {type: string, maxLength: 2}
                        owner: {type: string, nullable: true}
                        since: {type: string, format: date-time}
                        span: {type: string, format: duration}
                        address: {type: string, format: ipv4}
                        range: {type: string, format: cidr}
                        page: {type: string, format: uri}
                        key: {type: string, format: uuid}
                        mail: {type: string, format: email}
                        host: {type: string, format: hostname}
                        bytes: {type: string, format: byte}
                        port:
                          x-kubernetes-int-or-string: true
                          pattern: '^[a-z]+$'
                          x-kubernetes-validations: [{rule: "type(self) == string ? self != 'none' : self > 0", message: no port}]
                        tags: {type: array, maxItems: 3, minItems: 1, items: {type: string}, x-kubernetes-list-type: set}
                        stops:
                          type: array
                          maxItems: 10
                          x-kubernetes-list-type: map
                          x-kubernetes-list-map-keys: [name]
                          items: {type: object, required: [name], properties: {name: {type: string}, zone: {type: string, maxLength: 20, default: local, x-kubernetes-validations: [{rule: self == oldSelf, message: the zone stays}]}}}
                        labels: {type: object, minProperties: 1, maxProperties: 2, additionalProperties: {type: string, maxLength: 3}}
                        open: {type: object, x-kubernetes-preserve-unknown-fields: true, properties: {known: {type: integer}}}
                        whole: {type: object, x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true}
                        closed: {type: object}
                        choice:
                          type: object
                          oneOf: [{required: [left]}, {required: [right]}]
                          properties: {left: {type: string}, right: {type: string}}
                        some:
                          type: object
                          anyOf: [{required: [left]}, {required: [right]}]
                          properties: {left: {type: string}, right: {type: string}}
                        both: {type: string, allOf: [{minLength: 2}, {pattern: '^x'}]}
                        never: {type: string, not: {enum: [bad]}}
                        fixed: {type: string, x-kubernetes-validations: [{rule: self == oldSelf, message: fixed for ever}]}
                        once: {type: string, x-kubernetes-validations: [{rule: "!oldSelf.hasValue() || oldSelf.value() == self", message: written once, optionalOldSelf: true}]}
                        broken: {type: object, properties: {a: {type: string}}, x-kubernetes-validations: [{rule: "self.a.startsWith('x')", message: begins with x}]}
        """#
}
