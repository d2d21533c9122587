#ifndef GATEHOUSE_CNCURSES_SHIM_H
#define GATEHOUSE_CNCURSES_SHIM_H

#define NCURSES_WIDECHAR 1
#ifndef _XOPEN_SOURCE_EXTENDED
#define _XOPEN_SOURCE_EXTENDED
#endif
#define NCURSES_NOMACROS 1
#include <ncurses.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/types.h>
#include <unistd.h>

/* Swift 6 refuses C globals and does not see macros with casts: each gets a function here. Keep these free of
   state: they are compiled into every file that uses them. */

/* Declared by the system's headers only under feature macros that Swift's Glibc module is not built with. */
extern int wcwidth(wchar_t character);
extern int tgkill(pid_t process, pid_t thread, int signal);
extern pid_t gettid(void);
extern int memfd_create(const char *name, unsigned int flags);
extern int dup3(int from, int to, int flags);

/* A file without a name, in memory, which no child gets; -1 where there are none. */
static inline int gatehouse_memory_file(void) { return memfd_create("frame", 1); }
/* Lets `to` lead where `from` leads, and no child get it. */
static inline int gatehouse_replace(int from, int to) { return dup3(from, to, O_CLOEXEC); }

static inline FILE *gatehouse_input(void) { return stdin; }
static inline FILE *gatehouse_output(void) { return stdout; }

static inline WINDOW *gatehouse_window(void) { return stdscr; }
static inline int gatehouse_columns(void) { return COLS; }
static inline int gatehouse_rows(void) { return LINES; }
static inline int gatehouse_colors(void) { return COLORS; }
static inline int gatehouse_pairs(void) { return COLOR_PAIRS; }

static inline attr_t gatehouse_bold(void) { return WA_BOLD; }
static inline attr_t gatehouse_dim(void) { return WA_DIM; }
static inline attr_t gatehouse_reverse(void) { return WA_REVERSE; }
static inline attr_t gatehouse_underline(void) { return WA_UNDERLINE; }
static inline attr_t gatehouse_italic(void) { return WA_ITALIC; }

/* Pairs above 255 go through the last argument; the short one is then ignored. */
static inline int gatehouse_set_style(WINDOW *window, attr_t attributes, int pair) {
    return wattr_set(window, attributes, 0, &pair);
}

/* A capability of the terminal as text; NULL where it has none. */
static inline const char *gatehouse_capability(const char *name) {
    const char *text = tigetstr(name);
    return text == (const char *)-1 ? 0 : text;
}

#endif
