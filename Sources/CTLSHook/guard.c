// A program of somebody else's that must not outlive us, whichever way we end: even a kill that nobody can catch. So between
// us and it stands a small process that waits for either: when our end of a pipe is gone, it ends the program and whatever
// the program has started, with a request first and without one soon after.

#define _GNU_SOURCE
#include "CTLSHook.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// Rounds of 10 ms: after the first number nobody is asked any longer, after the second we give up.
enum { PATIENCE = 30, ROUNDS = 500 };

/// Sends a signal to every child of this process; what loses its parent becomes one.
static void signal_children(int number) {
    char path[64], text[4096];
    snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    ssize_t length = read(file, text, sizeof text - 1);
    close(file);
    if (length <= 0) return;
    text[length] = 0;
    for (char *at = text, *end; ; at = end) {
        long child = strtol(at, &end, 10);
        if (end == at) return;
        if (child <= 1) continue;
        if (getpgid((pid_t)child) == (pid_t)child) kill(-(pid_t)child, number);
        kill((pid_t)child, number);
    }
}

static void end_everything(void) {
    for (int round = 0; round < ROUNDS; round++) {
        if (round == 0) signal_children(SIGTERM);
        if (round >= PATIENCE) signal_children(SIGKILL);
        pid_t ended;
        // What a child leaves behind has not been asked yet.
        while ((ended = waitpid(-1, NULL, WNOHANG)) > 0) signal_children(round < PATIENCE ? SIGTERM : SIGKILL);
        if (ended < 0 && errno == ECHILD) return;
        usleep(10000);
    }
}

static void default_signals(void) {
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static void close_from(unsigned first) {
    if (syscall(SYS_close_range, first, ~0u, 0u) == 0) return;
    for (int file = (int)first; file < 4096; file++) close(file);
}

static _Noreturn void end_like(int status) {
    if (WIFSIGNALED(status)) {
        signal(WTERMSIG(status), SIG_DFL);
        prctl(PR_SET_DUMPABLE, 0);
        kill(getpid(), WTERMSIG(status));
    }
    _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 1);
}

static _Noreturn void guard(pid_t program, int lifeline) {
    dup2(lifeline, 3);
    close_from(4);
    int nothing = open("/dev/null", O_RDWR);
    if (nothing >= 0) for (int file = 0; file < 3; file++) dup2(nothing, file);
    int handle = (int)syscall(SYS_pidfd_open, program, 0);
    struct pollfd waits[2] = {{3, POLLIN, 0}, {handle, POLLIN, 0}};
    for (;;) {
        int status = 0;
        pid_t ended = waitpid(program, &status, WNOHANG);
        if (ended == program) end_like(status);
        if (ended < 0 && errno == ECHILD) _exit(1);
        // Where the system has no such handle, it is looked after often enough.
        if (poll(waits, 2, handle < 0 ? 20 : -1) > 0 && waits[0].revents) {
            end_everything();
            _exit(1);
        }
    }
}

static _Noreturn void become(const gatehouse_program *program, int failure) {
    default_signals();
    if (!program->has_terminal && setsid() < 0) _exit(127);
    // Should somebody end the guard.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (!program->has_terminal) {
        int nothing = open("/dev/null", O_RDONLY);
        if (nothing < 0 || dup2(nothing, 0) < 0 || dup2(program->complaint, 2) < 0) _exit(127);
    }
    if (dup2(program->output, 1) < 0) _exit(127);
    int kept = fcntl(failure, F_DUPFD_CLOEXEC, 3);
    dup3(kept, 3, O_CLOEXEC);
    close_from(4);
    execvpe(program->path, program->arguments, program->environment);
    int code = errno;
    if (write(3, &code, sizeof code) < 0) _exit(126);
    _exit(127);
}

int gatehouse_guard_start(const gatehouse_program *program, int *guard_id, int *lifeline) {
    int line[2], failure[2];
    if (pipe2(line, O_CLOEXEC) < 0) return errno;
    if (pipe2(failure, O_CLOEXEC) < 0) {
        int code = errno;
        close(line[0]);
        close(line[1]);
        return code;
    }
    pid_t id = fork();
    if (id == 0) {
        // The terminal's signals are for the program; the guard ends after it.
        for (int number = 1; number < NSIG; number++) {
            if (number != SIGTSTP && number != SIGTTIN && number != SIGTTOU && number != SIGCHLD) signal(number, SIG_IGN);
        }
        signal(SIGCHLD, SIG_DFL);
        signal(SIGTSTP, SIG_DFL);
        if (!program->has_terminal) setsid();
        prctl(PR_SET_CHILD_SUBREAPER, 1);
        close(line[1]);
        pid_t child = fork();
        if (child == 0) become(program, failure[1]);
        if (child < 0) {
            int code = errno;
            if (write(failure[1], &code, sizeof code) < 0) _exit(126);
            _exit(127);
        }
        guard(child, line[0]);
    }
    int code = id < 0 ? errno : 0;
    close(line[0]);
    close(failure[1]);
    ssize_t length;
    // Ends with the program's beginning, which closes the pipe.
    if (id > 0) {
        int reason = 0;
        do length = read(failure[0], &reason, sizeof reason); while (length < 0 && errno == EINTR);
        if (length == (ssize_t)sizeof reason) code = reason;
    }
    close(failure[0]);
    if (code != 0) {
        close(line[1]);
        if (id > 0) while (waitpid(id, NULL, 0) < 0 && errno == EINTR) {}
        return code;
    }
    *guard_id = id;
    *lifeline = line[1];
    return 0;
}
