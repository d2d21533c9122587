import ArgumentParser

CrashReports.leaveOutMemory()
Memory.keepSmall()
await CommandEnd.run()
