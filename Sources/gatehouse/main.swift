import ArgumentParser

Memory.keepSmall()
await CommandEnd.run()
