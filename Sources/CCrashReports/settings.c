// Swift's runtime reads how a crash is reported before main, and what it reads then cannot be changed later. So it finds our
// settings in the environment by then: one variable is lent to them from the first moment of the process to main, one that
// only programs read, not libraries that begin. To begin the program anew with another environment took 20 to 40 ms.

#include "CCrashReports.h"

#include <stddef.h>
#include <string.h>

#define NAME "SWIFT_BACKTRACE="
// registers: with them goes the memory that they point at, which may hold a token.
// interactive: the question what to do next would be asked of a shell that has its terminal back, or unseen.
// output-to: standard output is the terminal's; errors can be led to a file.
// threads, images: the person waits for the report to be written.
#define SETTINGS "registers=none,interactive=no,color=no,output-to=stderr,threads=crashed,images=mentioned"

static char settings[] = NAME SETTINGS;
static char *lender;

extern char **environ;

const char *gatehouse_crash_report_settings(void) { return SETTINGS; }

#ifdef __linux__
static char **find(char **environment, const char *start) {
    for (; *environment; environment += 1)
        if (strncmp(*environment, start, strlen(start)) == 0) return environment;
    return NULL;
}

static void lend(int count, char **arguments, char **environment) {
    static const char *const lenders[] = {"_=", "OLDPWD=", "SHLVL=", "PWD=", "LOGNAME=", "USER=", "SHELL=", "TERM=", "PATH=", "HOME="};
    (void)count;
    (void)arguments;
    // Where the person has settings of their own they stay.
    if (find(environment, NAME)) return;
    char **place = NULL;
    for (size_t index = 0; !place && index < sizeof lenders / sizeof *lenders; index += 1) place = find(environment, lenders[index]);
    if (!place) return;
    lender = *place;
    *place = settings;
}

// Called by the loader before any library begins.
__attribute__((section(".preinit_array"), used)) static void (*const lend_first)(int, char **, char **) = lend;
#endif

int gatehouse_return_lent_variable(void) {
    if (!lender) return 0;
    // What libraries have changed meanwhile may have moved the whole environment.
    for (char **variable = environ; *variable; variable += 1)
        if (*variable == settings) *variable = lender;
    return 1;
}
