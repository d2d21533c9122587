// A connection that ends in the middle of an answer's head is a success to libcurl 7, and URLSession on Linux traps on a
// success without a head: a server that dies at the wrong moment would take the dashboard with it. So the lines of every
// head are watched on their way to URLSession, and a success that comes before the blank line is called what it is.

#define _GNU_SOURCE
#include "heads.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>

// The type checks of the header would refuse a function of that name.
#undef curl_easy_setopt

typedef size_t (*header_function)(char *, size_t, size_t, void *);

typedef struct head {
    CURL *easy;
    header_function function;
    void *data;
    int is_complete;
    struct head *next;
} head;

// Protects the list. What is in a head is touched by the thread of its transfer only.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static head *heads;

static CURLcode (*real_setopt)(CURL *, CURLoption, ...);
static void (*real_cleanup)(CURL *);

// Before main, and so before any thread.
__attribute__((constructor)) static void find_real_functions(void) {
    real_setopt = (CURLcode(*)(CURL *, CURLoption, ...))dlsym(RTLD_NEXT, "curl_easy_setopt");
    real_cleanup = (void (*)(CURL *))dlsym(RTLD_NEXT, "curl_easy_cleanup");
}

static head *find(CURL *easy) {
    pthread_mutex_lock(&lock);
    head *it = heads;
    while (it && it->easy != easy) it = it->next;
    pthread_mutex_unlock(&lock);
    return it;
}

static head *find_or_add(CURL *easy) {
    head *it = find(easy);
    if (it || !(it = calloc(1, sizeof *it))) return it;
    it->easy = easy;
    pthread_mutex_lock(&lock);
    it->next = heads;
    heads = it;
    pthread_mutex_unlock(&lock);
    return it;
}

static size_t watch(char *line, size_t size, size_t count, void *data) {
    head *it = data;
    size_t length = size * count;
    it->is_complete = length == 0 || line[0] == '\r' || line[0] == '\n';
    return it->function(line, size, count, it->data);
}

__attribute__((visibility("default"))) CURLcode curl_easy_setopt(CURL *easy, CURLoption option, ...) {
    va_list arguments;
    va_start(arguments, option);
    // Numbers, pointers and functions are passed alike on every 64-bit machine.
    void *value = va_arg(arguments, void *);
    va_end(arguments);
    if (option != CURLOPT_HEADERFUNCTION && option != CURLOPT_HEADERDATA) return real_setopt(easy, option, value);
    head *it = find_or_add(easy);
    if (!it) return CURLE_OUT_OF_MEMORY;
    if (option == CURLOPT_HEADERFUNCTION) it->function = (header_function)value; else it->data = value;
    if (!it->function) return CURLE_OK;
    CURLcode code = real_setopt(easy, CURLOPT_HEADERDATA, it);
    return code == CURLE_OK ? real_setopt(easy, CURLOPT_HEADERFUNCTION, watch) : code;
}

void gatehouse_judge_head(CURLMsg *message) {
    if (message->data.result != CURLE_OK) return;
    head *it = find(message->easy_handle);
    if (it && it->function && !it->is_complete) message->data.result = CURLE_GOT_NOTHING;
}

__attribute__((visibility("default"))) void curl_easy_cleanup(CURL *easy) {
    head *found = NULL;
    pthread_mutex_lock(&lock);
    for (head **link = &heads; *link; link = &(*link)->next) {
        if ((*link)->easy != easy) continue;
        found = *link;
        *link = found->next;
        break;
    }
    pthread_mutex_unlock(&lock);
    real_cleanup(easy);
    free(found);
}
