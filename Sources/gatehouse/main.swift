import ArgumentParser

await CommandEnd.run()
