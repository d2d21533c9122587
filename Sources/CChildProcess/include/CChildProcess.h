#ifndef CCHILDPROCESS_H
#define CCHILDPROCESS_H

/// A program to be started. It gets default signals, and no descriptor of ours but those that are named here.
typedef struct {
    /// The file to run.
    const char *path;
    /// Both end in NULL; without an environment it gets ours.
    char *const *arguments;
    char *const *environment;
    /// Its standard output; and its standard error, where it has no terminal.
    int output;
    int complaint;
    /// One more descriptor, which it has as number 3; -1: none.
    int inherited;
    /// Whether standard input and standard error are ours, in our process group; without them it gets a session of its own.
    int has_terminal;
    /// Whether it ends with us at the latest, and all that it has started with it: also where it fails or is interrupted.
    /// What it leaves running after success stays.
    int is_guarded;
} gatehouse_program;

/// Starts a program, under a guard where it wants one, which ends as the program does.
///
/// - Parameter id: What to wait for: the program, or its guard.
/// - Parameter lifeline: Closing it, as our end does, ends program and guard: asked first, killed 0.3 s later. -1 without
///   a guard.
/// - Returns: 0, or the `errno` that says why it did not start.
int gatehouse_child_start(const gatehouse_program *program, int *id, int *lifeline);

/// A pipe that no child inherits unasked.
///
/// - Returns: 0, or -1 with `errno`.
int gatehouse_pipe(int ends[2]);

/// A descriptor that can be read once the process has ended; -1 where the system has none. To be closed.
int gatehouse_process_handle(int id);

#endif
