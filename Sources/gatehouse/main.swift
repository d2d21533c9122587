import ArgumentParser
import Glibc

// A limit on the size of files is to be an error of the write that meets it, with a sentence, not the end of the program.
_ = signal(SIGXFSZ, SIG_IGN)
CrashReports.leaveOutMemory()
Memory.keepSmall()
await CommandEnd.run()
