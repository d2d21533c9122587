// How every program of somebody else's is started: an editor, which outlives us should we be killed, as the person's text
// is in it; and a plugin that logs in, which must not, whichever way we end, even by a kill that nobody can catch. So between
// us and the second stands a small process that waits for either: when our end of a pipe is gone, it ends the program and
// whatever the program has started, with a request first and without one soon after.

#define _GNU_SOURCE
#include "CChildProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// Between fork and exec only calls that are safe in a signal handler: other threads of ours may have held any lock, of the
// allocator or of the locale, and nobody is left to give it back. So everything is made before the fork.

// Rounds of 10 ms: after the first number nobody is asked any longer, after the second we give up.
enum { PATIENCE = 30, ROUNDS = 500 };

static void signal_one(pid_t child, int number) {
    // The leader of a group is asked with its group.
    if (getpgid(child) == child) kill(-child, number);
    kill(child, number);
}

/// Sends a signal to every child of this process; what loses its parent becomes one.
///
/// - Parameter program: Is sent it in any case: it may be the only one that is known, without /proc.
static void signal_children(pid_t program, int number) {
    if (program > 1) signal_one(program, number);
    // Of the only thread: the guard has no other.
    int file = open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    char text[4096];
    long child = 0;
    for (ssize_t length; (length = read(file, text, sizeof text)) > 0; ) {
        for (ssize_t at = 0; at < length; at++) {
            if (text[at] >= '0' && text[at] <= '9') {
                child = child * 10 + (text[at] - '0');
            } else {
                if (child > 1 && child != program) signal_one((pid_t)child, number);
                child = 0;
            }
        }
    }
    close(file);
}

/// - Parameter program: 0 once it has ended.
static void end_everything(pid_t program) {
    for (int round = 0; round < ROUNDS; round++) {
        if (round == 0) signal_children(program, SIGTERM);
        if (round >= PATIENCE) signal_children(program, SIGKILL);
        pid_t ended;
        while ((ended = waitpid(-1, NULL, WNOHANG)) > 0) {
            if (ended == program) program = 0;
            // What a child leaves behind has not been asked yet.
            signal_children(program, round < PATIENCE ? SIGTERM : SIGKILL);
        }
        if (ended < 0 && errno == ECHILD) return;
        poll(NULL, 0, 10);
    }
}

static void all_signals(void (*action)(int)) {
    for (int number = 1; number < NSIG; number++) signal(number, action);
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
    // Neither the terminal nor the pipes of the program stay open for the guard.
    int nothing = open("/dev/null", O_RDWR);
    for (int file = 0; file < 3; file++) if (nothing < 0 || dup2(nothing, file) < 0) close(file);
    close_from(4);
    int handle = (int)syscall(SYS_pidfd_open, program, 0);
    struct pollfd waits[2] = {{3, POLLIN, 0}, {handle, POLLIN, 0}};
    for (;;) {
        int status = 0;
        pid_t ended = waitpid(program, &status, WNOHANG);
        if (ended == program) {
            // What it has left running after success is meant to stay: an agent, a browser. One that was interrupted, as
            // by the ctrl-c that ends us too, had no time to put its own away.
            if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) end_everything(0);
            end_like(status);
        }
        if (ended < 0 && errno == ECHILD) _exit(1);
        // Where the system has no such handle, it is looked after often enough.
        if (poll(waits, 2, handle < 0 ? 20 : -1) > 0 && waits[0].revents) {
            end_everything(program);
            _exit(1);
        }
    }
}

extern char **environ;

static _Noreturn void become(const gatehouse_program *program, int failure) {
    // Out of the way of those that a program is given.
    int output = fcntl(program->output, F_DUPFD_CLOEXEC, 5), kept = fcntl(failure, F_DUPFD_CLOEXEC, 5);
    int complaint = program->has_terminal ? -1 : fcntl(program->complaint, F_DUPFD_CLOEXEC, 5);
    int inherited = program->inherited < 0 ? -1 : fcntl(program->inherited, F_DUPFD_CLOEXEC, 5);
    char *const *environment = program->environment ? program->environment : environ;
    all_signals(SIG_DFL);
    // Should somebody end the guard.
    if (program->is_guarded) prctl(PR_SET_PDEATHSIG, SIGKILL);
    int code = 0;
    if (!program->has_terminal) {
        int nothing = open("/dev/null", O_RDONLY);
        if (setsid() < 0 || nothing < 0 || dup2(nothing, 0) < 0 || dup2(complaint, 2) < 0) code = errno;
    }
    if (code == 0 && (dup2(output, 1) < 0 || dup3(kept, 4, O_CLOEXEC) < 0)) code = errno;
    if (code == 0 && program->inherited >= 0 && dup2(inherited, 3) < 0) code = errno;
    if (code == 0) {
        if (program->inherited < 0) close(3);
        close_from(5);
        // Somebody writes it at the moment, or has forked while writing it: for as long as that may take, 1 s.
        for (int round = 0; round < 50; round++) {
            execve(program->path, program->arguments, environment);
            code = errno;
            if (code != ETXTBSY) break;
            poll(NULL, 0, 20);
        }
        kept = 4;
    }
    if (write(kept, &code, sizeof code) < 0) _exit(126);
    _exit(127);
}

/// The child of ours: the program itself, or what guards it.
static _Noreturn void begin(const gatehouse_program *program, const int *line, const int *failure) {
    if (!program->is_guarded) become(program, failure[1]);
    // The terminal's signals are for the program; the guard ends after it, and must not be stopped with it either.
    all_signals(SIG_IGN);
    signal(SIGCHLD, SIG_DFL);
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

int gatehouse_child_start(const gatehouse_program *program, int *child_id, int *lifeline) {
    int line[2], failure[2];
    if (pipe2(line, O_CLOEXEC) < 0) return errno;
    if (pipe2(failure, O_CLOEXEC) < 0) {
        int code = errno;
        close(line[0]);
        close(line[1]);
        return code;
    }
    // No handler of ours may run in the child: it would write to pipes that it shares with us.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t id = fork();
    if (id == 0) begin(program, line, failure);
    int code = id < 0 ? errno : 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(line[0]);
    close(failure[1]);
    // Ends with the program's beginning, which closes the pipe.
    if (id > 0) {
        int reason = 0;
        ssize_t length;
        do length = read(failure[0], &reason, sizeof reason); while (length < 0 && errno == EINTR);
        if (length == (ssize_t)sizeof reason) code = reason;
    }
    close(failure[0]);
    if (code != 0) {
        close(line[1]);
        if (id > 0) while (waitpid(id, NULL, 0) < 0 && errno == EINTR) {}
        return code;
    }
    *child_id = id;
    *lifeline = program->is_guarded ? line[1] : -1;
    if (!program->is_guarded) close(line[1]);
    return 0;
}

int gatehouse_process_handle(int id) { return (int)syscall(SYS_pidfd_open, id, 0); }

int gatehouse_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }
