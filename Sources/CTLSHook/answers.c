// A connection that ends in the middle of an answer's head is a success to libcurl 7, and URLSession on Linux traps on a
// success without a head: a server that dies at the wrong moment would take the dashboard with it. So the lines of every
// head are watched on their way to URLSession, and a success that comes before the blank line is called what it is.
//
// And a server that streams sends a frame an object, which libcurl hands over one by one, while URLSession sets a timer and
// wakes threads for each: so what one turn of libcurl's brings of a body is gathered, and handed over at its end.

#define _GNU_SOURCE
#include "CTLSHook.h"
#include "answers.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>

// The type checks of the header would refuse a function of that name.
#undef curl_easy_setopt

typedef size_t (*take_function)(char *, size_t, size_t, void *);

// Bytes of a body that are gathered at most.
enum { LIMIT = 256 << 10 };
// Bytes trickle in where a turn brings some, the next follows within TRICKLE microseconds, and fewer than PLENTY wait: then it
// is put off, by STEP longer each time until it is PAUSE. So short answers that follow each other are hardly put off, as those
// of discovery.
enum { PLENTY = 64 << 10, TRICKLE = 5000, STEP = 250, PAUSE = 4000 };
// How often in one turn the streams of a connection are asked for what is theirs.
enum { TIMES = 8 };

typedef struct answer {
    CURL *easy;
    take_function take_line, take_body;
    void *line_data, *body_data;
    int is_complete;
    // What of the body was not handed over yet, while a turn lasts.
    char *body;
    size_t length, room;
    // Whether URLSession wants no more of it: at all, or for now.
    int is_refused, is_paused;
    // Whether it stands in the list of the turn.
    int is_gathered;
    struct answer *next, *next_gathered;
} answer;

// Protects the list. What is in an answer is touched by the thread of its transfer only.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static answer *answers;
// Those that a turn of this thread has gathered something of.
static __thread answer *gathered;
static __thread int turns;
// Whether a part of a body is being handed over on this thread.
static __thread int is_handing_over;
// When the latest turn that brought some of a body ended, whichever thread it was on, and of which connection.
static atomic_long last_turn;
static atomic_int last_socket = CURL_SOCKET_BAD;
// Turns in a row that were put off.
static atomic_int trickles;

static CURLcode (*real_setopt)(CURL *, CURLoption, ...);
static void (*real_cleanup)(CURL *);
static CURLMcode (*real_socket_action)(CURLM *, curl_socket_t, int, int *);

// Before main, and so before any thread.
__attribute__((constructor)) static void find_real_functions(void) {
    real_setopt = (CURLcode(*)(CURL *, CURLoption, ...))dlsym(RTLD_NEXT, "curl_easy_setopt");
    real_cleanup = (void (*)(CURL *))dlsym(RTLD_NEXT, "curl_easy_cleanup");
    real_socket_action = (CURLMcode(*)(CURLM *, curl_socket_t, int, int *))dlsym(RTLD_NEXT, "curl_multi_socket_action");
}

static answer *find(CURL *easy) {
    pthread_mutex_lock(&lock);
    answer *it = answers;
    while (it && it->easy != easy) it = it->next;
    pthread_mutex_unlock(&lock);
    return it;
}

static answer *find_or_add(CURL *easy) {
    answer *it = find(easy);
    if (it || !(it = calloc(1, sizeof *it))) return it;
    it->easy = easy;
    pthread_mutex_lock(&lock);
    it->next = answers;
    answers = it;
    pthread_mutex_unlock(&lock);
    return it;
}

int gatehouse_is_handing_over(void) { return is_handing_over; }

static size_t give(answer *it, char *bytes, size_t length) {
    is_handing_over = 1;
    size_t said = it->take_body(bytes, 1, length, it->body_data);
    is_handing_over = 0;
    return said;
}

/// Hands over what was gathered. What URLSession does not want now, as it pauses, is kept.
///
/// - Returns: What URLSession said, or 1 where there was nothing to say it of.
static size_t hand_over(answer *it) {
    if (it->length == 0 || it->is_refused) return 1;
    size_t length = it->length, said = give(it, it->body, length);
    it->is_paused = said == CURL_WRITEFUNC_PAUSE;
    if (it->is_paused) return said;
    it->length = 0;
    it->is_refused = said != length;
    return 1;
}

static size_t take_body(char *bytes, size_t size, size_t count, void *data) {
    answer *it = data;
    size_t length = size * count;
    // Outside of a turn nobody would hand it over later; and what was kept comes first.
    int is_due = turns == 0 || it->is_paused || it->length + length > LIMIT;
    if (is_due && hand_over(it) == CURL_WRITEFUNC_PAUSE) return CURL_WRITEFUNC_PAUSE;
    if (it->is_refused) return 0;
    if (turns == 0 || length > LIMIT) return give(it, bytes, length);
    if (it->length + length > it->room) {
        size_t room = it->length + length < LIMIT / 16 ? LIMIT / 16 : it->length + length < LIMIT / 4 ? LIMIT / 4 : LIMIT;
        char *larger = realloc(it->body, room);
        if (!larger) return 0;
        it->body = larger;
        it->room = room;
    }
    if (!it->is_gathered) {
        it->is_gathered = 1;
        it->next_gathered = gathered;
        gathered = it;
    }
    memcpy(it->body + it->length, bytes, length);
    it->length += length;
    return length;
}

static size_t take_line(char *line, size_t size, size_t count, void *data) {
    answer *it = data;
    hand_over(it);
    size_t length = size * count;
    it->is_complete = length == 0 || line[0] == '\r' || line[0] == '\n';
    return it->take_line(line, size, count, it->line_data);
}

static long microseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000L + now.tv_nsec / 1000;
}

/// Lets a little more arrive where bytes trickle in, as from a server that sends ten thousand objects one by one: a turn for
/// each would cost ten times as much as the bytes, and the server's processor, should it be ours, too.
static void await_more(curl_socket_t socket) {
    if (socket == CURL_SOCKET_TIMEOUT || socket != atomic_load(&last_socket)) return;
    if (microseconds() - atomic_load(&last_turn) >= TRICKLE) return atomic_store(&trickles, 0);
    int waiting = 0;
    if (ioctl(socket, FIONREAD, &waiting) != 0 || waiting >= PLENTY) return;
    long pause = STEP * atomic_fetch_add(&trickles, 1);
    nanosleep(&(struct timespec){0, (pause < PAUSE ? pause : PAUSE) * 1000L}, NULL);
}

/// Of one connection's streams one reads for all, and the others take what is theirs when it is their time: at once, so that
/// no timer has to be set for it.
static CURLMcode take_turn(CURLM *multi, curl_socket_t socket, int events, int *running) {
    CURLMcode code = real_socket_action(multi, socket, events, running);
    long left = -1;
    for (int times = 0; times < TIMES && code == CURLM_OK && socket != CURL_SOCKET_TIMEOUT; times += 1) {
        if (curl_multi_timeout(multi, &left) != CURLM_OK || left != 0) break;
        code = real_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, running);
    }
    return code;
}

__attribute__((visibility("default"))) CURLMcode curl_multi_socket_action(CURLM *multi, curl_socket_t socket, int events, int *running) {
    await_more(socket);
    turns += 1;
    CURLMcode code = take_turn(multi, socket, events, running);
    turns -= 1;
    size_t bytes = 0;
    while (gathered) {
        answer *it = gathered;
        gathered = it->next_gathered;
        it->is_gathered = 0;
        const size_t length = it->length;
        bytes += length;
        hand_over(it);
        // A stream that only tells of changes now and then does not keep what a list needed.
        if (it->length > 0 || length >= PLENTY) continue;
        free(it->body);
        it->body = NULL;
        it->room = 0;
    }
    if (bytes == 0) return code;
    if (socket != CURL_SOCKET_TIMEOUT) atomic_store(&last_socket, socket);
    atomic_store(&last_turn, microseconds());
    return code;
}

__attribute__((visibility("default"))) CURLcode curl_easy_setopt(CURL *easy, CURLoption option, ...) {
    va_list arguments;
    va_start(arguments, option);
    // Numbers, pointers and functions are passed alike on every 64-bit machine.
    void *value = va_arg(arguments, void *);
    va_end(arguments);
    int is_line = option == CURLOPT_HEADERFUNCTION || option == CURLOPT_HEADERDATA;
    int is_body = option == CURLOPT_WRITEFUNCTION || option == CURLOPT_WRITEDATA;
    if (!is_line && !is_body) return real_setopt(easy, option, value);
    answer *it = find_or_add(easy);
    if (!it) return CURLE_OUT_OF_MEMORY;
    switch (option) {
    case CURLOPT_HEADERFUNCTION: it->take_line = (take_function)value; break;
    case CURLOPT_HEADERDATA: it->line_data = value; break;
    case CURLOPT_WRITEFUNCTION: it->take_body = (take_function)value; break;
    default: it->body_data = value;
    }
    if (is_line ? !it->take_line : !it->take_body) return CURLE_OK;
    CURLcode code = real_setopt(easy, is_line ? CURLOPT_HEADERDATA : CURLOPT_WRITEDATA, it);
    if (code != CURLE_OK) return code;
    return is_line ? real_setopt(easy, CURLOPT_HEADERFUNCTION, take_line) : real_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
}

void gatehouse_judge_head(CURLMsg *message) {
    if (message->data.result != CURLE_OK) return;
    answer *it = find(message->easy_handle);
    if (it && it->take_line && !it->is_complete) message->data.result = CURLE_GOT_NOTHING;
}

__attribute__((visibility("default"))) void curl_easy_cleanup(CURL *easy) {
    answer *found = NULL;
    pthread_mutex_lock(&lock);
    for (answer **link = &answers; *link; link = &(*link)->next) {
        if ((*link)->easy != easy) continue;
        found = *link;
        *link = found->next;
        break;
    }
    pthread_mutex_unlock(&lock);
    real_cleanup(easy);
    for (answer **link = &gathered; found && *link; link = &(*link)->next_gathered) {
        if (*link != found) continue;
        *link = found->next_gathered;
        break;
    }
    if (found) free(found->body);
    free(found);
}
