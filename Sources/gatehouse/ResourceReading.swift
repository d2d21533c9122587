import Dashboard
import KubeClient
import KubeModel

/// Reads what `get` prints.
struct ResourceReading {
    /// Objects of one kind, in the order they are printed in.
    struct Found {
        var kind: Kind
        var rows: [ResourceRow]
    }

    let session: Session
    let isWide: Bool
    /// Whether the columns of kinds that we have no view for are wanted; they cost a request.
    let needsColumns: Bool

    private var client: KubeClient { session.client }

    /// How objects of a kind become rows.
    func kind(_ served: Discovery.Kind) async throws -> Kind {
        var served = served
        if needsColumns, !KindCatalog.knows(served.type), served.type.group.contains(".") {
            do throws(ClusterError) { served.printerColumns = try await client.printerColumns(of: served.type) } catch {
                throw CommandFailure(error, doing: "Cannot read the definition of \(served.type.kind)")
            }
        }
        return KindCatalog.kind(for: served, isWide: isWide)
    }

    /// The same, by the server's own table where the definition tells nothing: whoever may list a kind gets that.
    private func kind(of target: Session.Target, _ namespace: String?, _ selector: String?) async throws -> Kind {
        let kind = try await kind(target.kind)
        guard needsColumns, !KindCatalog.knows(kind.type), kind.printerColumns == nil else { return kind }
        // One object is asked for by its name, several by the list they stand in.
        let field = target.names.count == 1 ? target.names.first.map { "metadata.name=\($0)" } : nil
        // Without a table the conditions are shown; why the objects cannot be read is said where they are.
        guard
            let table = try? await client.table(
                kind.type, namespace: namespace, selector: selector, fieldSelector: field)
        else { return kind }
        let printed = Kind.printed(kind.type, columns: table.columns, cells: table.cells, isWide: isWide)
        return printed.columns.isEmpty ? kind : printed
    }

    /// - Returns: What is there, and a complaint for each that is not.
    /// - Throws: A failure of the connection, after which nothing else needs to be tried.
    func read(
        _ target: Session.Target, _ namespace: String?, _ selector: String?
    ) async throws -> (Found, [CommandFailure]) {
        let kind = try await kind(of: target, namespace, selector), type = kind.type
        var found = Found(kind: kind, rows: []), failures: [CommandFailure] = []
        func take(_ error: ClusterError) throws {
            let failure = CommandFailure(error, doing: "Cannot get \(type.plural)")
            guard failure.status != .cannotConnect else { throw failure }
            failures.append(failure)
        }
        if target.names.isEmpty {
            do throws(ClusterError) {
                let rows = try await client.list(
                    type, namespace: namespace, selector: selector, projection: kind.projection)
                found.rows = rows.sorted { $0.key < $1.key }
            } catch { try take(error) }
        }
        for name in target.names {
            do throws(ClusterError) {
                let bytes = try await client.get(type, ObjectKey(namespace: namespace, name: name))
                guard let row = try? ResourceScanner(projection: kind.projection).row(bytes) else { throw .notJSON }
                found.rows.append(row)
            } catch { try take(error) }
        }
        return (found, failures)
    }

    /// Prints what is there, then every version that comes.
    func follow(
        _ kind: Kind, _ name: String?, _ namespace: String?, _ selector: String?, _ printer: ResourcePrinter
    ) async throws {
        let type = kind.type
        if let name {
            do throws(ClusterError) {
                _ = try await client.get(type, ObjectKey(namespace: namespace, name: name))
            } catch {
                throw CommandFailure(error, doing: "Cannot watch \(type.plural)")
            }
        }
        if needsColumns { kind.unreadSentence.map(CommandEnd.complain) }
        let events = client.reflect(
            type, namespace: namespace, selector: selector, fieldSelector: name.map { "metadata.name=\($0)" },
            projection: kind.projection)
        Output.endWithReader()
        var following = Following(printer, of: type)
        for await event in events { try following.take(event) }
    }
}
