import Foundation
import KubeModel

/// What a server says about an object beside the object itself.
public struct ObjectLook: Sendable, Equatable {
    /// Somebody who wrote a part of it, as `managedFields` has it.
    public struct Writer: Sendable, Hashable {
        public var name: String
        /// `Apply` or `Update`.
        public var operation: String
        public var time: Date?
        /// Whether it wrote the status alone.
        public var isOfStatus: Bool
    }

    /// One event, as the server keeps it for about an hour.
    public struct Event: Sendable, Hashable {
        public var time: Date?
        public var isWarning: Bool
        public var reason: String
        public var message: String
        public var count: Int
        public var source: String

        public init(time: Date?, isWarning: Bool, reason: String, message: String, count: Int, source: String) {
            self.time = time
            self.isWarning = isWarning
            self.reason = reason
            self.message = message
            self.count = count
            self.source = source
        }
    }

    public var id: ResourceID
    /// The latest first.
    public var writers: [Writer]
    /// The latest first; nil: they may not be listed.
    public var events: [Event]?

    public init(id: ResourceID, writers: [Writer], events: [Event]?) {
        self.id = id
        self.writers = writers
        self.events = events
    }

    /// Who wrote which part of an object, from the object with its `managedFields`.
    public static func writers(of object: RawJSON) -> [Writer] {
        (object[path: "metadata", "managedFields"]?.elements ?? []).map { entry in
            Writer(
                name: entry["manager"]?.string ?? "?", operation: entry["operation"]?.string ?? "",
                time: entry["time"]?.string.flatMap(KubeTime.parse), isOfStatus: entry["subresource"]?.string == "status")
        }
        .sorted { ($0.time ?? .distantPast, $0.name) > ($1.time ?? .distantPast, $1.name) }
    }
}
