import ArgumentParser
import Foundation

// Parsed by hand, so that wrong usage exits 2 and every failure is a sentence on standard error.
do {
    var command = try GatehouseCommand.parseAsRoot()
    if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
    } else {
        try command.run()
    }
} catch {
    CommandEnd.exit(with: error)
}
